/* ML-KEM-768 as functions (BoringSSL since the end of 2024), with the calls of its own SSLKeyShare.  FIPS 203. */
#include "backends/openssl/kx/kx_part.h"
#include <openssl/bytestring.h>
#include <openssl/mem.h>
#include <openssl/mlkem.h>
#include <stdlib.h>
#include <string.h>

struct tb_part_state {
    struct MLKEM768_private_key own;
    uint8_t ciphertext[TB_MLKEM768_CIPHERTEXT_LEN];
};

static tb_part_state *offer(const struct tb_kx_part *part, uint8_t *share)
{
    (void)part;
    tb_part_state *state = malloc(sizeof *state);
    if (state)
        MLKEM768_generate_key(share, NULL, &state->own);
    return state;
}

static enum tb_status answer(const struct tb_kx_part *part, uint8_t *share, uint8_t *secret, const uint8_t *peer)
{
    struct MLKEM768_public_key key;
    CBS encoded;
    CBS_init(&encoded, peer, part->offer_len);
    if (!MLKEM768_parse_public_key(&key, &encoded)) /* FIPS 203 7.2: coefficients below q */
        return tb_fail(TB_BAD_PEER, "the share is no ML-KEM key");
    MLKEM768_encap(share, secret, &key);
    return TB_OK;
}

static enum tb_status receive(const struct tb_kx_part *part, tb_part_state *state, const uint8_t *peer)
{
    memcpy(state->ciphertext, peer, part->answer_len);
    return TB_OK;
}

static enum tb_status derive(const struct tb_kx_part *part, tb_part_state *state, uint8_t *secret)
{
    return MLKEM768_decap(secret, state->ciphertext, part->answer_len, &state->own) ? TB_OK : TB_ERROR;
}

static void destroy(tb_part_state *state)
{
    if (state)
        OPENSSL_cleanse(&state->own, sizeof state->own);
    free(state);
}

const struct tb_kx_part tb_part_mlkem768 = TB_MLKEM768_PART;
