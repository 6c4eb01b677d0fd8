/* counted.h - a backend that wraps another one: the same calls, charged to the side of the connection. */
#pragma once
#include "backends/backend.h"

/* A table with TLS calls that are counted; everything else, what was negotiated among it, is passed through.  A process
 * counts one backend. */
const struct tb_backend *tb_counted(const struct tb_backend *inner);
