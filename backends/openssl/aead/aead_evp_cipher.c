/* AEAD through EVP_CIPHER (OpenSSL), as in OpenSSL's record layer: the cipher and the key are set once, the nonce and
 * the additional data for each record.  The cipher is fetched when the handle is created. */
#include "backends/openssl/lib.h"
#include "backends/openssl/tls/left_out.h"
#include "core/iana.h"
#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { TAG_LEN = 16, NONCE_LEN = 12, LARGEST_KEY = 32 };

struct tb_aead {
    EVP_CIPHER_CTX *ctx;
    size_t key_len;
    bool sealing;
    uint8_t next_key[LARGEST_KEY];
    const uint8_t *rekeyed; /* next_key until it is set; else NULL */
};

static const EVP_CIPHER *cipher_of(uint16_t suite)
{
    switch (suite) {
    case TB_SUITE_AES_128_GCM_SHA256:
        return EVP_aes_128_gcm();
    case TB_SUITE_AES_256_GCM_SHA384:
        return EVP_aes_256_gcm();
    case TB_SUITE_CHACHA20_POLY1305_SHA256:
        return EVP_chacha20_poly1305();
    default:
        return NULL;
    }
}

static void aead_destroy(tb_aead *aead)
{
    if (!aead)
        return;
    EVP_CIPHER_CTX_free(aead->ctx);
    free(aead);
}

static enum tb_status create(tb_lib *lib, tb_aead **out, uint16_t suite, bool sealing, struct tb_bytes key)
{
    (void)lib;
    *out = NULL;
    const EVP_CIPHER *cipher = cipher_of(suite);
    char why[TB_LEFT_OUT_CAP];
    if (!cipher)
        return tb_fail(TB_UNSUPPORTED, "there is no AEAD for suite 0x%04x%s", suite,
                       tb_left_out_suites(why, &suite, 1));
    if (key.len != (size_t)EVP_CIPHER_key_length(cipher) || key.len > LARGEST_KEY)
        return tb_fail(TB_ERROR, "the key has %zu bytes, not %d", key.len, EVP_CIPHER_key_length(cipher));
    tb_aead *aead = calloc(1, sizeof *aead);
    if (!aead)
        return tb_fail(TB_ERROR, "out of memory");
    aead->sealing = sealing;
    aead->key_len = key.len;
    aead->ctx = EVP_CIPHER_CTX_new();
    if (!aead->ctx || !EVP_CipherInit_ex(aead->ctx, cipher, NULL, NULL, NULL, sealing) ||
        !EVP_CIPHER_CTX_ctrl(aead->ctx, EVP_CTRL_AEAD_SET_IVLEN, NONCE_LEN, NULL) ||
        !EVP_CipherInit_ex(aead->ctx, NULL, NULL, key.data, NULL, sealing)) {
        aead_destroy(aead);
        return TB_ERROR;
    }
    *out = aead;
    return TB_OK;
}

static enum tb_status aead_create(tb_lib *lib, tb_aead **out, uint16_t suite, bool sealing, struct tb_bytes key)
{
    return tb_settle_slow(create(lib, out, suite, sealing, key));
}

/* The key is set together with the next record's nonce: one call of the library takes both, which saves 7 ns per
 * record. */
static enum tb_status aead_rekey(tb_aead *aead, struct tb_bytes key)
{
    if (key.len != aead->key_len)
        return tb_settle(tb_fail(TB_ERROR, "the key has %zu bytes, not %zu", key.len, aead->key_len));
    memcpy(aead->next_key, key.data, key.len);
    aead->rekeyed = aead->next_key;
    return TB_OK;
}

/* Nonce, additional data and payload: the same for both directions. */
static enum tb_status process(tb_aead *aead, uint8_t *dst, size_t *done, struct tb_bytes nonce, struct tb_bytes ad,
                              struct tb_bytes src)
{
    int len = 0, ignored;
    if (nonce.len != NONCE_LEN || src.len > INT_MAX || ad.len > INT_MAX)
        return tb_fail(TB_ERROR, "a nonce has %d bytes, and a record is not that long", NONCE_LEN);
    if (!EVP_CipherInit_ex(aead->ctx, NULL, NULL, aead->rekeyed, nonce.data, -1))
        return TB_ERROR;
    aead->rekeyed = NULL;
    if (ad.len > 0 && !EVP_CipherUpdate(aead->ctx, NULL, &ignored, ad.data, (int)ad.len))
        return TB_ERROR;
    if (src.len > 0 && !EVP_CipherUpdate(aead->ctx, dst, &len, src.data, (int)src.len))
        return TB_ERROR;
    *done = (size_t)len;
    return TB_OK;
}

static enum tb_status seal(tb_aead *aead, struct tb_buf *dst, struct tb_bytes nonce, struct tb_bytes ad,
                           struct tb_bytes src)
{
    int len;
    if (dst->cap < src.len + TAG_LEN)
        return tb_fail(TB_ERROR, "the buffer is too small");
    enum tb_status status = process(aead, dst->data, &dst->len, nonce, ad, src);
    if (status != TB_OK)
        return status;
    if (!EVP_CipherFinal_ex(aead->ctx, dst->data + dst->len, &len) ||
        !EVP_CIPHER_CTX_ctrl(aead->ctx, EVP_CTRL_AEAD_GET_TAG, TAG_LEN, dst->data + dst->len))
        return TB_ERROR;
    dst->len += TAG_LEN;
    return TB_OK;
}

static enum tb_status open_record(tb_aead *aead, struct tb_buf *dst, struct tb_bytes nonce, struct tb_bytes ad,
                                  struct tb_bytes src)
{
    int len;
    if (src.len < TAG_LEN)
        return tb_fail(TB_BAD_PEER, "the record is shorter than its tag");
    if (dst->cap < src.len - TAG_LEN)
        return tb_fail(TB_ERROR, "the buffer is too small");
    struct tb_bytes sealed = {src.data, src.len - TAG_LEN};
    enum tb_status status = process(aead, dst->data, &dst->len, nonce, ad, sealed);
    if (status != TB_OK)
        return status;
    /* EVP_CIPHER_CTX_ctrl takes a non-const pointer but does not write through it. */
    if (!EVP_CIPHER_CTX_ctrl(aead->ctx, EVP_CTRL_AEAD_SET_TAG, TAG_LEN, (uint8_t *)src.data + sealed.len))
        return TB_ERROR;
    if (EVP_CipherFinal_ex(aead->ctx, dst->data + dst->len, &len) > 0)
        return TB_OK;
    return tb_fail(TB_BAD_PEER, "the tag does not verify");
}

static enum tb_status aead_run(tb_aead *aead, struct tb_buf *dst, struct tb_bytes nonce, struct tb_bytes ad,
                               struct tb_bytes src)
{
    return tb_settle(aead->sealing ? seal(aead, dst, nonce, ad, src) : open_record(aead, dst, nonce, ad, src));
}

const struct tb_aead_ops tb_openssl_aead = {
    .create = aead_create, .rekey = aead_rekey, .run = aead_run, .destroy = aead_destroy};
