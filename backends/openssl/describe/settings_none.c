/* OpenSSL before 3.0 and LibreSSL have no providers. */
#include "backends/openssl/describe/describe.h"

void tb_describe_settings(char *dst, size_t cap)
{
    (void)dst;
    (void)cap;
}
