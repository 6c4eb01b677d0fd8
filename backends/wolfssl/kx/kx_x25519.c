/* X25519, RFC 7748, with the calls of wolfSSL's TLS 1.3 key share. */
#include "backends/wolfssl/kx/kx.h"
#include <string.h>
#include <wolfssl/wolfcrypt/curve25519.h>

enum { X25519 = 29, LEN = CURVE25519_KEYSIZE };

struct x25519 {
    curve25519_key own, peer;
    bool has_peer; /* created when a share is received, as in wolfSSL's TLS */
};

static struct x25519 *state_of(tb_kx *kx)
{
    return (struct x25519 *)kx->state;
}

static enum tb_status init(tb_kx *kx)
{
    int code = wc_curve25519_init(&state_of(kx)->own);
    state_of(kx)->has_peer = false;
    return code == 0 ? TB_OK : tb_fail_code(TB_ERROR, code, "X25519");
}

static void clear(tb_kx *kx)
{
    wc_curve25519_free(&state_of(kx)->own);
    if (state_of(kx)->has_peer)
        wc_curve25519_free(&state_of(kx)->peer);
}

static int make_peer(struct x25519 *x)
{
    if (x->has_peer)
        wc_curve25519_free(&x->peer);
    int code = wc_curve25519_init(&x->peer);
    x->has_peer = code == 0;
    return code;
}

static enum tb_status offer(tb_kx *kx, byte *share)
{
    WC_RNG *rng = tb_rng(kx->lib);
    if (!rng)
        return TB_ERROR;
    curve25519_key *own = &state_of(kx)->own;
    word32 len = LEN;
    int code = wc_curve25519_make_key(rng, LEN, own);
    if (code == 0)
        code = wc_curve25519_export_public_ex(own, share, &len, EC25519_LITTLE_ENDIAN);
    return code == 0 ? TB_OK : tb_fail_code(TB_ERROR, code, "X25519 key generation");
}

static enum tb_status offer_private(tb_kx *kx, byte *share, struct tb_bytes private_key)
{
    byte scalar[LEN];
    WC_RNG *rng = tb_rng(kx->lib); /* portable code uses it for blinding since 5.8 */
    if (private_key.len != LEN)
        return tb_fail(TB_ERROR, "an X25519 private key has %d bytes", LEN);
    if (!rng)
        return TB_ERROR;
    memcpy(scalar, private_key.data, LEN);
    scalar[0] &= 248; /* RFC 7748 5; wolfSSL expects a clamped scalar */
    scalar[LEN - 1] = (byte)((scalar[LEN - 1] & 127) | 64);
    int code = wc_curve25519_import_private_ex(scalar, LEN, &state_of(kx)->own, EC25519_LITTLE_ENDIAN);
    if (code == 0)
        code = tb_x25519_set_rng(&state_of(kx)->own, rng);
    if (code == 0)
        code = wc_curve25519_make_pub(LEN, share, LEN, scalar);
    return code == 0 ? TB_OK : tb_fail_code(TB_ERROR, code, "X25519 private key");
}

/* wolfSSL refuses a share with the top bit set, which RFC 7748 5 says to mask; no library sends one, but vectors have
 * them.
 */
static enum tb_status receive(tb_kx *kx, const byte *peer)
{
    byte masked[LEN];
    memcpy(masked, peer, LEN);
    masked[LEN - 1] &= 127;
    int code = wc_curve25519_check_public(masked, LEN, EC25519_LITTLE_ENDIAN);
    if (code == 0)
        code = make_peer(state_of(kx));
    if (code == 0)
        code = wc_curve25519_import_public_ex(masked, LEN, &state_of(kx)->peer, EC25519_LITTLE_ENDIAN);
    return code == 0 ? TB_OK : tb_fail_code(TB_BAD_PEER, code, "the peer's X25519 share");
}

/* RFC 8446 7.4.2: an all-zero secret ends the handshake.  wolfSSL's own check is a build option, off by default. */
static bool all_zero(const byte *secret)
{
    byte any = 0;
    for (int i = 0; i < LEN; i++)
        any |= secret[i];
    return any == 0;
}

static enum tb_status derive(tb_kx *kx, byte *secret)
{
    struct x25519 *x = state_of(kx);
    word32 len = LEN;
    int code = wc_curve25519_shared_secret_ex(&x->own, &x->peer, secret, &len, EC25519_LITTLE_ENDIAN);
    if (code == ECC_OUT_OF_RANGE_E || (code == 0 && all_zero(secret)))
        return tb_fail(TB_BAD_PEER, "the X25519 secret is zero: the peer's share is of small order");
    return code == 0 ? TB_OK : tb_fail_code(TB_ERROR, code, "X25519");
}

const struct kx_group tb_x25519 = {
    .id = X25519,
    .offer_len = LEN,
    .answer_len = LEN,
    .secret_len = LEN,
    .state_size = sizeof(struct x25519),
    .init = init,
    .offer = offer,
    .receive = receive,
    .derive = derive,
    .offer_private = offer_private,
    .clear = clear,
};
