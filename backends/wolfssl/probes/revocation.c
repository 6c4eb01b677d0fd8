/* A certificate can be looked up in the revocation lists of a manager. */
#include <wolfssl/options.h>

#include <wolfssl/internal.h> /* after options.h: its structures depend on the options */
#include <wolfssl/ssl.h>

int main(void)
{
    DecodedCert cert;
    WOLFSSL_CERT_MANAGER *manager = wolfSSL_CertManagerNew();
    InitDecodedCert(&cert, NULL, 0, NULL);
    return CheckCertCRL(manager->crl, &cert);
}
