/* Intermediates can be unloaded without the roots: 5.7. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>

int main(void)
{
    return wolfSSL_CertManagerUnloadIntermediateCerts(wolfSSL_CTX_GetCertManager(NULL));
}
