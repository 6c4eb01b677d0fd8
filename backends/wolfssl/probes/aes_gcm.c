/* AES-GCM is in the build. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>
#include <wolfssl/wolfcrypt/aes.h>

int main(void)
{
    return wc_AesGcmSetKey(NULL, NULL, 0) + wc_AesGcmEncrypt(NULL, NULL, NULL, 0, NULL, 0, NULL, 0, NULL, 0) +
           wc_AesGcmDecrypt(NULL, NULL, NULL, 0, NULL, 0, NULL, 0, NULL, 0);
}
