/* TLS 1.2 is in the build. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>

int main(void)
{
    return !wolfTLSv1_2_client_method() + !wolfTLSv1_2_server_method();
}
