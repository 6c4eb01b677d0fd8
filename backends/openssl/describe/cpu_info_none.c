/* The library does not report which processor features it uses. */
#include "backends/openssl/describe/describe.h"

void tb_cpu_info(char *dst, size_t cap)
{
    if (cap > 0)
        dst[0] = '\0';
}
