/* TLS's own steps of verifying a chain can be called, except for two with separate probes: wolfssl/internal.h is next
 * to the public headers, and the library is an archive, whose internal functions can be linked. */
#include <wolfssl/options.h>

#include <wolfssl/internal.h> /* after options.h: its structures depend on the options */
#include <wolfssl/ssl.h>

int main(void)
{
    DecodedCert cert;
    DerBuffer *der = NULL;
    WOLFSSL_CERT_MANAGER *manager = wolfSSL_CertManagerNew();
    InitDecodedCert(&cert, NULL, 0, NULL);
    int code = AllocDer(&der, 1, CA_TYPE, NULL) + AddCA(manager, &der, WOLFSSL_CHAIN_CA, NO_VERIFY) +
               ParseCert(&cert, CHAIN_CERT_TYPE, VERIFY, manager) + wolfSSL_CertManagerUnloadIntermediateCerts(manager);
    FreeDecodedCert(&cert);
    return code;
}
