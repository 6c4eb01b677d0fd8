/* The NIST curves, with the calls of BoringSSL's ECKeyShare: EC_POINT_mul, and the affine x coordinate as the secret.
 */
#include "backends/openssl/kx/kx_part.h"
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/nid.h>
#include <stdlib.h>

struct tb_part_state {
    const EC_GROUP *curve; /* static data: never freed in these libraries */
    BIGNUM *scalar;
    EC_POINT *peer; /* set by receive */
};

static void destroy(tb_part_state *state)
{
    if (!state)
        return;
    BN_clear_free(state->scalar);
    EC_POINT_free(state->peer);
    free(state);
}

static tb_part_state *state_new(const struct tb_kx_part *part)
{
    tb_part_state *state = calloc(1, sizeof *state);
    if (!state)
        return NULL;
    state->curve = EC_GROUP_new_by_curve_name(part->nid);
    state->scalar = BN_new();
    if (state->curve && state->scalar)
        return state;
    destroy(state);
    return NULL;
}

/* scalar times the base point, encoded uncompressed. */
static bool encode_public(const struct tb_kx_part *part, const tb_part_state *state, uint8_t *share)
{
    EC_POINT *point = EC_POINT_new(state->curve);
    bool ok = point && EC_POINT_mul(state->curve, point, state->scalar, NULL, NULL, NULL) &&
              EC_POINT_point2oct(state->curve, point, POINT_CONVERSION_UNCOMPRESSED, share, part->offer_len, NULL) ==
                  part->offer_len;
    EC_POINT_free(point);
    return ok;
}

static tb_part_state *offer(const struct tb_kx_part *part, uint8_t *share)
{
    tb_part_state *state = state_new(part);
    if (state && BN_rand_range_ex(state->scalar, 1, EC_GROUP_get0_order(state->curve)) &&
        encode_public(part, state, share))
        return state;
    destroy(state);
    return NULL;
}

static tb_part_state *offer_private(const struct tb_kx_part *part, uint8_t *share, struct tb_bytes private_key)
{
    tb_part_state *state = state_new(part);
    if (state && BN_bin2bn(private_key.data, private_key.len, state->scalar) && encode_public(part, state, share))
        return state;
    destroy(state);
    return NULL;
}

/* Decoding checks that the point is on the curve; the cofactor is 1, so no further validation is needed. */
static enum tb_status receive(const struct tb_kx_part *part, tb_part_state *state, const uint8_t *peer)
{
    if (!state->peer && !(state->peer = EC_POINT_new(state->curve)))
        return TB_ERROR;
    if (peer[0] != POINT_CONVERSION_UNCOMPRESSED) /* RFC 8446 4.2.8.2 */
        return tb_fail(TB_BAD_PEER, "the share is no uncompressed point");
    return EC_POINT_oct2point(state->curve, state->peer, peer, part->offer_len, NULL) ? TB_OK : TB_BAD_PEER;
}

static enum tb_status derive(const struct tb_kx_part *part, tb_part_state *state, uint8_t *secret)
{
    EC_POINT *result = EC_POINT_new(state->curve);
    BIGNUM *x = BN_new();
    bool ok = result && x && EC_POINT_mul(state->curve, result, NULL, state->peer, state->scalar, NULL) &&
              EC_POINT_get_affine_coordinates_GFp(state->curve, result, x, NULL, NULL) &&
              BN_bn2bin_padded(secret, part->secret_len, x);
    BN_clear_free(x);
    EC_POINT_free(result);
    return ok ? TB_OK : TB_ERROR;
}

const struct tb_kx_part tb_part_p256 = TB_NIST_PART(NID_X9_62_prime256v1, 32);
const struct tb_kx_part tb_part_p384 = TB_NIST_PART(NID_secp384r1, 48);
const struct tb_kx_part tb_part_p521 = TB_NIST_PART(NID_secp521r1, 66);
