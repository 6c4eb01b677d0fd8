/* Key exchange where the curves are functions (BoringSSL, AWS-LC): the calls of BoringSSL's own SSLKeyShare,
 * X25519_keypair and X25519, and EC_POINT_mul on the NIST curves with the affine x coordinate as the secret. */
#include "lib.h"
#include <openssl/bn.h>
#include <openssl/curve25519.h>
#include <openssl/ec.h>
#include <openssl/ec_key.h>
#include <openssl/mem.h>
#include <openssl/nid.h>
#include <stdlib.h>
#include <string.h>

enum { X25519_GROUP = 29, X25519_LEN = 32 };

struct tb_kx {
    const EC_GROUP *curve; /* NULL: X25519 */
    uint8_t private25519[X25519_LEN], peer25519[X25519_LEN];
    BIGNUM *scalar;
    EC_POINT *peer;
    bool received;
};

enum tb_status tb_kx_fetch(tb_lib *lib)
{
    (void)lib; /* nothing to look up: curves are constants */
    return TB_OK;
}

void tb_kx_release(tb_lib *lib)
{
    (void)lib;
}

static int curve_nid(uint16_t group)
{
    switch (group) {
    case 23:
        return NID_X9_62_prime256v1;
    case 24:
        return NID_secp384r1;
    case 25:
        return NID_secp521r1;
    default:
        return NID_undef;
    }
}

static void kx_destroy(tb_kx *kx)
{
    if (!kx)
        return;
    BN_clear_free(kx->scalar);
    EC_POINT_free(kx->peer);
    OPENSSL_cleanse(kx->private25519, sizeof kx->private25519);
    free(kx);
}

/* An empty exchange of the group; TB_UNSUPPORTED when there is none. */
static enum tb_status kx_new(tb_kx **out, uint16_t group)
{
    int nid = curve_nid(group);
    *out = NULL;
    if (group != X25519_GROUP && nid == NID_undef)
        return tb_fail(TB_UNSUPPORTED, "group 0x%04x is not in this library's key exchange", group);
    tb_kx *kx = calloc(1, sizeof *kx);
    if (!kx)
        return tb_fail(TB_ERROR, "out of memory");
    if (group != X25519_GROUP) {
        kx->curve = EC_GROUP_new_by_curve_name(nid); /* static data: never freed in these libraries */
        kx->scalar = BN_new();
        if (!kx->curve || !kx->scalar) {
            kx_destroy(kx);
            return TB_ERROR;
        }
    }
    *out = kx;
    return TB_OK;
}

/* scalar times the base point, encoded uncompressed. */
static enum tb_status encode_public(tb_kx *kx, struct tb_buf *share)
{
    EC_POINT *point = EC_POINT_new(kx->curve);
    size_t len = 0;
    enum tb_status status = TB_ERROR;
    if (point && EC_POINT_mul(kx->curve, point, kx->scalar, NULL, NULL, NULL))
        len = EC_POINT_point2oct(kx->curve, point, POINT_CONVERSION_UNCOMPRESSED, NULL, 0, NULL);
    if (len > share->cap)
        status = tb_fail(TB_ERROR, "the buffer is too small");
    else if (len > 0 &&
             EC_POINT_point2oct(kx->curve, point, POINT_CONVERSION_UNCOMPRESSED, share->data, share->cap, NULL) == len)
        status = TB_OK;
    share->len = len;
    EC_POINT_free(point);
    return status;
}

static enum tb_status offer_x25519(tb_kx *kx, struct tb_buf *share)
{
    if (share->cap < X25519_LEN)
        return tb_fail(TB_ERROR, "the buffer is too small");
    X25519_keypair(share->data, kx->private25519);
    share->len = X25519_LEN;
    return TB_OK;
}

static enum tb_status generate(tb_kx *kx, struct tb_buf *share)
{
    if (!kx->curve)
        return offer_x25519(kx, share);
    if (!BN_rand_range_ex(kx->scalar, 1, EC_GROUP_get0_order(kx->curve)))
        return TB_ERROR;
    return encode_public(kx, share);
}

static enum tb_status kx_offer(tb_lib *lib, tb_kx **out, struct tb_buf *share, uint16_t group)
{
    (void)lib;
    tb_kx *kx;
    *out = NULL;
    enum tb_status status = kx_new(&kx, group);
    if (status == TB_OK)
        status = generate(kx, share);
    if (status != TB_OK) {
        kx_destroy(kx);
        return status;
    }
    *out = kx;
    return TB_OK;
}

static enum tb_status take_private(tb_kx *kx, struct tb_buf *share, struct tb_bytes private_key)
{
    if (kx->curve)
        return BN_bin2bn(private_key.data, private_key.len, kx->scalar) ? encode_public(kx, share) : TB_ERROR;
    if (private_key.len != X25519_LEN || share->cap < X25519_LEN)
        return tb_fail(TB_ERROR, "an X25519 key has %d bytes", X25519_LEN);
    memcpy(kx->private25519, private_key.data, X25519_LEN);
    X25519_public_from_private(share->data, kx->private25519);
    share->len = X25519_LEN;
    return TB_OK;
}

static enum tb_status kx_offer_private(tb_lib *lib, tb_kx **out, struct tb_buf *share, uint16_t group,
                                       struct tb_bytes private_key)
{
    (void)lib;
    tb_kx *kx;
    *out = NULL;
    enum tb_status status = kx_new(&kx, group);
    if (status == TB_OK)
        status = take_private(kx, share, private_key);
    if (status != TB_OK) {
        kx_destroy(kx);
        return status;
    }
    *out = kx;
    return TB_OK;
}

/* Decoding checks that the point is on the curve; these curves have cofactor 1, so that is all the validation there is.
 */
static enum tb_status kx_receive(tb_kx *kx, struct tb_bytes peer)
{
    kx->received = false;
    if (!kx->curve) {
        if (peer.len != X25519_LEN)
            return tb_fail(TB_BAD_PEER, "an X25519 share has %d bytes", X25519_LEN);
        memcpy(kx->peer25519, peer.data, X25519_LEN);
        kx->received = true;
        return TB_OK;
    }
    if (!kx->peer && !(kx->peer = EC_POINT_new(kx->curve)))
        return TB_ERROR;
    /* RFC 8446 4.2.8.2: uncompressed points only */
    if (peer.len == 0 || peer.data[0] != POINT_CONVERSION_UNCOMPRESSED)
        return tb_fail(TB_BAD_PEER, "the share is no uncompressed point");
    if (!EC_POINT_oct2point(kx->curve, kx->peer, peer.data, peer.len, NULL))
        return TB_BAD_PEER;
    kx->received = true;
    return TB_OK;
}

static enum tb_status derive_on_curve(tb_kx *kx, struct tb_buf *secret)
{
    size_t len = (EC_GROUP_get_degree(kx->curve) + 7) / 8;
    if (secret->cap < len)
        return tb_fail(TB_ERROR, "the buffer is too small");
    EC_POINT *result = EC_POINT_new(kx->curve);
    BIGNUM *x = BN_new();
    bool ok = result && x && EC_POINT_mul(kx->curve, result, NULL, kx->peer, kx->scalar, NULL) &&
              EC_POINT_get_affine_coordinates_GFp(kx->curve, result, x, NULL, NULL) &&
              BN_bn2bin_padded(secret->data, len, x);
    BN_clear_free(x);
    EC_POINT_free(result);
    secret->len = len;
    return ok ? TB_OK : TB_ERROR;
}

static enum tb_status kx_derive(tb_kx *kx, struct tb_buf *secret)
{
    if (!kx->received)
        return tb_fail(TB_ERROR, "nothing was received to derive from");
    if (kx->curve)
        return derive_on_curve(kx, secret);
    if (secret->cap < X25519_LEN)
        return tb_fail(TB_ERROR, "the buffer is too small");
    secret->len = X25519_LEN;
    if (X25519(secret->data, kx->private25519, kx->peer25519))
        return TB_OK;
    return tb_fail(TB_BAD_PEER, "the share is a point of small order"); /* RFC 8446 7.4.2 */
}

static enum tb_status kx_answer(tb_lib *lib, struct tb_buf *share, struct tb_buf *secret, uint16_t group,
                                struct tb_bytes peer)
{
    tb_kx *kx;
    enum tb_status status = kx_offer(lib, &kx, share, group);
    if (status == TB_OK)
        status = kx_receive(kx, peer);
    if (status == TB_OK)
        status = kx_derive(kx, secret);
    kx_destroy(kx);
    return status;
}

const struct tb_kx_ops tb_openssl_kx = {
    .offer = kx_offer,
    .answer = kx_answer,
    .receive = kx_receive,
    .derive = kx_derive,
    .destroy = kx_destroy,
    .offer_private = kx_offer_private,
};
