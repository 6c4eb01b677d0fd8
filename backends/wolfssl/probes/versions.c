/* Run before all other probes.  Prints the versions of the headers and of the code, one per line. */
#include <wolfssl/options.h>

#include <stdio.h>
#include <wolfssl/ssl.h>
#include <wolfssl/version.h>

int main(void)
{
    WOLFSSL_CTX *ctx = wolfSSL_CTX_new(wolfSSLv23_client_method()); /* so that most of the library is linked */
    printf("wolfSSL %s\nwolfSSL %s\n", LIBWOLFSSL_VERSION_STRING, wolfSSL_lib_version());
    wolfSSL_CTX_free(ctx);
    return 0;
}
