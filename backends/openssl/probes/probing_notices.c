/* The probe of the probing: must fail, or every answer is worthless. */
#include <openssl/ssl.h>
int main(void)
{
    return tb_there_is_no_such_function(SSL_CTX_new(TLS_client_method()));
}
