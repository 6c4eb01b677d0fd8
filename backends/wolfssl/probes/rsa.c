/* RSA is in the build, with PSS, which TLS 1.3 requires. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>
#include <wolfssl/wolfcrypt/asn_public.h>
#include <wolfssl/wolfcrypt/rsa.h>

int main(void)
{
    return wc_RsaPSS_Sign_ex(NULL, 0, NULL, 0, WC_HASH_TYPE_SHA256, WC_MGF1SHA256, 32, NULL, NULL) +
           wc_RsaPSS_VerifyInline_ex(NULL, 0, NULL, WC_HASH_TYPE_SHA256, WC_MGF1SHA256, 32, NULL) +
           wc_RsaPSS_CheckPadding_ex(NULL, 0, NULL, 0, WC_HASH_TYPE_SHA256, 32, 0) +
           wc_RsaSSL_Sign(NULL, 0, NULL, 0, NULL, NULL) + wc_RsaSSL_VerifyInline(NULL, 0, NULL, NULL) +
           wc_RsaPublicEncrypt(NULL, 0, NULL, 0, NULL, NULL) + wc_RsaPrivateDecrypt(NULL, 0, NULL, 0, NULL) +
           wc_RsaPrivateKeyDecode(NULL, NULL, NULL, 0) + wc_RsaPublicKeyDecode(NULL, NULL, NULL, 0) +
           wolfSSL_CTX_SetMinRsaKey_Sz(NULL, 0);
}
