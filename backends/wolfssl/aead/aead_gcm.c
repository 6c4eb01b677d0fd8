/* AES-GCM: wc_AesGcmSetKey once, then nonce and additional data for each record, as in wolfSSL's record layer. */
#include "backends/wolfssl/aead/aead.h"
#include "core/iana.h"
#include <wolfssl/wolfcrypt/aes.h>

static int gcm_open(void *state)
{
    return wc_AesInit(state, NULL, INVALID_DEVID);
}

static int gcm_set_key(void *state, const byte *key, word32 key_len)
{
    return wc_AesGcmSetKey(state, key, key_len);
}

static enum tb_status gcm_seal(tb_aead *aead, struct tb_buf *dst, struct tb_bytes nonce, struct tb_bytes ad,
                               struct tb_bytes src)
{
    if (!aead_can_seal(dst, nonce, src))
        return tb_aead_cannot_seal(nonce, src);
    int code = wc_AesGcmEncrypt((Aes *)aead->state, dst->data, tb_data(src), (word32)src.len, nonce.data, AEAD_NONCE,
                                dst->data + src.len, AEAD_TAG, ad.data, (word32)ad.len);
    if (code != 0)
        return tb_aead_failed(code, "seal");
    dst->len = src.len + AEAD_TAG;
    return TB_OK;
}

static enum tb_status gcm_unseal(tb_aead *aead, struct tb_buf *dst, struct tb_bytes nonce, struct tb_bytes ad,
                                 struct tb_bytes src)
{
    if (!aead_can_open(dst, nonce, src))
        return tb_aead_cannot_open(nonce, src);
    size_t len = src.len - AEAD_TAG;
    int code = wc_AesGcmDecrypt((Aes *)aead->state, dst->data, src.data, (word32)len, nonce.data, AEAD_NONCE,
                                src.data + len, AEAD_TAG, ad.data, (word32)ad.len);
    if (code != 0)
        return tb_aead_failed(code, "open");
    dst->len = len;
    return TB_OK;
}

static void gcm_close(void *state)
{
    wc_AesFree(state);
}

#define AES_GCM(code_point, len)                                                                                       \
    {                                                                                                                  \
        code_point, len, sizeof(Aes), gcm_open, gcm_set_key, gcm_seal, gcm_unseal, gcm_close, NULL                     \
    }

const struct aead_cipher tb_aes_128_gcm = AES_GCM(TB_SUITE_AES_128_GCM_SHA256, 16);
const struct aead_cipher tb_aes_256_gcm = AES_GCM(TB_SUITE_AES_256_GCM_SHA384, 32);
