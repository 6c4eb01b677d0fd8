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

/* LFENCE waits for the preceding instructions, as RDTSCP does and RDTSC does not.  RDTSCP is not available everywhere:
 * some hypervisors hide it, and valgrind then claims to have it but rejects it. */
uint64_t tb_tsc(void)
{
    _mm_lfence();
    return __rdtsc();
}
