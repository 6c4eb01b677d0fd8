/* SSL_CTX_set_block_padding: records of TLS 1.3 can be padded, and a configuration file may ask for it. */
#include <openssl/ssl.h>
int main(void)
{
    return SSL_CTX_set_block_padding(NULL, 0);
}
