/* HKDF and the TLS 1.3 labels are in the build. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>
#include <wolfssl/wolfcrypt/hmac.h>
#include <wolfssl/wolfcrypt/kdf.h>

int main(void)
{
    return wc_HKDF_Extract(WC_HASH_TYPE_SHA256, NULL, 0, NULL, 0, NULL) +
           wc_HKDF_Expand(WC_HASH_TYPE_SHA256, NULL, 0, NULL, 0, NULL, MAX_TLS13_HKDF_LABEL_SZ) +
           wc_Tls13_HKDF_Expand_Label(NULL, 0, NULL, 0, NULL, 0, NULL, 0, NULL, 0, WC_HASH_TYPE_SHA256);
}
