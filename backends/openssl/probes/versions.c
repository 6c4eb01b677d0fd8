/* Run before all other probes.  Prints the versions of the headers and of the code, one per line. */
#include <openssl/crypto.h>
#include <openssl/ssl.h>
#include <stdio.h>

#if defined(LIBRESSL_VERSION_TEXT)
#define HEADERS LIBRESSL_VERSION_TEXT
#elif defined(AWSLC_VERSION_NUMBER_STRING)
#define HEADERS "AWS-LC " AWSLC_VERSION_NUMBER_STRING
#elif defined(OPENSSL_IS_AWSLC)
#define HEADERS "AWS-LC"
#elif defined(OPENSSL_IS_BORINGSSL) /* has no version text */
#define HEADERS "BoringSSL"
#else
#define HEADERS OPENSSL_VERSION_TEXT
#endif

int main(void)
{
    SSL_CTX *ctx = SSL_CTX_new(TLS_client_method()); /* so that most of the library is linked */
    printf("%s\n%s\n", HEADERS, OpenSSL_version(OPENSSL_VERSION));
    SSL_CTX_free(ctx);
    return 0;
}
