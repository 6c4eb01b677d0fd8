/* OpenSSL 1.1.1, BoringSSL until 2025 and AWS-LC do not report which processor features they use.  This is the vector
 * that their assembly reads, already masked by the environment's OPENSSL_ia32cap; it is formatted as OpenSSL 3.x
 * formats its own. */
#include "backends/openssl/describe/describe.h"
#include <openssl/crypto.h>
#include <stdio.h>

extern uint32_t OPENSSL_ia32cap_P[4]; /* CPUID leaf 1 EDX, ECX, leaf 7 EBX, ECX */

void tb_cpu_info(char *dst, size_t cap)
{
    OPENSSL_init_crypto(0, NULL); /* fills the vector if no constructor has */
    const uint32_t *words = OPENSSL_ia32cap_P;
    unsigned long long leaf1 = (unsigned long long)words[1] << 32 | words[0];
    unsigned long long leaf7 = (unsigned long long)words[3] << 32 | words[2];
    snprintf(dst, cap, "OPENSSL_ia32cap=0x%llx:0x%llx", leaf1, leaf7);
}
