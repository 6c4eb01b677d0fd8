/* 0-RTT data in a handshake that returns early: BoringSSL and its forks, which also hold tickets back and pass a
 * client's sessions to a callback. */
#include <openssl/ssl.h>
int main(void)
{
    SSL_set_early_data_enabled(0, 1);
    return SSL_in_early_data(0);
}
