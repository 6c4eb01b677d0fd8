/* Run.  Is the private operation of RSA-2048 blinded?  The build's options alone do not show that: single-precision
 * code ignores them.  Blinding needs random numbers, and here it cannot get any, since this generator was never
 * seeded.  If a processor instruction provides them without a seed, the options are trusted. */
#include "../trial_rsa_key.h"
#include <string.h>
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>
#include <wolfssl/wolfcrypt/asn_public.h>
#include <wolfssl/wolfcrypt/rsa.h>

#ifdef WOLFSSL_HAVE_SP_RSA
enum { BELIEVED = 0 };
#else
enum { BELIEVED = 1 };
#endif

static WC_RNG unseeded;

static int sign_unseeded(RsaKey *key)
{
    static const unsigned char digest_info[51];
    unsigned char signature[256];
    return wc_RsaSSL_Sign(digest_info, sizeof digest_info, signature, sizeof signature, key, &unseeded);
}

int main(void)
{
    unsigned char der[2048];
    word32 at = 0;
    WC_RNG seeded;
    RsaKey key;
    int len = wc_KeyPemToDer((const unsigned char *)trial_rsa_key, (int)strlen(trial_rsa_key), der, sizeof der, NULL);
    if (len <= 0 || wc_InitRng(&seeded) != 0 || wc_InitRsaKey(&key, NULL) != 0 ||
        wc_RsaPrivateKeyDecode(der, &at, &key, (word32)len) != 0)
        return 2;
    int seedless = wc_RNG_GenerateBlock(&unseeded, der, 1) == 0;
    int blinds = seedless ? BELIEVED : sign_unseeded(&key) < 0;
    wc_FreeRsaKey(&key);
    wc_FreeRng(&seeded);
    return !blinds;
}
