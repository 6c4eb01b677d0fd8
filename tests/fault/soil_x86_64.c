#include "soil.h"

/* Also checks the operating system: __builtin_cpu_supports uses XGETBV. */
bool soil(void)
{
    if (!__builtin_cpu_supports("avx2"))
        return false;
    __asm__ volatile("vpcmpeqd %%ymm7, %%ymm7, %%ymm7" ::: "xmm7");
    return true;
}
