/* The same vector in BoringSSL since 2025: a function in a C++ namespace, where its name includes the type of its
 * parameter, returns one word of it, and fills it first. */
#include "backends/openssl/describe/describe.h"
#include <stdio.h>

uint32_t tb_bssl_get_ia32cap(int word) __asm__("_ZN4bssl19OPENSSL_get_ia32capEi");

static unsigned long long pair(int word)
{
    return (unsigned long long)tb_bssl_get_ia32cap(word + 1) << 32 | tb_bssl_get_ia32cap(word);
}

void tb_cpu_info(char *dst, size_t cap)
{
    snprintf(dst, cap, "OPENSSL_ia32cap=0x%llx:0x%llx", pair(0), pair(2));
}
