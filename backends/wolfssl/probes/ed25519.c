/* Ed25519 is completely in the build. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>
#include <wolfssl/wolfcrypt/asn_public.h>
#include <wolfssl/wolfcrypt/ed25519.h>

int main(void)
{
    return wc_ed25519_sign_msg(NULL, 0, NULL, NULL, NULL) + wc_ed25519_verify_msg(NULL, 0, NULL, 0, NULL, NULL) +
           wc_ed25519_make_public(NULL, NULL, 0) + wc_ed25519_import_private_key(NULL, 0, NULL, 0, NULL) +
           wc_ed25519_export_private_only(NULL, NULL, NULL) + wc_ed25519_import_public(NULL, 0, NULL) +
           wc_Ed25519PrivateKeyDecode(NULL, NULL, NULL, 0) + wc_Ed25519PublicKeyDecode(NULL, NULL, NULL, 0);
}
