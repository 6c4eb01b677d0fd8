/* A shared BoringSSL neither reports which processor features it uses nor exports the vector that its assembly reads.
 * These are the features that it checks for and this processor has; the environment may have masked some. */
#include "backends/openssl/describe/describe.h"
#include <stdio.h>
#include <stdlib.h>

#define HAS(feature) (__builtin_cpu_supports(feature) ? feature " " : "")

void tb_cpu_info(char *dst, size_t cap)
{
    const char *mask = getenv("OPENSSL_ia32cap");
    __builtin_cpu_init();
    snprintf(dst, cap, "%s%s%s%s%s%s%s%s%s%s%s%s", HAS("ssse3"), HAS("aes"), HAS("pclmul"), HAS("avx"), HAS("avx2"),
             HAS("bmi2"), HAS("vaes"), HAS("vpclmulqdq"), HAS("avx512bw"), HAS("avx512vl"),
             mask ? "but for OPENSSL_ia32cap=" : "", mask ? mask : "");
}
