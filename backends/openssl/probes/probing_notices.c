/* Checks the probing itself: must fail, otherwise no answer can be trusted. */
#include <openssl/ssl.h>
int main(void)
{
    return tb_there_is_no_such_function(SSL_CTX_new(TLS_client_method()));
}
