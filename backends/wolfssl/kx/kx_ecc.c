/* ECDH on the NIST curves, with the calls of wolfSSL's TLS 1.3 key share. */
#include "backends/wolfssl/kx/ecc_peer.h"
#include "backends/wolfssl/kx/kx.h"

struct ecdh {
    ecc_key own, peer;
    bool has_peer; /* created when a share is received, as in wolfSSL's TLS */
};

static struct ecdh *state_of(tb_kx *kx)
{
    return (struct ecdh *)kx->state;
}

static enum tb_status init(tb_kx *kx)
{
    int code = wc_ecc_init_ex(&state_of(kx)->own, NULL, INVALID_DEVID);
    state_of(kx)->has_peer = false;
    return code == 0 ? TB_OK : tb_fail_code(TB_ERROR, code, "ECDH");
}

static void clear(tb_kx *kx)
{
    wc_ecc_free(&state_of(kx)->own);
    if (state_of(kx)->has_peer)
        wc_ecc_free(&state_of(kx)->peer);
}

static int make_peer(struct ecdh *ecdh)
{
    if (ecdh->has_peer)
        wc_ecc_free(&ecdh->peer);
    int code = wc_ecc_init_ex(&ecdh->peer, NULL, INVALID_DEVID);
    ecdh->has_peer = code == 0;
    return code;
}

static enum tb_status export_share(tb_kx *kx, byte *share)
{
    word32 len = (word32)kx->group->offer_len;
    int code = wc_ecc_export_x963(&state_of(kx)->own, share, &len);
    return code == 0 ? TB_OK : tb_fail_code(TB_ERROR, code, "encoding the ECDH share");
}

/* Only the library's tables of curves show which ones a build has. */
static enum tb_status failure(const tb_kx *kx, int code, const char *what)
{
    if (wc_ecc_get_curve_idx(kx->group->curve) == ECC_CURVE_INVALID)
        return tb_fail(TB_UNSUPPORTED, "this build of wolfSSL has no curve of %zu bytes (CPPFLAGS=-DHAVE_ALL_CURVES)",
                       kx->group->secret_len);
    return tb_fail_code(TB_ERROR, code, what);
}

static enum tb_status offer(tb_kx *kx, byte *share)
{
    WC_RNG *rng = tb_rng(kx->lib);
    if (!rng)
        return TB_ERROR;
    int code = wc_ecc_make_key_ex(rng, (int)kx->group->secret_len, &state_of(kx)->own, kx->group->curve);
    return code == 0 ? export_share(kx, share) : failure(kx, code, "ECDH key generation");
}

static enum tb_status offer_private(tb_kx *kx, byte *share, struct tb_bytes private_key)
{
    WC_RNG *rng = tb_rng(kx->lib);
    if (!rng)
        return TB_ERROR;
    ecc_key *own = &state_of(kx)->own;
    int code =
        wc_ecc_import_private_key_ex(tb_data(private_key), (word32)private_key.len, NULL, 0, own, kx->group->curve);
    if (code == 0)
        code = wc_ecc_make_pub_ex(own, NULL, rng);
    return code == 0 ? export_share(kx, share) : failure(kx, code, "ECDH private key");
}

static enum tb_status receive(tb_kx *kx, const byte *peer)
{
    if (peer[0] != ECC_POINT_UNCOMP) /* RFC 8446 4.2.8.2 allows no other form; some builds also read compressed
                                      * points */
        return tb_fail(TB_BAD_PEER, "the peer's point is not in uncompressed form");
    int code = make_peer(state_of(kx));
    if (code != 0)
        return tb_fail_code(TB_ERROR, code, "ECDH");
    code = tb_import_peer_point(&state_of(kx)->peer, peer, (word32)kx->group->answer_len, kx->group->curve);
    return code == 0 ? TB_OK : tb_fail_code(TB_BAD_PEER, code, "the peer's point");
}

static enum tb_status derive(tb_kx *kx, byte *secret)
{
    WC_RNG *rng = tb_rng(kx->lib); /* used for blinding against timing attacks */
    if (!rng)
        return TB_ERROR;
    struct ecdh *ecdh = state_of(kx);
    word32 len = (word32)kx->group->secret_len;
    int code = tb_ecc_set_rng(&ecdh->own, rng);
    if (code == 0)
        code = wc_ecc_shared_secret(&ecdh->own, &ecdh->peer, secret, &len);
    if (code == 0 && len != kx->group->secret_len)
        return tb_fail(TB_ERROR, "an ECDH secret of %u bytes", len);
    return code == 0 ? TB_OK : tb_fail_code(TB_ERROR, code, "ECDH");
}

/* Shares are uncompressed points, SEC 1 2.3.3: a byte and two coordinates; the secret is one coordinate. */
#define CURVE(code_point, number, coordinate)                                                                          \
    {                                                                                                                  \
        .id = code_point, .curve = number, .offer_len = 1 + 2 * coordinate, .answer_len = 1 + 2 * coordinate,          \
        .secret_len = coordinate, .state_size = sizeof(struct ecdh), .init = init, .offer = offer, .receive = receive, \
        .derive = derive, .offer_private = offer_private, .clear = clear                                               \
    }

const struct kx_group tb_p256 = CURVE(23, ECC_SECP256R1, 32);
const struct kx_group tb_p384 = CURVE(24, ECC_SECP384R1, 48);
const struct kx_group tb_p521 = CURVE(25, ECC_SECP521R1, 66);
