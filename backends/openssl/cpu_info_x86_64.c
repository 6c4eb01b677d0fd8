/* BoringSSL does not tell which processor features it uses: these are the ones that its x86-64 assembly asks for, among
 * those that this processor has. */
#include "describe.h"
#include <stdio.h>

#define HAS(feature) (__builtin_cpu_supports(feature) ? feature " " : "")

void tb_cpu_info(char *dst, size_t cap)
{
    __builtin_cpu_init();
    snprintf(dst, cap, "%s%s%s%s%s%s", HAS("ssse3"), HAS("aes"), HAS("pclmul"), HAS("avx"), HAS("avx2"), HAS("bmi2"));
}
