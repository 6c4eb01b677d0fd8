/* OCSP stapling that a client can require. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>

int main(void)
{
    return wolfSSL_CTX_UseOCSPStapling(NULL, WOLFSSL_CSR_OCSP, 0) + wolfSSL_CTX_EnableOCSPMustStaple(NULL);
}
