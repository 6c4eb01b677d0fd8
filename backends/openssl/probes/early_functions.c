/* 0-RTT data by functions of its own: OpenSSL. */
#include <openssl/ssl.h>
int main(void)
{
    return SSL_write_early_data(0, 0, 0, 0) + SSL_read_early_data(0, 0, 0, 0);
}
