/* bulk.h - the two transports of the bulk driver. */
#pragma once
#include "harness/pair.h"
#include <string.h>

extern const struct tb_local_ops tb_bulk_memory;  /* bulk_memory.c */
extern const struct tb_pair_ops tb_bulk_loopback; /* bulk_loopback.c */

static inline bool tb_bulk_client_sends(const struct tb_case *c)
{
    return strcmp(c->value[TB_PARAM_DIRECTION], "upload") == 0;
}
