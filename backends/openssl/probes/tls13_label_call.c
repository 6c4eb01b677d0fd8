/* CRYPTO_tls13_hkdf_expand_label need not be in a header, but must do what tls_kdf.h says: the first bytes of RFC 8448
 * 3, "derive secret for handshake 'tls13 derived'". */
#include "../kdf/tls_kdf.h"
#include <openssl/sha.h>
#include <string.h>
int main(void)
{
    static const uint8_t early[32] = {0x33, 0xad, 0x0a, 0x1c, 0x60, 0x7e, 0xc0, 0x3b, 0x09, 0xe6, 0xcd,
                                      0x98, 0x93, 0x68, 0x0c, 0xe2, 0x10, 0xad, 0xf3, 0x00, 0xaa, 0x1f,
                                      0x26, 0x60, 0xe1, 0xb2, 0x2e, 0x10, 0xf1, 0x70, 0xf9, 0x2a};
    uint8_t empty[32], derived[32];
    SHA256(empty, 0, empty);
    return !(CRYPTO_tls13_hkdf_expand_label(derived, 32, EVP_sha256(), early, 32, (const uint8_t *)"derived", 7, empty,
                                            32) &&
             memcmp(derived, "\x6f\x26\x15\xa1\x08\xc7\x02\xc5", 8) == 0);
}
