/* Run.  This library's Kyber is ML-KEM-768 of FIPS 203 and not round 3's Kyber: for an all-zero encapsulation key and
 * message it gives the same secret as OpenSSL 3.5 and as FIPS 203's algorithms 17 and 14. */
#include <string.h>
#include <wolfssl/options.h>
#include <wolfssl/wolfcrypt/wc_kyber.h>

int main(void)
{
    static const unsigned char secret[32] = {0x74, 0xb0, 0x53, 0xf0, 0x93, 0x02, 0xe5, 0x9b, 0x52, 0x8d, 0x57,
                                             0x06, 0xed, 0x20, 0xa9, 0xc8, 0x17, 0xa5, 0xec, 0xf2, 0xc8, 0x00,
                                             0xeb, 0xa9, 0x52, 0x3b, 0x6a, 0xc7, 0x7e, 0x41, 0x5d, 0x2d};
    static unsigned char encapsulation_key[1184], message[32], ciphertext[1088], got[32];
    KyberKey key;
    if (wc_KyberKey_Init(KYBER768, &key, NULL, INVALID_DEVID) != 0)
        return 2;
    if (wc_KyberKey_DecodePublicKey(&key, encapsulation_key, sizeof encapsulation_key) != 0)
        return 3;
    if (wc_KyberKey_EncapsulateWithRandom(&key, ciphertext, got, message, sizeof message) != 0)
        return 4;
    wc_KyberKey_Free(&key);
    return memcmp(got, secret, sizeof secret) != 0;
}
