#include "core/vectors.h"
#include <cpuid.h>
#include <stdint.h>

/* State components, Intel SDM vol. 1, 13.1: the upper halves of YMM0-15 and of ZMM0-15.  The third component of
 * AVX-512, the registers ZMM16-31, is left out: SSE instructions do not use them, and VZEROUPPER does not clear
 * them. */
enum { YMM_UPPER = 1 << 2, ZMM_UPPER = 1 << 6 };

static uint32_t xgetbv(uint32_t which)
{
    uint32_t low, high;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(which));
    return low;
}

struct processor {
    bool asked, has_avx, tells;
};

/* Cached: under a hypervisor CPUID takes tens of microseconds. */
static struct processor processor(void)
{
    static struct processor known;
    unsigned eax, ebx, ecx = 0, edx;
    if (known.asked)
        return known;
    bool has_xgetbv = __get_cpuid(1, &eax, &ebx, &ecx, &edx) && (ecx & bit_OSXSAVE);
    known.has_avx = has_xgetbv && (ecx & bit_AVX) && (xgetbv(0) & YMM_UPPER);
    /* CPUID 0DH, sub-leaf 1, EAX bit 2: XGETBV takes ECX = 1 */
    known.tells = known.has_avx && __get_cpuid_count(0x0d, 1, &eax, &ebx, &ecx, &edx) && (eax & (1u << 2));
    known.asked = true;
    return known;
}

bool tb_vectors_told(void)
{
    return processor().tells;
}

bool tb_vectors_dirty(void)
{
    return processor().tells && (xgetbv(1) & (YMM_UPPER | ZMM_UPPER));
}

void tb_vectors_clean(void)
{
    if (processor().has_avx)
        __asm__ volatile("vzeroupper" ::: "memory");
}

void tb_vectors_soil(void)
{
    if (processor().has_avx)
        __asm__ volatile("vcmptrueps %%ymm7, %%ymm7, %%ymm7" ::: "xmm7", "memory"); /* all ones */
}
