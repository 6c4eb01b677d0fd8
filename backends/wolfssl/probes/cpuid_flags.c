/* The library tells which Intel instructions it found. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>
#include <wolfssl/wolfcrypt/cpuid.h>

int main(void)
{
    return (cpuid_get_flags() & CPUID_AESNI) == 0;
}
