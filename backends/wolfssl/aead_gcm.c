/* AES-GCM: wc_AesGcmSetKey once, a nonce and additional data for each record, as wolfSSL's record layer does. */
#include "aead.h"
#include <wolfssl/wolfcrypt/aes.h>

static int gcm_open(void *state)
{
    return wc_AesInit(state, NULL, INVALID_DEVID);
}

static int gcm_set_key(void *state, const byte *key, word32 key_len)
{
    return wc_AesGcmSetKey(state, key, key_len);
}

static int gcm_seal(void *state, byte *dst, const byte *nonce, struct tb_bytes ad, const byte *src, size_t text_len)
{
    return wc_AesGcmEncrypt(state, dst, src, (word32)text_len, nonce, AEAD_NONCE, dst + text_len, AEAD_TAG, ad.data,
                            (word32)ad.len);
}

static int gcm_unseal(void *state, byte *dst, const byte *nonce, struct tb_bytes ad, const byte *src, size_t text_len)
{
    return wc_AesGcmDecrypt(state, dst, src, (word32)text_len, nonce, AEAD_NONCE, src + text_len, AEAD_TAG, ad.data,
                            (word32)ad.len);
}

static void gcm_close(void *state)
{
    wc_AesFree(state);
}

#define AES_GCM(code_point, len)                                                                                       \
    {                                                                                                                  \
        code_point, len, sizeof(Aes), gcm_open, gcm_set_key, gcm_seal, gcm_unseal, gcm_close                           \
    }

const struct aead_cipher tb_aes_128_gcm = AES_GCM(0x1301, 16);
const struct aead_cipher tb_aes_256_gcm = AES_GCM(0x1302, 32);
