/* repeat.h - the loop inside a chunk, shared by all local drivers and by the measurement of its own cost
 * (harness_cost.c).
 *
 * The operation is known when the loop is compiled: it costs a comparison or two an operation, and no call through a
 * pointer.
 */
#pragma once
#include "backends/backend.h"
#include <stdint.h>

/* Does one operation after the other and stops at the first that fails. */
static inline enum tb_status tb_repeat(enum tb_status (*once)(void *state), void *state, uint64_t operations)
{
    enum tb_status status = TB_OK;
    for (uint64_t i = 0; i < operations && status == TB_OK; i++)
        status = once(state);
    return status;
}

/* Defines `static enum tb_status run_<once>(void *state, uint64_t operations)`: <once>, repeated. */
#define TB_REPEATED(once)                                                                                              \
    static enum tb_status run_##once(void *state, uint64_t operations)                                                 \
    {                                                                                                                  \
        return tb_repeat(once, state, operations);                                                                     \
    }
