/* X25519, with the calls of BoringSSL's X25519KeyShare, which are also those of LibreSSL's tls_key_share.c. */
#include "backends/openssl/kx/kx_part.h"
#include <openssl/crypto.h>
#include <openssl/curve25519.h>
#include <stdlib.h>
#include <string.h>

enum { LEN = 32 };

struct tb_part_state {
    uint8_t own[LEN], peer[LEN];
};

static tb_part_state *offer(const struct tb_kx_part *part, uint8_t *share)
{
    (void)part;
    tb_part_state *state = malloc(sizeof *state);
    if (state)
        X25519_keypair(share, state->own);
    return state;
}

static tb_part_state *offer_private(const struct tb_kx_part *part, uint8_t *share, struct tb_bytes private_key)
{
    static const uint8_t base_point[LEN] = {9}; /* RFC 7748 4.1 */
    (void)part;
    tb_part_state *state = private_key.len == LEN ? malloc(sizeof *state) : NULL;
    if (!state)
        return NULL;
    memcpy(state->own, private_key.data, LEN);
    if (X25519(share, state->own, base_point))
        return state;
    free(state);
    return NULL;
}

static enum tb_status receive(const struct tb_kx_part *part, tb_part_state *state, const uint8_t *peer)
{
    (void)part;
    memcpy(state->peer, peer, LEN); /* any 32 bytes are accepted here; bad ones are detected in the derivation */
    return TB_OK;
}

static enum tb_status derive(const struct tb_kx_part *part, tb_part_state *state, uint8_t *secret)
{
    (void)part;
    if (X25519(secret, state->own, state->peer))
        return TB_OK;
    return tb_fail(TB_BAD_PEER, "the share is a point of small order"); /* RFC 8446 7.4.2 */
}

static void destroy(tb_part_state *state)
{
    if (state)
        OPENSSL_cleanse(state, sizeof *state);
    free(state);
}

const struct tb_kx_part tb_part_x25519 = {
    .offer_len = LEN,
    .answer_len = LEN,
    .secret_len = LEN,
    .offer = offer,
    .offer_private = offer_private,
    .answer = tb_part_answer_by_offer,
    .receive = receive,
    .derive = derive,
    .destroy = destroy,
};
