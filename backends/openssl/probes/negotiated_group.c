/* SSL_get_negotiated_group: OpenSSL 3.x. */
#include <openssl/ssl.h>
int main(void)
{
    return (int)SSL_get_negotiated_group((SSL *)0);
}
