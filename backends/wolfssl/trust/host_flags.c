/* Since 5.9 the library is told which wildcards a name may have, and whether it is an address: as in its TLS, none and
 * no.
 */
#include "backends/wolfssl/trust/trust.h"
#include <string.h>
#include <wolfssl/internal.h>

int tb_check_host(DecodedCert *cert, const char *host)
{
    return CheckHostName(cert, host, strlen(host), 0, 0);
}
