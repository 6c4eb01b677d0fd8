/* Checks the probing itself: must compile and link. */
#include <openssl/ssl.h>
int main(void)
{
    return SSL_CTX_new(TLS_client_method()) == NULL;
}
