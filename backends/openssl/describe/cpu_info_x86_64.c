/* A shared BoringSSL neither tells which processor features it uses nor shows the vector that its assembly asks: these
 * are the ones that it asks for, among those that this processor has.  The environment may have masked some. */
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
