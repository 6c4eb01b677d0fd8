/* X25519MLKEM768, draft-ietf-tls-ecdhe-mlkem: first ML-KEM, then X25519, in shares and in the secret. */
#include "backends/wolfssl/kx/kx.h"
#include "backends/wolfssl/kx/mlkem.h"
#include "core/iana.h"

enum { X25519_LEN = 32 };

struct hybrid {
    tb_kx *mlkem, *x25519;
};

static struct hybrid *state_of(tb_kx *kx)
{
    return (struct hybrid *)kx->state;
}

static void clear(tb_kx *kx)
{
    tb_kx_destroy(state_of(kx)->mlkem);
    tb_kx_destroy(state_of(kx)->x25519);
}

static enum tb_status init(tb_kx *kx)
{
    *state_of(kx) = (struct hybrid){NULL, NULL};
    enum tb_status status = tb_kx_new(kx->lib, &state_of(kx)->mlkem, &tb_mlkem768);
    if (status == TB_OK)
        status = tb_kx_new(kx->lib, &state_of(kx)->x25519, &tb_x25519);
    if (status != TB_OK)
        clear(kx);
    return status;
}

static enum tb_status offer(tb_kx *kx, byte *share)
{
    enum tb_status status = tb_mlkem768.offer(state_of(kx)->mlkem, share);
    return status == TB_OK ? tb_x25519.offer(state_of(kx)->x25519, share + MLKEM768_EK) : status;
}

static enum tb_status answer(tb_lib *lib, byte *share, byte *secret, const byte *peer)
{
    enum tb_status status = tb_kx_answer(lib, &tb_mlkem768, share, secret, peer);
    if (status != TB_OK)
        return status;
    return tb_kx_answer(lib, &tb_x25519, share + MLKEM768_CT, secret + MLKEM768_SECRET, peer + MLKEM768_EK);
}

static enum tb_status receive(tb_kx *kx, const byte *peer)
{
    enum tb_status status = tb_mlkem768.receive(state_of(kx)->mlkem, peer);
    return status == TB_OK ? tb_x25519.receive(state_of(kx)->x25519, peer + MLKEM768_CT) : status;
}

static enum tb_status derive(tb_kx *kx, byte *secret)
{
    enum tb_status status = tb_mlkem768.derive(state_of(kx)->mlkem, secret);
    return status == TB_OK ? tb_x25519.derive(state_of(kx)->x25519, secret + MLKEM768_SECRET) : status;
}

const struct kx_group tb_x25519mlkem768 = {
    .id = TB_GROUP_X25519MLKEM768,
    .offer_len = MLKEM768_EK + X25519_LEN,
    .answer_len = MLKEM768_CT + X25519_LEN,
    .secret_len = MLKEM768_SECRET + X25519_LEN,
    .state_size = sizeof(struct hybrid),
    .init = init,
    .offer = offer,
    .answer = answer,
    .receive = receive,
    .derive = derive,
    .clear = clear,
};
