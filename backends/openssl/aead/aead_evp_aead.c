/* AEAD through EVP_AEAD (BoringSSL, AWS-LC, LibreSSL): one call per record, the interface of these libraries' own
 * record layers. */
#include "backends/openssl/aead/aead_ctx.h"
#include "core/iana.h"

enum { TAG_LEN = 16 };

static const EVP_AEAD *algorithm_of(uint16_t suite)
{
    switch (suite) {
    case TB_SUITE_AES_128_GCM_SHA256:
        return EVP_aead_aes_128_gcm();
    case TB_SUITE_AES_256_GCM_SHA384:
        return EVP_aead_aes_256_gcm();
    case TB_SUITE_CHACHA20_POLY1305_SHA256:
        return EVP_aead_chacha20_poly1305();
    default:
        return NULL;
    }
}

static enum tb_status set_key(tb_aead *aead, struct tb_bytes key)
{
    size_t wanted = EVP_AEAD_key_length(aead->algorithm);
    if (key.len != wanted) /* LibreSSL would leave a context that is freed twice */
        return tb_fail(TB_ERROR, "the key has %zu bytes, not %zu", key.len, wanted);
    return EVP_AEAD_CTX_init(aead->ctx, aead->algorithm, key.data, key.len, TAG_LEN, NULL) ? TB_OK : TB_ERROR;
}

static enum tb_status create(tb_lib *lib, tb_aead **out, uint16_t suite, bool sealing, struct tb_bytes key)
{
    (void)lib;
    *out = NULL;
    const EVP_AEAD *algorithm = algorithm_of(suite);
    if (!algorithm)
        return tb_fail(TB_UNSUPPORTED, "there is no AEAD for suite 0x%04x", suite);
    tb_aead *aead = tb_aead_new();
    if (!aead)
        return tb_fail(TB_ERROR, "out of memory");
    aead->algorithm = algorithm;
    aead->sealing = sealing;
    enum tb_status status = set_key(aead, key);
    if (status != TB_OK) {
        tb_aead_free(aead);
        return status;
    }
    *out = aead;
    return TB_OK;
}

static enum tb_status aead_create(tb_lib *lib, tb_aead **out, uint16_t suite, bool sealing, struct tb_bytes key)
{
    return tb_settle_slow(create(lib, out, suite, sealing, key));
}

static enum tb_status aead_rekey(tb_aead *aead, struct tb_bytes key)
{
    EVP_AEAD_CTX_cleanup(aead->ctx);
    return tb_settle(set_key(aead, key));
}

static enum tb_status process(tb_aead *aead, struct tb_buf *dst, struct tb_bytes nonce, struct tb_bytes ad,
                              struct tb_bytes src)
{
    if (aead->sealing)
        return EVP_AEAD_CTX_seal(aead->ctx, dst->data, &dst->len, dst->cap, nonce.data, nonce.len, src.data, src.len,
                                 ad.data, ad.len)
                   ? TB_OK
                   : TB_ERROR;
    if (src.len >= TAG_LEN && dst->cap < src.len - TAG_LEN)
        return tb_fail(TB_ERROR, "the buffer is too small");
    if (EVP_AEAD_CTX_open(aead->ctx, dst->data, &dst->len, dst->cap, nonce.data, nonce.len, src.data, src.len, ad.data,
                          ad.len))
        return TB_OK;
    return tb_fail(TB_BAD_PEER, "the tag does not verify");
}

static enum tb_status aead_run(tb_aead *aead, struct tb_buf *dst, struct tb_bytes nonce, struct tb_bytes ad,
                               struct tb_bytes src)
{
    return tb_settle(process(aead, dst, nonce, ad, src));
}

const struct tb_aead_ops tb_openssl_aead = {
    .create = aead_create, .rekey = aead_rekey, .run = aead_run, .destroy = tb_aead_free};
