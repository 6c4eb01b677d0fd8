/* TLS has the hybrid group with its final code point: 5.8. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>

int main(void)
{
    return WOLFSSL_X25519MLKEM768 != 0x11ec;
}
