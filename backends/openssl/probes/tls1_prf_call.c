/* CRYPTO_tls1_prf need not be in a header, but must do what tls_kdf.h says: the first bytes of an output of RFC 5246 5
 * with SHA-256, computed independently of these libraries. */
#include "../kdf/tls_kdf.h"
#include <string.h>
int main(void)
{
    static const uint8_t secret[16] = {0x9b, 0xbe, 0x43, 0x6b, 0xa9, 0x40, 0xf0, 0x17,
                                       0xb1, 0x76, 0x52, 0x84, 0x9a, 0x71, 0xdb, 0x35};
    static const uint8_t seed[16] = {0xa0, 0xba, 0x9f, 0x93, 0x6c, 0xda, 0x31, 0x18,
                                     0x27, 0xa6, 0xf7, 0x96, 0xff, 0xd5, 0x19, 0x8c};
    uint8_t out[100];
    return !(CRYPTO_tls1_prf(EVP_sha256(), out, sizeof out, secret, 16, "test label", 10, seed, 16, 0, 0) &&
             memcmp(out, "\xe3\xf2\x29\xba\x72\x7b\xe1\x7b", 8) == 0);
}
