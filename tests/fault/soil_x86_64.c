#include "soil.h"

/* Asks the system as well: __builtin_cpu_supports looks at XGETBV. */
bool soil(void)
{
    if (!__builtin_cpu_supports("avx2"))
        return false;
    __asm__ volatile("vpcmpeqd %%ymm7, %%ymm7, %%ymm7" ::: "xmm7");
    return true;
}
