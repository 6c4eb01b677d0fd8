/* X25519 is in the build. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>
#include <wolfssl/wolfcrypt/curve25519.h>

int main(void)
{
    return wc_curve25519_make_key(NULL, CURVE25519_KEYSIZE, NULL) +
           wc_curve25519_make_pub(CURVE25519_KEYSIZE, NULL, CURVE25519_KEYSIZE, NULL) +
           wc_curve25519_check_public(NULL, 0, EC25519_LITTLE_ENDIAN) +
           wc_curve25519_import_public_ex(NULL, 0, NULL, EC25519_LITTLE_ENDIAN) +
           wc_curve25519_export_public_ex(NULL, NULL, NULL, EC25519_LITTLE_ENDIAN) +
           wc_curve25519_shared_secret_ex(NULL, NULL, NULL, NULL, EC25519_LITTLE_ENDIAN);
}
