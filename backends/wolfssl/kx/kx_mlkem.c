/* ML-KEM-768, FIPS 203, as TLS uses a KEM (RFC 8446 4.2.8, draft-ietf-tls-mlkem): the client offers an encapsulation
 * key, the server answers with a ciphertext. */
#include "backends/wolfssl/kx/kx.h"
#include "backends/wolfssl/kx/mlkem.h"
#include "core/iana.h"
#include <string.h>

struct mlkem {
    MlKemKey own;
    byte ciphertext[MLKEM768_CT];
};

static struct mlkem *state_of(tb_kx *kx)
{
    return (struct mlkem *)kx->state;
}

static enum tb_status init(tb_kx *kx)
{
    int code = wc_MlKemKey_Init(&state_of(kx)->own, WC_ML_KEM_768, NULL, INVALID_DEVID);
    return code == 0 ? TB_OK : tb_fail_code(TB_ERROR, code, "ML-KEM");
}

static void clear(tb_kx *kx)
{
    wc_MlKemKey_Free(&state_of(kx)->own);
}

static enum tb_status offer(tb_kx *kx, byte *share)
{
    WC_RNG *rng = tb_rng(kx->lib);
    if (!rng)
        return TB_ERROR;
    MlKemKey *own = &state_of(kx)->own;
    int code = wc_MlKemKey_MakeKey(own, rng);
    if (code == 0)
        code = wc_MlKemKey_EncodePublicKey(own, share, MLKEM768_EK);
    return code == 0 ? TB_OK : tb_fail_code(TB_ERROR, code, "ML-KEM key generation");
}

static enum tb_status encapsulate(MlKemKey *key, WC_RNG *rng, byte *ciphertext, byte *secret, const byte *peer)
{
    int code = wc_MlKemKey_DecodePublicKey(key, peer, MLKEM768_EK);
    if (code != 0)
        return tb_fail_code(TB_BAD_PEER, code, "the peer's ML-KEM key");
    if (!tb_mlkem_ek_is_reduced(peer))
        return tb_fail(TB_BAD_PEER, "the peer's ML-KEM key has a coefficient that is not below q");
    code = wc_MlKemKey_Encapsulate(key, ciphertext, secret, rng);
    return code == 0 ? TB_OK : tb_fail_code(TB_ERROR, code, "ML-KEM encapsulation");
}

static enum tb_status answer(tb_lib *lib, byte *share, byte *secret, const byte *peer)
{
    WC_RNG *rng = tb_rng(lib);
    if (!rng)
        return TB_ERROR;
    MlKemKey key;
    int code = wc_MlKemKey_Init(&key, WC_ML_KEM_768, NULL, INVALID_DEVID);
    if (code != 0)
        return tb_fail_code(TB_ERROR, code, "ML-KEM");
    enum tb_status status = encapsulate(&key, rng, share, secret, peer);
    wc_MlKemKey_Free(&key);
    return status;
}

static enum tb_status receive(tb_kx *kx, const byte *peer)
{
    memcpy(state_of(kx)->ciphertext, peer,
           MLKEM768_CT); /* any bytes are a ciphertext: FIPS 203 7.3 rejects implicitly */
    return TB_OK;
}

static enum tb_status derive(tb_kx *kx, byte *secret)
{
    struct mlkem *mlkem = state_of(kx);
    int code = wc_MlKemKey_Decapsulate(&mlkem->own, secret, mlkem->ciphertext, MLKEM768_CT);
    return code == 0 ? TB_OK : tb_fail_code(TB_ERROR, code, "ML-KEM decapsulation");
}

const struct kx_group tb_mlkem768 = {
    .id = TB_GROUP_MLKEM768,
    .offer_len = MLKEM768_EK,
    .answer_len = MLKEM768_CT,
    .secret_len = MLKEM768_SECRET,
    .state_size = sizeof(struct mlkem),
    .init = init,
    .offer = offer,
    .answer = answer,
    .receive = receive,
    .derive = derive,
    .clear = clear,
};
