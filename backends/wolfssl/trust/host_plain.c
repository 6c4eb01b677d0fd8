/* Before 5.9 the library is told only the name. */
#include "backends/wolfssl/trust/trust.h"
#include <string.h>
#include <wolfssl/internal.h>

int tb_check_host(DecodedCert *cert, const char *host)
{
    return CheckHostName(cert, host, strlen(host));
}
