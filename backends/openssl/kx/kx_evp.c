/* Key exchange in OpenSSL 3.x, with libssl's own calls for a key share (ssl/s3_lib.c, ssl/statem/extensions_*.c):
 *
 *   offer    ssl_generate_pkey_group: looks up the algorithm and the group by name, generates a key; encodes it
 *   answer   ssl_generate_param_group, which looks both up again; decodes the peer's share into it; ssl_generate_pkey;
 *            encodes; ssl_derive
 *   receive  copies the client's parameters, decodes the peer's share into them, ssl_derive except for its last call;
 *            includes the validation of the peer's key
 *   derive   that last call
 *
 * Nothing is looked up ahead of time, since libssl keeps nothing from one share to the next. */
#include "backends/openssl/kx/kx_evp.h"
#include "backends/openssl/kx/kx_private.h"
#include "backends/openssl/tls/left_out.h"
#include <stdlib.h>

static enum tb_status no_such_group(uint16_t group)
{
    char why[TB_LEFT_OUT_CAP];
    return tb_fail(TB_UNSUPPORTED, "group 0x%04x is not in this library%s", group, tb_left_out_groups(why, &group, 1));
}

/* Generates another key like this one: libssl's ssl_generate_pkey. */
static EVP_PKEY *generate_like(EVP_PKEY *other)
{
    EVP_PKEY *key = NULL;
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new(other, NULL);
    if (!ctx || EVP_PKEY_keygen_init(ctx) <= 0 || EVP_PKEY_keygen(ctx, &key) <= 0)
        key = NULL;
    EVP_PKEY_CTX_free(ctx);
    return key;
}

/* RFC 8446 4.2.8.2: only uncompressed points; the decoder would also accept compressed ones. */
static bool has_right_form(EVP_PKEY *params, struct tb_bytes peer)
{
    if (EVP_PKEY_id(params) != EVP_PKEY_EC || (peer.len > 0 && peer.data[0] == 4))
        return true;
    (void)tb_fail(TB_BAD_PEER, "the share is no uncompressed point");
    return false;
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

/* Takes ownership of `own` and encodes its share.  answer_len: for a KEM, else 0. */
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

static enum tb_status offer(tb_kx **out, struct tb_buf *share, uint16_t group)
{
    size_t index = tb_group_index(group);
    EVP_PKEY *own = NULL;
    enum tb_status status = index < TB_OPENSSL_GROUPS ? tb_group_key(&own, index) : TB_UNSUPPORTED;
    if (status == TB_UNSUPPORTED)
        return no_such_group(group);
    return status == TB_OK ? offer_key(out, share, own, tb_kem_answer_len(index)) : status;
}

static enum tb_status kx_offer(tb_lib *lib, tb_kx **out, struct tb_buf *share, uint16_t group)
{
    (void)lib;
    *out = NULL;
    return tb_settle_slow(offer(out, share, group));
}

static enum tb_status offer_private(tb_kx **out, struct tb_buf *share, uint16_t group, struct tb_bytes private_key)
{
    size_t index = tb_group_index(group);
    if (index == TB_OPENSSL_GROUPS)
        return no_such_group(group);
    if (tb_kem_answer_len(index))
        return tb_fail(TB_UNSUPPORTED, "a KEM's private key cannot be given");
    return offer_key(out, share, tb_private_key(group, private_key), 0);
}

static enum tb_status kx_offer_private(tb_lib *lib, tb_kx **out, struct tb_buf *share, uint16_t group,
                                       struct tb_bytes private_key)
{
    (void)lib;
    *out = NULL;
    return tb_settle_slow(offer_private(out, share, group, private_key));
}

/* A context that is ready to derive with the peer's key; NULL: failed, and the reason is set. */
static EVP_PKEY_CTX *prepare_derivation(EVP_PKEY *own, EVP_PKEY *peer)
{
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new(own, NULL);
    if (ctx && EVP_PKEY_derive_init(ctx) > 0 && EVP_PKEY_derive_set_peer(ctx, peer) > 0)
        return ctx;
    EVP_PKEY_CTX_free(ctx);
    return NULL;
}

/* An X25519 share of small order makes the derivation fail (RFC 8446 7.4.2), for which the peer is to blame. */
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

static enum tb_status answer_with(EVP_PKEY *peer, struct tb_buf *share, struct tb_buf *secret)
{
    EVP_PKEY *own = generate_like(peer);
    enum tb_status status = own ? tb_encode_share(own, share) : TB_ERROR;
    if (status == TB_OK) {
        EVP_PKEY_CTX *ctx = prepare_derivation(own, peer);
        status = ctx ? derive(ctx, secret) : TB_BAD_PEER;
        EVP_PKEY_CTX_free(ctx);
    }
    EVP_PKEY_free(own);
    return status;
}

static enum tb_status answer(struct tb_buf *share, struct tb_buf *secret, uint16_t group, struct tb_bytes encoded)
{
    size_t index = tb_group_index(group);
    EVP_PKEY *params = NULL;
    enum tb_status status = index < TB_OPENSSL_GROUPS ? tb_group_params(&params, index) : TB_UNSUPPORTED;
    if (status == TB_UNSUPPORTED)
        return no_such_group(group);
    if (status != TB_OK)
        return status;
    EVP_PKEY *peer = has_right_form(params, encoded) ? tb_share_into(params, encoded) : NULL;
    if (!peer)
        status = TB_BAD_PEER;
    else if (tb_kem_answer_len(index))
        status = tb_kem_answer(peer, share, secret);
    else
        status = answer_with(peer, share, secret);
    EVP_PKEY_free(peer ? peer : params);
    return status;
}

static enum tb_status kx_answer(tb_lib *lib, struct tb_buf *share, struct tb_buf *secret, uint16_t group,
                                struct tb_bytes peer)
{
    (void)lib;
    return tb_settle_slow(answer(share, secret, group, peer));
}

static enum tb_status receive(tb_kx *kx, struct tb_bytes encoded)
{
    if (kx->answer_len)
        return tb_kem_receive(kx, encoded);
    EVP_PKEY *peer = has_right_form(kx->own, encoded) ? tb_share_beside(kx->own, encoded) : NULL;
    EVP_PKEY_CTX *ctx = peer ? prepare_derivation(kx->own, peer) : NULL;
    EVP_PKEY_free(peer); /* the context holds its own reference */
    if (!ctx)
        return TB_BAD_PEER;
    EVP_PKEY_CTX_free(kx->derivation);
    kx->derivation = ctx;
    return TB_OK;
}

static enum tb_status kx_receive(tb_kx *kx, struct tb_bytes peer)
{
    return tb_settle_slow(receive(kx, peer));
}

static enum tb_status kx_derive(tb_kx *kx, struct tb_buf *secret)
{
    if (!kx->derivation)
        return tb_settle(tb_fail(TB_ERROR, "derive was called before receive"));
    return tb_settle_slow(kx->answer_len ? tb_kem_derive(kx, secret) : derive(kx->derivation, secret));
}

const struct tb_kx_ops tb_openssl_kx = {
    .offer = kx_offer,
    .answer = kx_answer,
    .receive = kx_receive,
    .derive = kx_derive,
    .destroy = kx_destroy,
    .offer_private = kx_offer_private,
};
