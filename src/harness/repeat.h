/* repeat.h - the loop inside a chunk, used by all local drivers and by the measurement of its own cost
 * (harness_cost.c).
 *
 * The operation is known at compile time, so the loop costs one or two comparisons per operation and no call through a
 * pointer.
 */
#pragma once
#include "backends/backend.h"
#include <stdint.h>

/* Runs operations one after another and stops at the first that fails. */
static inline enum tb_status tb_repeat(enum tb_status (*once)(void *state), void *state, uint64_t operations)
{
    enum tb_status status = TB_OK;
    for (uint64_t i = 0; i < operations && status == TB_OK; i++)
        status = once(state);
    return status;
}

/* Defines `static enum tb_status run_<once>(void *state, uint64_t operations)`, which repeats <once>. */
#define TB_REPEATED(once)                                                                                              \
    static enum tb_status run_##once(void *state, uint64_t operations)                                                 \
    {                                                                                                                  \
        return tb_repeat(once, state, operations);                                                                     \
    }
