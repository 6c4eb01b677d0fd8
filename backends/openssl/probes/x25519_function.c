/* X25519 as a function: BoringSSL and its forks, LibreSSL. */
#include <stddef.h> /* LibreSSL's header needs it, and does not include it */

#include <openssl/curve25519.h>
int main(void)
{
    unsigned char out[32] = {0};
    X25519_keypair(out, out);
    return X25519(out, out, out);
}
