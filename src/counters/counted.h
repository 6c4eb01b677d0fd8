/* counted.h - a backend that wraps another one and charges its calls to the side of the connection. */
#pragma once
#include "backends/backend.h"

/* A table whose TLS calls are counted; everything else is passed through, including what was negotiated.  A process
 * counts one backend. */
const struct tb_backend *tb_counted(const struct tb_backend *inner);
