/* LibreSSL on x86 tells which processor features it uses: EDX and ECX of CPUID leaf 1, but for the bits that it has no
 * code for.  What it asks leaf 7 for since 4.2 (SHA, ADX) it does not tell. */
#include "backends/openssl/describe/describe.h"
#include <openssl/crypto.h>
#include <stdio.h>

void tb_cpu_info(char *dst, size_t cap)
{
    OPENSSL_init_crypto(0, NULL);
    uint64_t caps = OPENSSL_cpu_caps();
    if (caps)
        snprintf(dst, cap, "OPENSSL_cpu_caps=0x%llx", (unsigned long long)caps);
    else
        snprintf(dst, cap, "N/A");
}
