/* A server's connection can change its context when the client's hello names another host. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>

static int name(WOLFSSL *ssl, int *alert, void *arg)
{
    (void)ssl, (void)alert, (void)arg;
    return 0;
}

int main(void)
{
    void *host;
    wolfSSL_CTX_set_servername_callback(NULL, name);
    return wolfSSL_CTX_set_servername_arg(NULL, NULL) + !wolfSSL_set_SSL_CTX(NULL, NULL) +
           wolfSSL_SNI_GetRequest(NULL, WOLFSSL_SNI_HOST_NAME, &host);
}
