/* Key exchange: the common part.  The groups are in kx_x25519.c, kx_ecc.c, kx_mlkem.c and kx_hybrid.c. */
#include "backends/wolfssl/kx/kx.h"
#include <stdlib.h>

static const struct kx_group *const groups[] = {&tb_x25519, &tb_p256,     &tb_p384,
                                                &tb_p521,   &tb_mlkem768, &tb_x25519mlkem768};

const char *tb_lacks_group(uint16_t id)
{
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        if (groups[i]->id == id)
            return groups[i]->lacks;
    return NULL;
}

/* NULL: this build lacks it. */
static const struct kx_group *group_of(uint16_t id)
{
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        if (groups[i]->id == id && !groups[i]->lacks)
            return groups[i];
    const char *lacks = tb_lacks_group(id);
    if (lacks)
        tb_lacks(lacks);
    else
        tb_fail(TB_UNSUPPORTED, "group 0x%04x is not known to this backend", id);
    return NULL;
}

static enum tb_status too_small(const char *what, size_t needed)
{
    return tb_fail(TB_ERROR, "the %s needs %zu bytes", what, needed);
}

static enum tb_status wrong_length(size_t got, size_t wanted)
{
    return tb_fail(TB_BAD_PEER, "a share of %zu bytes where the group has %zu", got, wanted);
}

void tb_kx_destroy(tb_kx *kx)
{
    if (!kx)
        return;
    kx->group->clear(kx);
    free(kx);
}

enum tb_status tb_kx_new(tb_lib *lib, tb_kx **out, const struct kx_group *group)
{
    *out = NULL;
    tb_kx *kx = malloc(sizeof *kx + group->state_size); /* not zeroed: wolfSSL zeroes these thousands of bytes itself */
    if (!kx)
        return tb_fail(TB_ERROR, "out of memory");
    kx->lib = lib;
    kx->group = group;
    kx->received = false;
    enum tb_status status = group->init(kx);
    if (status == TB_OK)
        *out = kx;
    else
        free(kx);
    return status;
}

/* private_key: NULL for a new one. */
static enum tb_status make_offer(tb_lib *lib, tb_kx **out, struct tb_buf *share, const struct kx_group *group,
                                 const struct tb_bytes *private_key)
{
    if (share->cap < group->offer_len)
        return too_small("share", group->offer_len);
    enum tb_status status = tb_kx_new(lib, out, group);
    if (status != TB_OK)
        return status;
    status = private_key ? group->offer_private(*out, share->data, *private_key) : group->offer(*out, share->data);
    if (status == TB_OK) {
        share->len = group->offer_len;
    } else {
        tb_kx_destroy(*out);
        *out = NULL;
    }
    return status;
}

static enum tb_status kx_offer(tb_lib *lib, tb_kx **out, struct tb_buf *share, uint16_t id)
{
    *out = NULL;
    const struct kx_group *group = group_of(id);
    return group ? make_offer(lib, out, share, group, NULL) : TB_UNSUPPORTED;
}

static enum tb_status kx_offer_private(tb_lib *lib, tb_kx **out, struct tb_buf *share, uint16_t id,
                                       struct tb_bytes private_key)
{
    *out = NULL;
    const struct kx_group *group = group_of(id);
    if (!group)
        return TB_UNSUPPORTED;
    if (!group->offer_private)
        return tb_fail(TB_UNSUPPORTED, "group 0x%04x is a KEM", id);
    return make_offer(lib, out, share, group, &private_key);
}

enum tb_status tb_kx_answer(tb_lib *lib, const struct kx_group *group, byte *share, byte *secret, const byte *peer)
{
    if (group->answer)
        return group->answer(lib, share, secret, peer);
    tb_kx *kx;
    enum tb_status status = tb_kx_new(lib, &kx, group);
    if (status == TB_OK)
        status = group->offer(kx, share);
    if (status == TB_OK)
        status = group->receive(kx, peer);
    if (status == TB_OK)
        status = group->derive(kx, secret);
    tb_kx_destroy(kx);
    return status;
}

static enum tb_status kx_answer(tb_lib *lib, struct tb_buf *share, struct tb_buf *secret, uint16_t id,
                                struct tb_bytes peer)
{
    const struct kx_group *group = group_of(id);
    if (!group)
        return TB_UNSUPPORTED;
    if (share->cap < group->answer_len)
        return too_small("share", group->answer_len);
    if (secret->cap < group->secret_len)
        return too_small("secret", group->secret_len);
    if (peer.len != group->offer_len)
        return wrong_length(peer.len, group->offer_len);
    enum tb_status status = tb_kx_answer(lib, group, share->data, secret->data, peer.data);
    if (status == TB_OK) {
        share->len = group->answer_len;
        secret->len = group->secret_len;
    }
    return status;
}

static enum tb_status kx_receive(tb_kx *kx, struct tb_bytes peer)
{
    kx->received = false;
    if (peer.len != kx->group->answer_len)
        return wrong_length(peer.len, kx->group->answer_len);
    enum tb_status status = kx->group->receive(kx, peer.data);
    kx->received = status == TB_OK;
    return status;
}

static enum tb_status kx_derive(tb_kx *kx, struct tb_buf *secret)
{
    if (!kx->received)
        return tb_fail(TB_ERROR, "no share was received");
    if (secret->cap < kx->group->secret_len)
        return too_small("secret", kx->group->secret_len);
    enum tb_status status = kx->group->derive(kx, secret->data);
    if (status == TB_OK)
        secret->len = kx->group->secret_len;
    return status;
}

const struct tb_kx_ops tb_wolfssl_kx = {
    .offer = kx_offer,
    .answer = kx_answer,
    .receive = kx_receive,
    .derive = kx_derive,
    .destroy = tb_kx_destroy,
    .offer_private = kx_offer_private,
};
