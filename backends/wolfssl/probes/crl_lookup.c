/* Revocation lists, and a hook for missing ones: HAVE_CRL_IO. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>

int main(void)
{
    return wolfSSL_CertManagerSetCRL_IOCb(NULL, NULL) + wolfSSL_CertManagerLoadCRLBuffer(NULL, NULL, 0, 0);
}
