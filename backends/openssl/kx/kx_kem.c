/* KEMs and hybrids through EVP_PKEY_encapsulate (OpenSSL 3.x; ML-KEM from 3.5): FIPS 203, draft-ietf-tls-ecdhe-mlkem.
 */
#include "backends/openssl/kx/kx_evp.h"
#include <stdlib.h>
#include <string.h>

enum tb_status tb_kem_answer(EVP_PKEY *peer, struct tb_buf *share, struct tb_buf *secret)
{
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new(peer, NULL);
    size_t share_len = 0, secret_len = 0;
    enum tb_status status = TB_ERROR;
    if (!ctx || EVP_PKEY_encapsulate_init(ctx, NULL) <= 0 ||
        EVP_PKEY_encapsulate(ctx, NULL, &share_len, NULL, &secret_len) <= 0)
        status = TB_ERROR;
    else if (share_len > share->cap || secret_len > secret->cap)
        status = tb_fail(TB_ERROR, "the buffer is too small");
    else /* fails on a bad X25519 half of a hybrid */
        status =
            EVP_PKEY_encapsulate(ctx, share->data, &share_len, secret->data, &secret_len) > 0 ? TB_OK : TB_BAD_PEER;
    share->len = share_len;
    secret->len = secret_len;
    EVP_PKEY_CTX_free(ctx);
    return status;
}

enum tb_status tb_kem_receive(tb_kx *kx, struct tb_bytes peer)
{
    if (peer.len != kx->answer_len)
        return tb_fail(TB_BAD_PEER, "the answer has %zu bytes, not %zu", peer.len, kx->answer_len);
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new(kx->own, NULL);
    uint8_t *ciphertext = malloc(peer.len);
    if (!ctx || !ciphertext || EVP_PKEY_decapsulate_init(ctx, NULL) <= 0) {
        EVP_PKEY_CTX_free(ctx);
        free(ciphertext);
        return TB_ERROR;
    }
    memcpy(ciphertext, peer.data, peer.len);
    EVP_PKEY_CTX_free(kx->derivation);
    free(kx->ciphertext);
    kx->derivation = ctx;
    kx->ciphertext = ciphertext;
    return TB_OK;
}

enum tb_status tb_kem_derive(tb_kx *kx, struct tb_buf *secret)
{
    size_t need = 0;
    if (EVP_PKEY_decapsulate(kx->derivation, NULL, &need, kx->ciphertext, kx->answer_len) <= 0)
        return TB_BAD_PEER; /* not a ciphertext's length */
    if (need > secret->cap)
        return tb_fail(TB_ERROR, "the buffer is too small");
    secret->len = secret->cap;
    return EVP_PKEY_decapsulate(kx->derivation, secret->data, &secret->len, kx->ciphertext, kx->answer_len) > 0
               ? TB_OK
               : TB_BAD_PEER;
}
