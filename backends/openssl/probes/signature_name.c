/* SSL_get0_signature_name: OpenSSL 3.5. */
#include <openssl/ssl.h>
int main(void)
{
    return (int)SSL_get0_signature_name((SSL *)0, (const char **)0);
}
