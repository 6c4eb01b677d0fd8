/* Libraries without EVP_PKEY_encapsulate have no KEM groups: tb_kem_answer_len is 0 for all of their groups. */
#include "backends/openssl/kx/kx_evp.h"

enum tb_status tb_kem_answer(EVP_PKEY *peer, struct tb_buf *share, struct tb_buf *secret)
{
    (void)peer;
    (void)share;
    (void)secret;
    return TB_UNSUPPORTED;
}

enum tb_status tb_kem_receive(tb_kx *kx, struct tb_bytes peer)
{
    (void)kx;
    (void)peer;
    return TB_UNSUPPORTED;
}

enum tb_status tb_kem_derive(tb_kx *kx, struct tb_buf *secret)
{
    (void)kx;
    (void)secret;
    return TB_UNSUPPORTED;
}
