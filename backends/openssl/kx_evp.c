/* Key exchange in OpenSSL 3.x, with the calls of libssl's ssl_generate_pkey, EVP_PKEY_set1_encoded_public_key and
 * ssl_derive.  The domain parameters, and with them the implementation, are fetched once per process, by the first
 * operation with a group: a case proves itself before it is timed.  A key is generated from them for each share, and
 * the validation of the peer's key that EVP_PKEY_derive_set_peer makes is part of `receive`, as TLS has it. */
#include "kx_evp.h"
#include "kx_private.h"
#include <stdlib.h>

void tb_kx_release(tb_lib *lib)
{
    for (size_t i = 0; i < TB_OPENSSL_GROUPS; i++)
        EVP_PKEY_free(atomic_load(&lib->fetched.group_params[i]));
}

/* NULL: the group is not there.  Threads that come here at the same time all fetch, and go on with what the first one
 * of them left. */
static EVP_PKEY *fetch(_Atomic(EVP_PKEY *) *slot, size_t index)
{
    EVP_PKEY *found = NULL, *made = tb_group_params(index);
    ERR_clear_error(); /* what an absent group left */
    if (!made || atomic_compare_exchange_strong(slot, &found, made))
        return made;
    EVP_PKEY_free(made);
    return found;
}

static EVP_PKEY *params_of(tb_lib *lib, uint16_t group, size_t *index)
{
    *index = tb_group_index(group);
    _Atomic(EVP_PKEY *) *slot = *index < TB_OPENSSL_GROUPS ? &lib->fetched.group_params[*index] : NULL;
    EVP_PKEY *params = slot ? atomic_load_explicit(slot, memory_order_acquire) : NULL;
    if (slot && !params)
        params = fetch(slot, *index);
    if (!params)
        (void)tb_fail(TB_UNSUPPORTED, "group 0x%04x is not in this library", group);
    return params;
}

static EVP_PKEY *generate(EVP_PKEY *params)
{
    EVP_PKEY *key = NULL;
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new(params, NULL);
    if (!ctx || EVP_PKEY_keygen_init(ctx) <= 0 || EVP_PKEY_keygen(ctx, &key) <= 0)
        key = NULL;
    EVP_PKEY_CTX_free(ctx);
    return key;
}

EVP_PKEY *tb_decode_share(EVP_PKEY *params, struct tb_bytes peer)
{
    /* RFC 8446 4.2.8.2: uncompressed points only; the decoder would take compressed ones too */
    if (EVP_PKEY_id(params) == EVP_PKEY_EC && (peer.len == 0 || peer.data[0] != 4)) {
        (void)tb_fail(TB_BAD_PEER, "the share is no uncompressed point");
        return NULL;
    }
    return tb_import_share(params, peer);
}

static void kx_destroy(tb_kx *kx)
{
    if (!kx)
        return;
    EVP_PKEY_CTX_free(kx->derivation);
    EVP_PKEY_free(kx->own);
    free(kx->ciphertext);
    free(kx);
}

/* Takes `own`; encodes its share.  answer_len: of a KEM, else 0. */
static enum tb_status offer_key(tb_kx **out, struct tb_buf *share, EVP_PKEY *own, size_t answer_len)
{
    tb_kx *kx = own ? calloc(1, sizeof *kx) : NULL;
    if (!kx) {
        EVP_PKEY_free(own);
        return TB_ERROR;
    }
    kx->own = own;
    kx->answer_len = answer_len;
    enum tb_status status = tb_encode_share(own, share);
    if (status != TB_OK) {
        kx_destroy(kx);
        return status;
    }
    *out = kx;
    return TB_OK;
}

static enum tb_status kx_offer(tb_lib *lib, tb_kx **out, struct tb_buf *share, uint16_t group)
{
    size_t index;
    *out = NULL;
    EVP_PKEY *params = params_of(lib, group, &index);
    return params ? offer_key(out, share, generate(params), tb_kem_answer_len(index)) : TB_UNSUPPORTED;
}

static enum tb_status kx_offer_private(tb_lib *lib, tb_kx **out, struct tb_buf *share, uint16_t group,
                                       struct tb_bytes private_key)
{
    size_t index;
    *out = NULL;
    if (!params_of(lib, group, &index))
        return TB_UNSUPPORTED;
    if (tb_kem_answer_len(index))
        return tb_fail(TB_UNSUPPORTED, "a KEM's private key cannot be given");
    return offer_key(out, share, tb_private_key(group, private_key), 0);
}

/* Everything but the scalar multiplication: NULL with the reason in the queue. */
static EVP_PKEY_CTX *prepare_derivation(EVP_PKEY *own, struct tb_bytes peer)
{
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new(own, NULL);
    EVP_PKEY *peer_key = tb_decode_share(own, peer);
    if (!ctx || !peer_key || EVP_PKEY_derive_init(ctx) <= 0 || EVP_PKEY_derive_set_peer(ctx, peer_key) <= 0) {
        EVP_PKEY_CTX_free(ctx);
        ctx = NULL;
    }
    EVP_PKEY_free(peer_key);
    return ctx;
}

/* An X25519 share of small order makes the derivation itself fail (RFC 8446 7.4.2): that is the peer's fault. */
static enum tb_status derive(EVP_PKEY_CTX *ctx, struct tb_buf *secret)
{
    size_t need = 0;
    if (EVP_PKEY_derive(ctx, NULL, &need) <= 0)
        return TB_ERROR;
    if (need > secret->cap)
        return tb_fail(TB_ERROR, "the buffer is too small");
    secret->len = secret->cap;
    return EVP_PKEY_derive(ctx, secret->data, &secret->len) > 0 ? TB_OK : TB_BAD_PEER;
}

static enum tb_status kx_answer(tb_lib *lib, struct tb_buf *share, struct tb_buf *secret, uint16_t group,
                                struct tb_bytes peer)
{
    size_t index;
    EVP_PKEY *params = params_of(lib, group, &index);
    if (!params)
        return TB_UNSUPPORTED;
    if (tb_kem_answer_len(index))
        return tb_kem_answer(params, share, secret, peer);
    EVP_PKEY *own = generate(params);
    enum tb_status status = own ? tb_encode_share(own, share) : TB_ERROR;
    if (status == TB_OK) {
        EVP_PKEY_CTX *ctx = prepare_derivation(own, peer);
        status = ctx ? derive(ctx, secret) : TB_BAD_PEER;
        EVP_PKEY_CTX_free(ctx);
    }
    EVP_PKEY_free(own);
    return status;
}

static enum tb_status kx_receive(tb_kx *kx, struct tb_bytes peer)
{
    if (kx->answer_len)
        return tb_kem_receive(kx, peer);
    EVP_PKEY_CTX *ctx = prepare_derivation(kx->own, peer);
    if (!ctx)
        return TB_BAD_PEER;
    EVP_PKEY_CTX_free(kx->derivation);
    kx->derivation = ctx;
    return TB_OK;
}

static enum tb_status kx_derive(tb_kx *kx, struct tb_buf *secret)
{
    if (!kx->derivation)
        return tb_fail(TB_ERROR, "nothing was received to derive from");
    return kx->answer_len ? tb_kem_derive(kx, secret) : derive(kx->derivation, secret);
}

const struct tb_kx_ops tb_openssl_kx = {
    .offer = kx_offer,
    .answer = kx_answer,
    .receive = kx_receive,
    .derive = kx_derive,
    .destroy = kx_destroy,
    .offer_private = kx_offer_private,
};
