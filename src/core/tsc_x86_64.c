#include "core/clock.h"
#include <cpuid.h>
#include <x86intrin.h>

/* CPUID 8000_0007H, EDX bit 8: the counter runs at one rate in all power states (Intel SDM vol. 3, 18.17.1; AMD APM
 * vol. 3). */
bool tb_tsc_is_invariant(void)
{
    unsigned eax, ebx, ecx, edx;
    return __get_cpuid(0x80000007u, &eax, &ebx, &ecx, &edx) && (edx & (1u << 8));
}

/* CPUID 8000_0001H, EDX bit 27.  Where it is not told, as under some hypervisors, valgrind refuses the instruction.
 * Asked once: CPUID takes tens of microseconds there. */
static bool has_rdtscp(void)
{
    static enum { UNKNOWN, NO, YES } known;
    unsigned eax, ebx, ecx, edx;
    if (known == UNKNOWN)
        known = __get_cpuid(0x80000001u, &eax, &ebx, &ecx, &edx) && (edx & (1u << 27)) ? YES : NO;
    return known == YES;
}

/* Waits for the instructions before it, which RDTSC alone does not. */
uint64_t tb_tsc(void)
{
    unsigned core;
    if (has_rdtscp())
        return __rdtscp(&core);
    _mm_lfence();
    return __rdtsc();
}
