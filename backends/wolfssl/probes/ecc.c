/* The NIST curves are in the build, for ECDH and for ECDSA. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>
#include <wolfssl/wolfcrypt/asn_public.h>
#include <wolfssl/wolfcrypt/ecc.h>

int main(void)
{
    return wc_ecc_make_key_ex(NULL, 0, NULL, ECC_SECP256R1) + wc_ecc_make_pub_ex(NULL, NULL, NULL) +
           wc_ecc_export_x963(NULL, NULL, NULL) + wc_ecc_shared_secret(NULL, NULL, NULL, NULL) +
           wc_ecc_sign_hash(NULL, 0, NULL, NULL, NULL, NULL) + wc_ecc_verify_hash(NULL, 0, NULL, 0, NULL, NULL) +
           wc_EccPrivateKeyDecode(NULL, NULL, NULL, 0) + wc_EccPublicKeyDecode(NULL, NULL, NULL, 0) +
           wolfSSL_CTX_SetMinEccKey_Sz(NULL, 0) + wolfSSL_CTX_SetTmpEC_DHE_Sz(NULL, 0);
}
