/* The TLS 1.2 PRF is in the build. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>
#include <wolfssl/wolfcrypt/kdf.h>

int main(void)
{
    return wc_PRF_TLS(NULL, 0, NULL, 0, NULL, 0, NULL, 0, 1, 0, NULL, INVALID_DEVID);
}
