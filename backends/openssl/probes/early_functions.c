/* 0-RTT data through separate functions, and a replay protection that can be switched off: OpenSSL. */
#include <openssl/ssl.h>
int main(void)
{
    SSL_CTX_set_options(0, SSL_OP_NO_ANTI_REPLAY);
    return SSL_write_early_data(0, 0, 0, 0) + SSL_read_early_data(0, 0, 0, 0);
}
