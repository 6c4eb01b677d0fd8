/* counted.h - a backend around a backend: the same calls, on the account of whose connection it is. */
#pragma once
#include "backends/backend.h"

/* A table with TLS calls that are counted; everything else, what was negotiated among it, is passed through.  A process
 * counts one backend. */
const struct tb_backend *tb_counted(const struct tb_backend *inner);
