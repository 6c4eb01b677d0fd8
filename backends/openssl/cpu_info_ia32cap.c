/* BoringSSL and AWS-LC do not tell which processor features they use, but their assembly asks this vector, which the
 * environment's OPENSSL_ia32cap may have masked; shown as OpenSSL shows its own, with the names of what decides speed. */
#include "describe.h"
#include <openssl/crypto.h>
#include <stdio.h>
#include <string.h>

extern uint32_t OPENSSL_ia32cap_P[4]; /* CPUID leaf 1 EDX, ECX, leaf 7 EBX, ECX */

static const struct {
    int word, bit;
    const char *name;
} features[] = {
    {1, 9, "ssse3"}, {1, 22, "movbe"}, {1, 25, "aes"}, {1, 1, "pclmul"},  {1, 28, "avx"}, {2, 5, "avx2"},
    {2, 3, "bmi1"},  {2, 8, "bmi2"},   {2, 19, "adx"}, {2, 29, "sha"},    {3, 9, "vaes"}, {3, 10, "vpclmulqdq"},
    {2, 16, "avx512f"},
};

void tb_cpu_info(char *dst, size_t cap)
{
    CRYPTO_library_init(); /* fills the vector where no constructor has */
    const uint32_t *words = OPENSSL_ia32cap_P;
    snprintf(dst, cap, "OPENSSL_ia32cap=0x%x%08x:0x%x%08x", words[1], words[0], words[3], words[2]);
    for (size_t i = 0; i < sizeof features / sizeof *features; i++) {
        size_t len = strlen(dst);
        if (words[features[i].word] >> features[i].bit & 1)
            snprintf(dst + len, cap - len, " %s", features[i].name);
    }
}
