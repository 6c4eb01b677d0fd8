/* ML-KEM-768 in LibreSSL, with the calls of its ssl/tls_key_share.c: keys on the heap, created for a rank.  FIPS
 * 203. */
#include "backends/openssl/kx/kx_part.h"
#include <openssl/crypto.h>
#include <openssl/mlkem.h>
#include <stdlib.h>
#include <string.h>

struct tb_part_state {
    MLKEM_private_key *own;
    uint8_t ciphertext[TB_MLKEM768_CIPHERTEXT_LEN];
};

static void destroy(tb_part_state *state)
{
    if (!state)
        return;
    MLKEM_private_key_free(state->own);
    free(state);
}

/* Copies what the library allocated, then wipes and frees the original. */
static bool move(uint8_t *dst, uint8_t *src, size_t len, size_t wanted)
{
    bool fits = src && len == wanted;
    if (fits)
        memcpy(dst, src, len);
    if (src)
        OPENSSL_cleanse(src, len);
    free(src);
    return fits;
}

static tb_part_state *offer(const struct tb_kx_part *part, uint8_t *share)
{
    uint8_t *encoded = NULL;
    size_t len = 0;
    tb_part_state *state = calloc(1, sizeof *state);
    if (!state)
        return NULL;
    state->own = MLKEM_private_key_new(MLKEM768_RANK);
    if (state->own && MLKEM_generate_key(state->own, &encoded, &len, NULL, NULL) &&
        move(share, encoded, len, part->offer_len))
        return state;
    destroy(state);
    return NULL;
}

static enum tb_status encapsulate(const struct tb_kx_part *part, const MLKEM_public_key *key, uint8_t *share,
                                  uint8_t *secret)
{
    uint8_t *ciphertext = NULL, *shared = NULL;
    size_t ciphertext_len = 0, shared_len = 0;
    if (!MLKEM_encap(key, &ciphertext, &ciphertext_len, &shared, &shared_len))
        return TB_ERROR;
    bool fits = move(share, ciphertext, ciphertext_len, part->answer_len);
    fits = move(secret, shared, shared_len, part->secret_len) && fits;
    return fits ? TB_OK : TB_ERROR;
}

static enum tb_status answer(const struct tb_kx_part *part, uint8_t *share, uint8_t *secret, const uint8_t *peer)
{
    MLKEM_public_key *key = MLKEM_public_key_new(MLKEM768_RANK);
    enum tb_status status = key ? TB_OK : TB_ERROR;
    if (key && !MLKEM_parse_public_key(key, peer, part->offer_len)) /* FIPS 203 7.2: coefficients below q */
        status = tb_fail(TB_BAD_PEER, "the share is no ML-KEM key");
    if (status == TB_OK)
        status = encapsulate(part, key, share, secret);
    MLKEM_public_key_free(key);
    return status;
}

static enum tb_status receive(const struct tb_kx_part *part, tb_part_state *state, const uint8_t *peer)
{
    memcpy(state->ciphertext, peer, part->answer_len);
    return TB_OK;
}

static enum tb_status derive(const struct tb_kx_part *part, tb_part_state *state, uint8_t *secret)
{
    uint8_t *shared = NULL;
    size_t len = 0;
    return MLKEM_decap(state->own, state->ciphertext, part->answer_len, &shared, &len) &&
                   move(secret, shared, len, part->secret_len)
               ? TB_OK
               : TB_ERROR;
}

const struct tb_kx_part tb_part_mlkem768 = TB_MLKEM768_PART;
