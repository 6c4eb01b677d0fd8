/* Before 5.9 the library is told the name alone. */
#include "backends/wolfssl/trust/trust.h"
#include <string.h>
#include <wolfssl/internal.h>

int tb_check_host(DecodedCert *cert, const char *host)
{
    return CheckHostName(cert, host, strlen(host));
}
