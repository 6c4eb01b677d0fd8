/* Does one of the manager's lists contain the certificate? */
#include "backends/wolfssl/trust/trust.h"
#include <wolfssl/internal.h>

int tb_check_revocation(WOLFSSL_CERT_MANAGER *manager, DecodedCert *cert)
{
    return CheckCertCRL(manager->crl, cert);
}
