/* LibreSSL on x86 reports which processor features it uses: EDX and ECX of CPUID leaf 1, except for bits for which it
 * has no code.  It does not report the features of leaf 7 that it uses since 4.2 (SHA, ADX). */
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
