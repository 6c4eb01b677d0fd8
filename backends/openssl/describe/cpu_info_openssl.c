/* OpenSSL 3.x reports which processor features it uses: OPENSSL_ia32cap and its mask. */
#include "backends/openssl/describe/describe.h"
#include <stdio.h>

void tb_cpu_info(char *dst, size_t cap)
{
    snprintf(dst, cap, "%s", OpenSSL_version(OPENSSL_CPU_INFO));
}
