/* The features of an x86-64 processor by which the library chooses its code. */
#include "backends/wolfssl/lib.h"
#include <stdio.h>
#include <wolfssl/wolfcrypt/cpuid.h>

const char *tb_cpu_features(char *dst, size_t cap)
{
    static const struct {
        word32 flag;
        const char *name;
    } features[] = {
        {CPUID_AESNI, "AES-NI"}, {CPUID_AVX1, "AVX"},    {CPUID_AVX2, "AVX2"},     {CPUID_BMI2, "BMI2"},
        {CPUID_ADX, "ADX"},      {CPUID_MOVBE, "MOVBE"}, {CPUID_RDRAND, "RDRAND"}, {CPUID_RDSEED, "RDSEED"},
    };
    word32 flags = (word32)cpuid_get_flags();
    size_t len = 0;
    dst[0] = '\0';
    for (size_t i = 0; i < sizeof features / sizeof *features && len < cap; i++)
        if (flags & features[i].flag)
            len += (size_t)snprintf(dst + len, cap - len, "%s%s", len ? " " : "", features[i].name);
    return dst;
}
