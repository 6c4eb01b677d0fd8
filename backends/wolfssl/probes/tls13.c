/* TLS 1.3 is in the build. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>

int main(void)
{
    if (!wolfTLSv1_3_client_method() || !wolfTLSv1_3_server_method())
        return 1;
    return wolfSSL_CTX_set_groups(NULL, NULL, 0) + wolfSSL_CTX_no_ticket_TLSv13(NULL);
}
