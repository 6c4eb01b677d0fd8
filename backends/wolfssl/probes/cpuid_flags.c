/* The library has code for particular Intel processors, and tells which instructions it found.  5.9 tells it also where
 * no code of the build asks. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>
#include <wolfssl/wolfcrypt/cpuid.h>

#if !defined(WOLFSSL_AESNI) && !defined(USE_INTEL_SPEEDUP) && !defined(WOLFSSL_SP_ASM)
#error "portable C alone"
#endif

int main(void)
{
    return (cpuid_get_flags() & CPUID_AESNI) == 0;
}
