/* ML-KEM-768 as an EVP_PKEY type (AWS-LC), with the calls of its KEMKeyShare.  FIPS 203. */
#include "backends/openssl/kx/kx_part.h"
#include <openssl/nid.h>
#include <stdlib.h>
#include <string.h>

struct tb_part_state {
    EVP_PKEY_CTX *own;
    uint8_t ciphertext[TB_MLKEM768_CIPHERTEXT_LEN];
};

static void destroy(tb_part_state *state)
{
    if (!state)
        return;
    EVP_PKEY_CTX_free(state->own);
    free(state);
}

static EVP_PKEY *generate(void)
{
    EVP_PKEY *key = NULL;
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_id(EVP_PKEY_KEM, NULL);
    if (!ctx || !EVP_PKEY_CTX_kem_set_params(ctx, NID_MLKEM768) || !EVP_PKEY_keygen_init(ctx) ||
        !EVP_PKEY_keygen(ctx, &key))
        key = NULL;
    EVP_PKEY_CTX_free(ctx);
    return key;
}

static tb_part_state *offer(const struct tb_kx_part *part, uint8_t *share)
{
    size_t len = part->offer_len;
    tb_part_state *state = malloc(sizeof *state);
    EVP_PKEY *key = state ? generate() : NULL;
    if (state)
        state->own = key ? EVP_PKEY_CTX_new(key, NULL) : NULL;
    bool ok = state && state->own && EVP_PKEY_get_raw_public_key(key, share, &len) && len == part->offer_len;
    EVP_PKEY_free(key); /* the context holds its own reference */
    if (ok)
        return state;
    destroy(state);
    return NULL;
}

static enum tb_status answer(const struct tb_kx_part *part, uint8_t *share, uint8_t *secret, const uint8_t *peer)
{
    size_t share_len = part->answer_len, secret_len = part->secret_len;
    EVP_PKEY *key = EVP_PKEY_kem_new_raw_public_key(NID_MLKEM768, peer, part->offer_len);
    EVP_PKEY_CTX *ctx = key ? EVP_PKEY_CTX_new(key, NULL) : NULL;
    /* FIPS 203 7.2: fails if a coefficient is not below q. */
    bool ok = ctx && EVP_PKEY_encapsulate(ctx, share, &share_len, secret, &secret_len);
    EVP_PKEY_CTX_free(ctx);
    EVP_PKEY_free(key);
    return ok ? TB_OK : tb_fail(TB_BAD_PEER, "the share is no ML-KEM key");
}

static enum tb_status receive(const struct tb_kx_part *part, tb_part_state *state, const uint8_t *peer)
{
    memcpy(state->ciphertext, peer, part->answer_len);
    return TB_OK;
}

static enum tb_status derive(const struct tb_kx_part *part, tb_part_state *state, uint8_t *secret)
{
    size_t len = part->secret_len;
    return EVP_PKEY_decapsulate(state->own, secret, &len, state->ciphertext, part->answer_len) ? TB_OK : TB_ERROR;
}

const struct tb_kx_part tb_part_mlkem768 = TB_MLKEM768_PART;
