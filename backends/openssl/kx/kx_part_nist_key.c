/* The NIST curves in LibreSSL, with the calls of its ssl/tls_key_share.c and ssl/ssl_kex.c: EC_KEY, with both groups
 * checked before each derivation, which is most of its cost. */
#include "backends/openssl/kx/kx_part.h"
#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/ecdh.h>
#include <openssl/obj_mac.h>
#include <stdlib.h>

struct tb_part_state {
    EC_KEY *own, *peer; /* peer: set by receive */
};

static void destroy(tb_part_state *state)
{
    if (!state)
        return;
    EC_KEY_free(state->own);
    EC_KEY_free(state->peer);
    free(state);
}

static EC_KEY *key_new(const struct tb_kx_part *part)
{
    EC_KEY *key = EC_KEY_new();
    EC_GROUP *group = EC_GROUP_new_by_curve_name(part->nid);
    bool ok = key && group && EC_KEY_set_group(key, group);
    EC_GROUP_free(group);
    if (ok)
        return key;
    EC_KEY_free(key);
    return NULL;
}

/* Takes ownership of `own`, which may be NULL, and encodes its share. */
static tb_part_state *state_of(const struct tb_kx_part *part, EC_KEY *own, uint8_t *share)
{
    tb_part_state *state = own ? calloc(1, sizeof *state) : NULL;
    if (!state) {
        EC_KEY_free(own);
        return NULL;
    }
    state->own = own;
    if (EC_POINT_point2oct(EC_KEY_get0_group(own), EC_KEY_get0_public_key(own), POINT_CONVERSION_UNCOMPRESSED, share,
                           part->offer_len, NULL) == part->offer_len)
        return state;
    destroy(state);
    return NULL;
}

static tb_part_state *offer(const struct tb_kx_part *part, uint8_t *share)
{
    EC_KEY *own = key_new(part);
    if (own && EC_KEY_generate_key(own))
        return state_of(part, own, share);
    EC_KEY_free(own);
    return NULL;
}

static bool set_private(EC_KEY *key, const BIGNUM *scalar)
{
    const EC_GROUP *group = EC_KEY_get0_group(key);
    EC_POINT *point = EC_POINT_new(group);
    bool ok = point && EC_POINT_mul(group, point, scalar, NULL, NULL, NULL) && EC_KEY_set_private_key(key, scalar) &&
              EC_KEY_set_public_key(key, point);
    EC_POINT_free(point);
    return ok;
}

static tb_part_state *offer_private(const struct tb_kx_part *part, uint8_t *share, struct tb_bytes private_key)
{
    EC_KEY *own = key_new(part);
    BIGNUM *scalar = BN_bin2bn(private_key.data, (int)private_key.len, NULL);
    bool ok = own && scalar && set_private(own, scalar);
    BN_clear_free(scalar);
    if (ok)
        return state_of(part, own, share);
    EC_KEY_free(own);
    return NULL;
}

/* Decoding checks that the point is on the curve; the cofactor is 1, so no further validation is needed. */
static bool import_point(EC_KEY *key, const uint8_t *share, size_t len)
{
    const EC_GROUP *group = EC_KEY_get0_group(key);
    EC_POINT *point = EC_POINT_new(group);
    bool ok = point && EC_POINT_oct2point(group, point, share, len, NULL) && EC_KEY_set_public_key(key, point);
    EC_POINT_free(point);
    return ok;
}

static enum tb_status receive(const struct tb_kx_part *part, tb_part_state *state, const uint8_t *share)
{
    if (share[0] != POINT_CONVERSION_UNCOMPRESSED) /* RFC 8446 4.2.8.2 */
        return tb_fail(TB_BAD_PEER, "the share is no uncompressed point");
    EC_KEY *peer = key_new(part);
    if (!peer)
        return TB_ERROR;
    if (!import_point(peer, share, part->offer_len)) {
        EC_KEY_free(peer);
        return TB_BAD_PEER;
    }
    EC_KEY_free(state->peer);
    state->peer = peer;
    return TB_OK;
}

static enum tb_status derive(const struct tb_kx_part *part, tb_part_state *state, uint8_t *secret)
{
    int len = (int)part->secret_len;
    bool ok = EC_GROUP_check(EC_KEY_get0_group(state->own), NULL) &&
              EC_GROUP_check(EC_KEY_get0_group(state->peer), NULL) &&
              ECDH_compute_key(secret, part->secret_len, EC_KEY_get0_public_key(state->peer), state->own, NULL) == len;
    return ok ? TB_OK : TB_ERROR;
}

const struct tb_kx_part tb_part_p256 = TB_NIST_PART(NID_X9_62_prime256v1, 32);
const struct tb_kx_part tb_part_p384 = TB_NIST_PART(NID_secp384r1, 48);
const struct tb_kx_part tb_part_p521 = TB_NIST_PART(NID_secp521r1, 66);
