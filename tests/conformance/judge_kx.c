/* judge_kx.c - published key exchanges and encapsulation keys. */
#include "core/algorithms.h"
#include "judge.h"
#include <string.h>

/* Big-endian, as long as the group's scalars: removes or adds leading zeros. */
static bool scalar_of(struct blob *scalar, const struct tb_group *group, struct tb_bytes private_key)
{
    while (private_key.len > group->secret_len && private_key.data[0] == 0) {
        private_key.data++;
        private_key.len--;
    }
    if (private_key.len > group->secret_len)
        return false;
    *scalar = (struct blob){.len = group->secret_len};
    memcpy(scalar->data + group->secret_len - private_key.len, private_key.data, private_key.len);
    return true;
}

static struct judgement judge_client(const struct subject *subject, tb_kx *kx, const struct exchange_vector *vector)
{
    const struct tb_kx_ops *ops = subject->backend->kx;
    struct guarded secret;
    enum tb_status status = ops->receive(kx, vector->peer);
    if (status == TB_OK) /* an all-zero secret of X25519 is only detected here */
        status = ops->derive(kx, guarded(&secret, tb_group_by_id(vector->group)->secret_len));
    if (status == TB_BAD_PEER)
        return judged_refusal(vector->verdict);
    if (status != TB_OK)
        return judged_failure(subject, "receive or derive", status);
    if (vector->verdict == INVALID)
        return judged(WRONG, "the client accepts the share");
    return same_bytes(bytes_of(&secret), vector->secret) ? judged_right(ACCEPTED) : judged(WRONG, "a wrong secret");
}

/* The server uses its own private key, so the secret is unknown; but a share that must be refused must be refused here,
 * too. */
static struct judgement judge_server(const struct subject *subject, const struct exchange_vector *vector)
{
    const struct tb_group *group = tb_group_by_id(vector->group);
    struct guarded share, secret;
    enum tb_status status =
        subject->backend->kx->answer(subject->lib, guarded(&share, group->answer_len),
                                     guarded(&secret, group->secret_len), vector->group, vector->peer);
    if (status == TB_BAD_PEER && vector->verdict == VALID)
        return judged(WRONG, "the server refuses the share");
    if (status == TB_OK && vector->verdict == INVALID)
        return judged(WRONG, "the server accepts the share");
    if (status != TB_OK && status != TB_BAD_PEER)
        return judged_failure(subject, "answer", status);
    expect_guard(&share);
    expect_guard(&secret);
    return judged_right(status == TB_OK ? ACCEPTED : REFUSED);
}

struct judgement judge_exchange(const struct subject *subject, const struct exchange_vector *vector)
{
    const struct tb_kx_ops *ops = subject->backend->kx;
    const struct tb_group *group = tb_group_by_id(vector->group);
    struct guarded share;
    struct blob scalar;
    if (!ops || !ops->offer_private || !supports(subject, TB_CAP_KX, vector->group))
        return judged(UNSERVED, "the library has no %s with a given private key", group->name);
    if (!scalar_of(&scalar, group, vector->private_key))
        return judged(UNSERVED, "private keys longer than the curve's");
    tb_kx *kx = NULL;
    enum tb_status status =
        ops->offer_private(subject->lib, &kx, guarded(&share, group->offer_len), vector->group, as_bytes(&scalar));
    if (status != TB_OK)
        return judged_failure(subject, "offer_private", status);
    struct judgement client = judge_client(subject, kx, vector);
    ops->destroy(kx);
    if (client.outcome == WRONG)
        return client;
    struct judgement server = judge_server(subject, vector);
    return server.outcome == WRONG ? server : client;
}

struct judgement judge_encapsulation(const struct subject *subject, const struct encapsulation_vector *vector)
{
    const struct tb_group *group = tb_group_by_id(vector->group);
    if (!subject->backend->kx || !supports(subject, TB_CAP_KX, vector->group))
        return judged(UNSERVED, "the library has no %s", group->name);
    struct exchange_vector share = {.group = vector->group, .peer = vector->key, .verdict = vector->verdict};
    struct judgement server = judge_server(subject, &share);
    return server;
}
