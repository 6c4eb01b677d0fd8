/* Uses valgrind's client requests, which are header-only and have no effect outside of valgrind. */
#include "harness/counting.h"
#include <valgrind/callgrind.h>

bool tb_counting_possible(void)
{
    return RUNNING_ON_VALGRIND > 0;
}

void tb_counting_begin(void)
{
    CALLGRIND_START_INSTRUMENTATION;
    CALLGRIND_ZERO_STATS;
}

void tb_counting_charge(const char *to)
{
    CALLGRIND_DUMP_STATS_AT(to);
}

void tb_counting_end(void)
{
    CALLGRIND_STOP_INSTRUMENTATION;
}
