/* Key exchange for libraries in which X25519 is a function (BoringSSL, AWS-LC, LibreSSL): the groups, made of parts.
 * The calls are those of these libraries' own SSLKeyShare or tls_key_share.  A hybrid's shares and secrets are the
 * concatenations of those of its parts (draft-ietf-tls-ecdhe-mlkem). */
#include "backends/openssl/kx/kx_part.h"
#include "core/iana.h"
#include <stdlib.h>

enum { PARTS = 2 };

static const struct group {
    uint16_t id;
    const struct tb_kx_part *parts[PARTS]; /* the second is NULL if it is not a hybrid */
} groups[] = {
    {TB_GROUP_X25519, {&tb_part_x25519}},     {TB_GROUP_SECP256R1, {&tb_part_p256}},
    {TB_GROUP_SECP384R1, {&tb_part_p384}},    {TB_GROUP_SECP521R1, {&tb_part_p521}},
    {TB_GROUP_MLKEM768, {&tb_part_mlkem768}}, {TB_GROUP_X25519MLKEM768, {&tb_part_mlkem768, &tb_part_x25519}},
};

struct tb_kx {
    const struct group *group;
    tb_part_state *states[PARTS];
    bool received;
};

struct lengths {
    size_t offer, answer, secret;
};

static const struct group *group_of(uint16_t id)
{
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        if (groups[i].id == id && groups[i].parts[0]->offer_len)
            return &groups[i];
    (void)tb_fail(TB_UNSUPPORTED, "this build has no group 0x%04x", id);
    return NULL;
}

static size_t num_parts(const struct group *group)
{
    return group->parts[1] ? 2 : 1;
}

static struct lengths lengths_of(const struct group *group)
{
    struct lengths sum = {0};
    for (size_t i = 0; i < num_parts(group); i++) {
        sum.offer += group->parts[i]->offer_len;
        sum.answer += group->parts[i]->answer_len;
        sum.secret += group->parts[i]->secret_len;
    }
    return sum;
}

/* Sets the length that will be written. */
static enum tb_status reserve(struct tb_buf *buf, size_t len)
{
    buf->len = len;
    return buf->cap < len ? tb_fail(TB_ERROR, "the buffer is too small") : TB_OK;
}

static enum tb_status check_share(struct tb_bytes peer, size_t len)
{
    return peer.len == len ? TB_OK : tb_fail(TB_BAD_PEER, "the share has %zu bytes, not %zu", peer.len, len);
}

static void kx_destroy(tb_kx *kx)
{
    if (!kx)
        return;
    for (size_t i = 0; i < num_parts(kx->group); i++)
        kx->group->parts[i]->destroy(kx->states[i]);
    free(kx);
}

static enum tb_status offer(tb_kx **out, struct tb_buf *share, uint16_t id)
{
    *out = NULL;
    const struct group *group = group_of(id);
    if (!group)
        return TB_UNSUPPORTED;
    if (reserve(share, lengths_of(group).offer) != TB_OK)
        return TB_ERROR;
    tb_kx *kx = calloc(1, sizeof *kx);
    if (!kx)
        return tb_fail(TB_ERROR, "out of memory");
    kx->group = group;
    uint8_t *dst = share->data;
    for (size_t i = 0; i < num_parts(group); i++) {
        kx->states[i] = group->parts[i]->offer(group->parts[i], dst);
        if (!kx->states[i]) {
            kx_destroy(kx);
            return TB_ERROR;
        }
        dst += group->parts[i]->offer_len;
    }
    *out = kx;
    return TB_OK;
}

static enum tb_status kx_offer(tb_lib *lib, tb_kx **out, struct tb_buf *share, uint16_t id)
{
    (void)lib;
    return tb_settle_slow(offer(out, share, id));
}

static enum tb_status offer_private(tb_kx **out, struct tb_buf *share, uint16_t id, struct tb_bytes private_key)
{
    *out = NULL;
    const struct group *group = group_of(id);
    if (!group)
        return TB_UNSUPPORTED;
    const struct tb_kx_part *part = group->parts[0];
    if (!part->offer_private)
        return tb_fail(TB_UNSUPPORTED, "a KEM's private key cannot be given");
    if (reserve(share, part->offer_len) != TB_OK)
        return TB_ERROR;
    tb_kx *kx = calloc(1, sizeof *kx);
    if (!kx)
        return tb_fail(TB_ERROR, "out of memory");
    kx->group = group;
    kx->states[0] = part->offer_private(part, share->data, private_key);
    if (!kx->states[0]) {
        free(kx);
        return TB_ERROR;
    }
    *out = kx;
    return TB_OK;
}

static enum tb_status kx_offer_private(tb_lib *lib, tb_kx **out, struct tb_buf *share, uint16_t id,
                                       struct tb_bytes private_key)
{
    (void)lib;
    return tb_settle_slow(offer_private(out, share, id, private_key));
}

enum tb_status tb_part_answer_by_offer(const struct tb_kx_part *part, uint8_t *share, uint8_t *secret,
                                       const uint8_t *peer)
{
    tb_part_state *state = part->offer(part, share);
    enum tb_status status = state ? part->receive(part, state, peer) : TB_ERROR;
    if (status == TB_OK)
        status = part->derive(part, state, secret);
    part->destroy(state);
    return status;
}

static enum tb_status answer(struct tb_buf *share, struct tb_buf *secret, uint16_t id, struct tb_bytes peer)
{
    const struct group *group = group_of(id);
    if (!group)
        return TB_UNSUPPORTED;
    struct lengths lengths = lengths_of(group);
    enum tb_status status = check_share(peer, lengths.offer);
    if (status == TB_OK && (reserve(share, lengths.answer) != TB_OK || reserve(secret, lengths.secret) != TB_OK))
        status = TB_ERROR;
    uint8_t *share_at = share->data, *secret_at = secret->data;
    for (size_t i = 0; status == TB_OK && i < num_parts(group); i++) {
        const struct tb_kx_part *part = group->parts[i];
        status = part->answer(part, share_at, secret_at, peer.data);
        share_at += part->answer_len;
        secret_at += part->secret_len;
        peer.data += part->offer_len;
    }
    return status;
}

static enum tb_status kx_answer(tb_lib *lib, struct tb_buf *share, struct tb_buf *secret, uint16_t id,
                                struct tb_bytes peer)
{
    (void)lib;
    return tb_settle_slow(answer(share, secret, id, peer));
}

static enum tb_status receive(tb_kx *kx, struct tb_bytes peer)
{
    kx->received = false;
    enum tb_status status = check_share(peer, lengths_of(kx->group).answer);
    for (size_t i = 0; status == TB_OK && i < num_parts(kx->group); i++) {
        const struct tb_kx_part *part = kx->group->parts[i];
        status = part->receive(part, kx->states[i], peer.data);
        peer.data += part->answer_len;
    }
    kx->received = status == TB_OK;
    return status;
}

static enum tb_status kx_receive(tb_kx *kx, struct tb_bytes peer)
{
    return tb_settle_slow(receive(kx, peer));
}

static enum tb_status derive(tb_kx *kx, struct tb_buf *secret)
{
    if (!kx->received)
        return tb_fail(TB_ERROR, "derive was called before receive");
    enum tb_status status = reserve(secret, lengths_of(kx->group).secret);
    uint8_t *dst = secret->data;
    for (size_t i = 0; status == TB_OK && i < num_parts(kx->group); i++) {
        const struct tb_kx_part *part = kx->group->parts[i];
        status = part->derive(part, kx->states[i], dst);
        dst += part->secret_len;
    }
    return status;
}

static enum tb_status kx_derive(tb_kx *kx, struct tb_buf *secret)
{
    return tb_settle_slow(derive(kx, secret));
}

const struct tb_kx_ops tb_openssl_kx = {
    .offer = kx_offer,
    .answer = kx_answer,
    .receive = kx_receive,
    .derive = kx_derive,
    .destroy = kx_destroy,
    .offer_private = kx_offer_private,
};
