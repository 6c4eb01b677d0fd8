/* A separate reason for a missing close_notify: OpenSSL 3.x. */
#include <openssl/ssl.h>
#include <openssl/sslerr.h>
int main(void)
{
    return SSL_R_UNEXPECTED_EOF_WHILE_READING;
}
