/* A build without revocation lists: no store has any (crls_none.c). */
#include "backends/wolfssl/trust/trust.h"

int tb_check_revocation(WOLFSSL_CERT_MANAGER *manager, DecodedCert *cert)
{
    (void)manager, (void)cert;
    return NOT_COMPILED_IN;
}
