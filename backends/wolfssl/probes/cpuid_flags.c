/* The library has processor-specific code for Intel, and reports the instructions that it found.  5.9 reports them even
 * if no code of the build uses them. */
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
