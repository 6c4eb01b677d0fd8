/* kx - key exchange.
 *
 * (EC)DH, ML-KEM and hybrids, in the form of TLS 1.3 (RFC 8446 4.2.8); one operation is:
 *
 *   offer     client: generates a key and encodes the share; includes the release of the previous handle
 *   answer    server: its whole work: parses and checks the client's share, generates, derives or encapsulates, encodes
 *   finish    client: parses and checks the server's share, derives or decapsulates
 *   derive    only the scalar multiplication or decapsulation, with everything parsed, as in the libraries' own tools
 *   exchange  offer, answer, finish; client_time is offer + finish, server_time is answer
 *
 * answer and finish use a new share each time, and finish also a new client key, as in connections.  They are made
 * before, untimed, a few at a time.  Not only the objects are fresh but also their values, since a library may cache
 * points that it has seen.  derive repeats the same derivation, as the libraries' own tools do.
 *
 * RSA key transport (RFC 5246 7.4.7.1), with the keys loaded before:
 *
 *   encrypt   client: the 48-byte pre-master secret, the same in every operation; with a public key object for each
 *             operation, as in a client, or the same for all (peer_keys.h)
 *   decrypt   server: as TLS requires, without revealing bad padding; with one private key, as in a server
 *   exchange  encrypt, decrypt; client_time is the former, server_time the latter
 *
 * exchange reads the monotonic clock whenever the side changes: four reads of about 30 ns per operation.
 *
 * After every chunk, untimed, the exchange is completed from the last operation's result, and both secrets must be
 * equal.  Then the operation's product is wiped, so that the next chunk cannot pass on old bytes.
 */
#include "bench/drivers/kx.h"
#include "bench/drivers/drivers.h"
#include "core/algorithms.h"
#include "core/clock.h"
#include "harness/repeat.h"
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static enum tb_status offer(void *state)
{
    struct kx *kx = state;
    const struct tb_kx_ops *ops = kx->job->backend->kx;
    ops->destroy(kx->now->client);
    return ops->offer(kx->job->lib, &kx->now->client, &kx->now->to_server, kx->group->id);
}

static enum tb_status answer(void *state)
{
    struct kx *kx = state;
    return kx->job->backend->kx->answer(kx->job->lib, &kx->now->to_client, &kx->now->server_secret, kx->group->id,
                                        tb_bytes_of(&kx->now->to_server));
}

static enum tb_status derive(void *state)
{
    struct kx *kx = state;
    return kx->job->backend->kx->derive(kx->now->client, &kx->now->client_secret);
}

static enum tb_status finish(void *state)
{
    struct kx *kx = state;
    enum tb_status status = kx->job->backend->kx->receive(kx->now->client, tb_bytes_of(&kx->now->to_client));
    return status == TB_OK ? derive(kx) : status;
}

/* The next prepared exchange; NULL: none is left. */
static struct exchange *next(struct kx *kx)
{
    return kx->used < kx->prepared ? (kx->now = &kx->exchanges[kx->used++]) : NULL;
}

static enum tb_status answer_next(void *state)
{
    return next(state) ? answer(state) : TB_ERROR;
}

static enum tb_status finish_next(void *state)
{
    return next(state) ? finish(state) : TB_ERROR;
}

static enum tb_status answer_and_finish(void *state)
{
    enum tb_status status = answer(state);
    return status == TB_OK ? finish(state) : status;
}

static enum tb_status exchange(void *state)
{
    struct kx *kx = state;
    uint64_t start = tb_now_ns();
    enum tb_status status = offer(kx);
    uint64_t offered = tb_now_ns();
    if (status == TB_OK)
        status = answer(kx);
    uint64_t answered = tb_now_ns();
    if (status == TB_OK)
        status = finish(kx);
    kx->client_ns += offered - start + tb_now_ns() - answered;
    kx->server_ns += answered - offered;
    return status;
}

TB_REPEATED(offer)
TB_REPEATED(answer_next)
TB_REPEATED(finish_next)
TB_REPEATED(derive)
TB_REPEATED(exchange)

/* ---- Preparation of what operations use up ---- */

static enum tb_status prepare_exchanges(struct kx *kx, uint64_t *operations, bool answered)
{
    enum tb_status status = TB_OK;
    if (*operations > AT_ONCE)
        *operations = AT_ONCE;
    kx->prepared = kx->used = 0;
    for (; kx->prepared < *operations && status == TB_OK; kx->prepared++) {
        kx->now = &kx->exchanges[kx->prepared];
        status = offer(kx);
        if (status == TB_OK && answered)
            status = answer(kx);
    }
    return tb_job_fail(kx->job, status, "the step before %s", kx->job->c->value[TB_PARAM_OPERATION]);
}

static enum tb_status prepare_offers(struct kx *kx, uint64_t *operations)
{
    return prepare_exchanges(kx, operations, false);
}

static enum tb_status prepare_answers(struct kx *kx, uint64_t *operations)
{
    return prepare_exchanges(kx, operations, true);
}

static const struct kx_operation of_groups[] = {
    {"offer", tb_kx_prepare_nothing, run_offer, answer_and_finish, offsetof(struct exchange, to_server), false},
    {"answer", prepare_offers, run_answer_next, finish, offsetof(struct exchange, server_secret), false},
    {"finish", prepare_answers, run_finish_next, tb_kx_nothing, offsetof(struct exchange, client_secret), false},
    {"derive", tb_kx_prepare_nothing, run_derive, tb_kx_nothing, offsetof(struct exchange, client_secret), false},
    {"exchange", tb_kx_prepare_nothing, run_exchange, tb_kx_nothing, offsetof(struct exchange, client_secret), true},
};

static const struct kx_operation *operation_of(const char *name, bool rsa)
{
    const struct kx_operation *all = rsa ? tb_kx_transport_operations : of_groups;
    size_t num = rsa ? NUM_TRANSPORT : sizeof of_groups / sizeof *of_groups;
    for (size_t i = 0; i < num; i++)
        if (strcmp(all[i].name, name) == 0)
            return &all[i];
    return NULL;
}

/* Checks that both sides have the same secret, and that all lengths are those of TLS. */
static enum tb_status check(const struct kx *kx)
{
    const struct tb_buf *client = &kx->now->client_secret, *server = &kx->now->server_secret;
    size_t expected = kx->group ? kx->group->secret_len : PREMASTER_LEN;
    if (client->len != expected || server->len != expected) {
        tb_text_printf(kx->job->why,
                       "the secrets of client and server have %zu and %zu bytes instead of "
                       "%zu",
                       client->len, server->len, expected);
        return TB_BAD_PEER;
    }
    if (memcmp(client->data, server->data, expected) != 0) {
        tb_text_add(kx->job->why, "client and server have different secrets");
        return TB_BAD_PEER;
    }
    if (kx->group &&
        (kx->now->to_server.len != kx->group->offer_len || kx->now->to_client.len != kx->group->answer_len)) {
        tb_text_printf(kx->job->why, "the shares have %zu and %zu bytes instead of %zu and %zu", kx->now->to_server.len,
                       kx->now->to_client.len, kx->group->offer_len, kx->group->answer_len);
        return TB_BAD_PEER;
    }
    return TB_OK;
}

static void wipe(struct kx *kx)
{
    struct tb_buf *product = (struct tb_buf *)((char *)kx->now + kx->operation->product);
    memset(product->data, 0, product->cap);
    product->len = 0;
    kx->client_ns = kx->server_ns = 0;
}

static enum tb_status complete(struct kx *kx)
{
    enum tb_status status = tb_job_fail(kx->job, kx->operation->complete(kx), "the rest of the exchange");
    if (status == TB_OK)
        status = check(kx);
    wipe(kx);
    return status;
}

/* Runs a whole exchange, so that every operation has its input, then the operation alone.  RSA only needs the exchange:
 * it covers every operation, and another private operation of 4096 bits takes as long as the whole start of a
 * worker. */
static enum tb_status prove(struct kx *kx)
{
    enum tb_status status = tb_job_fail(kx->job, kx->group ? exchange(kx) : tb_kx_transport(kx), "key exchange with %s",
                                        kx->job->c->value[TB_PARAM_KX]);
    if (status == TB_OK)
        status = check(kx);
    if (!kx->group) {
        wipe(kx);
        return status;
    }
    uint64_t operations = 1;
    if (status == TB_OK)
        status = kx->operation->prepare(kx, &operations);
    if (status == TB_OK)
        status = tb_job_fail(kx->job, kx->operation->run(kx, operations), "%s failed", kx->operation->name);
    return status == TB_OK ? complete(kx) : status;
}

static enum tb_status set_up(struct kx *kx)
{
    const struct tb_case *c = kx->job->c;
    bool rsa = strcmp(c->value[TB_PARAM_KX], "rsa") == 0;
    kx->group = rsa ? NULL : tb_group_by_name(c->value[TB_PARAM_KX]);
    kx->operation = operation_of(c->value[TB_PARAM_OPERATION], rsa);
    if (!kx->operation || (!rsa && !kx->group)) {
        tb_text_printf(kx->job->why, "this driver knows no %s of %s", c->value[TB_PARAM_OPERATION],
                       c->value[TB_PARAM_KX]);
        return TB_ERROR;
    }
    if (rsa) {
        enum tb_status status = tb_kx_transport_open(kx);
        return status == TB_OK ? prove(kx) : status;
    }
    const struct tb_kx_ops *ops = kx->job->backend->kx;
    if (!ops || !ops->offer || !ops->answer || !ops->receive || !ops->derive || !ops->destroy) {
        tb_text_add(kx->job->why, "the backend has no key exchange");
        return TB_UNSUPPORTED;
    }
    return prove(kx);
}

static void kx_close(void *state)
{
    struct kx *kx = state;
    for (size_t i = 0; i < AT_ONCE; i++)
        if (kx->exchanges[i].client)
            kx->job->backend->kx->destroy(kx->exchanges[i].client);
    tb_peer_keys_close(&kx->peer);
    if (kx->private_key)
        kx->job->backend->key->destroy(kx->private_key);
    free(kx);
}

static void make_buffers(struct exchange *exchange)
{
    struct tb_buf *const bufs[] = {&exchange->to_server, &exchange->to_client, &exchange->client_secret,
                                   &exchange->server_secret};
    for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
        *bufs[i] = (struct tb_buf){exchange->bytes[i], 0, LARGEST};
}

static enum tb_status kx_open(const struct tb_job *job, void **state)
{
    struct kx *kx = calloc(1, sizeof *kx);
    *state = NULL;
    if (!kx) {
        tb_text_add(job->why, "out of memory");
        return TB_ERROR;
    }
    kx->job = job;
    for (size_t i = 0; i < AT_ONCE; i++)
        make_buffers(&kx->exchanges[i]);
    kx->now = kx->exchanges;
    enum tb_status status = set_up(kx);
    if (status == TB_OK)
        *state = kx;
    else
        kx_close(kx);
    return status;
}

static enum tb_status kx_prepare(void *state, uint64_t *operations)
{
    struct kx *kx = state;
    return kx->operation->prepare(kx, operations);
}

static enum tb_status kx_run(void *state, uint64_t operations)
{
    struct kx *kx = state;
    enum tb_status status = kx->operation->run(kx, operations);
    return tb_job_fail(kx->job, status, "%s failed", kx->operation->name);
}

static enum tb_status kx_settle(void *state, const struct tb_chunk *chunk)
{
    struct kx *kx = state;
    double operations = (double)chunk->operations;
    bool sides = kx->operation->tells_sides;
    if (sides && !chunk->warm_up &&
        !(tb_record_metric(kx->job->record, client_time, (double)kx->client_ns / operations) &&
          tb_record_metric(kx->job->record, server_time, (double)kx->server_ns / operations))) {
        tb_text_add(kx->job->why, "out of memory for the record");
        return TB_ERROR;
    }
    return complete(kx);
}

static const struct tb_local_ops kx_local = {
    .open = kx_open, .prepare = kx_prepare, .run = kx_run, .settle = kx_settle, .close = kx_close};
const struct tb_driver tb_kx_driver = {.local = &kx_local};
