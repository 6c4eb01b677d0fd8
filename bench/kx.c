/* kx - what TLS pays to agree on a secret.
 *
 * (EC)DH, ML-KEM and hybrids, in the shape TLS 1.3 gives them (RFC 8446 4.2.8); one operation is:
 *
 *   offer     client: key generation and the encoded share, including the release of the previous handle
 *   answer    server: all it does: parse and check the client's share, generate, derive or encapsulate, encode
 *   finish    client: parse and check the server's share, derive or decapsulate
 *   derive    the bare scalar multiplication or decapsulation, everything parsed: what the libraries' own tools time
 *   exchange  offer, answer, finish; client_time is offer + finish, server_time is answer
 *
 * RSA key transport (RFC 5246 7.4.7.1), with the keys loaded before:
 *
 *   encrypt   client: the 48-byte pre-master secret, which is the same in every operation
 *   decrypt   server: as TLS must, without telling good padding from bad
 *   exchange  encrypt, decrypt; client_time is the first, server_time the second
 *
 * exchange reads the monotonic clock where one side hands over to the other: three reads of about 30 ns an operation.
 *
 * Untimed, after every chunk: what the last operation left is carried to the end of an exchange, both secrets must be
 * equal, and then the operation's product is wiped, so that the next chunk cannot pass on old bytes.
 */
#include "bench/drivers.h"
#include "bench/repeat.h"
#include "core/algorithms.h"
#include "core/clock.h"
#include "core/random.h"
#include "worker/pki_files.h"
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST = 2048, PREMASTER_LEN = 48 }; /* the largest share is X25519MLKEM768's, 1216 bytes */

struct operation;

struct kx {
    const struct tb_job *job;
    const struct operation *operation;
    const struct tb_group *group; /* NULL: RSA key transport */
    tb_kx *client;                /* the latest offer */
    tb_key *public_key, *private_key;
    struct tb_buf to_server, to_client; /* the shares; to_server is RSA's ciphertext too */
    struct tb_buf client_secret, server_secret;
    uint64_t client_ns, server_ns; /* of this chunk */
    uint8_t bytes[4][LARGEST];
};

static struct tb_bytes bytes_of(const struct tb_buf *buf)
{
    return (struct tb_bytes){buf->data, buf->len};
}

static enum tb_status offer(void *state)
{
    struct kx *kx = state;
    const struct tb_kx_ops *ops = kx->job->backend->kx;
    ops->destroy(kx->client);
    return ops->offer(kx->job->lib, &kx->client, &kx->to_server, kx->group->id);
}

static enum tb_status answer(void *state)
{
    struct kx *kx = state;
    return kx->job->backend->kx->answer(kx->job->lib, &kx->to_client, &kx->server_secret, kx->group->id,
                                        bytes_of(&kx->to_server));
}

static enum tb_status derive(void *state)
{
    struct kx *kx = state;
    return kx->job->backend->kx->derive(kx->client, &kx->client_secret);
}

static enum tb_status finish(void *state)
{
    struct kx *kx = state;
    enum tb_status status = kx->job->backend->kx->receive(kx->client, bytes_of(&kx->to_client));
    return status == TB_OK ? derive(kx) : status;
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

static enum tb_status encrypt(void *state)
{
    struct kx *kx = state;
    return kx->job->backend->key->premaster_encrypt(kx->public_key, &kx->to_server, bytes_of(&kx->client_secret));
}

static enum tb_status decrypt(void *state)
{
    struct kx *kx = state;
    return kx->job->backend->key->premaster_decrypt(kx->private_key, &kx->server_secret, TB_TLS12,
                                                    bytes_of(&kx->to_server));
}

static enum tb_status transport(void *state)
{
    struct kx *kx = state;
    uint64_t start = tb_now_ns();
    enum tb_status status = encrypt(kx);
    uint64_t encrypted = tb_now_ns();
    if (status == TB_OK)
        status = decrypt(kx);
    kx->client_ns += encrypted - start;
    kx->server_ns += tb_now_ns() - encrypted;
    return status;
}

static enum tb_status nothing(void *state)
{
    (void)state;
    return TB_OK;
}

TB_REPEATED(offer)
TB_REPEATED(answer)
TB_REPEATED(finish)
TB_REPEATED(derive)
TB_REPEATED(exchange)
TB_REPEATED(encrypt)
TB_REPEATED(decrypt)
TB_REPEATED(transport)

struct operation {
    const char *name;
    bool rsa;
    enum tb_status (*run)(void *state, uint64_t operations);
    enum tb_status (*complete)(
        void *state); /* the rest of an exchange, so that both secrets depend on what was timed */
    size_t product;   /* the buffer that it fills last */
};

static const struct operation operations_of_kx[] = {
    {"offer", false, run_offer, answer_and_finish, offsetof(struct kx, to_server)},
    {"answer", false, run_answer, finish, offsetof(struct kx, server_secret)},
    {"finish", false, run_finish, nothing, offsetof(struct kx, client_secret)},
    {"derive", false, run_derive, nothing, offsetof(struct kx, client_secret)},
    {"exchange", false, run_exchange, nothing, offsetof(struct kx, client_secret)},
    {"encrypt", true, run_encrypt, decrypt, offsetof(struct kx, to_server)},
    {"decrypt", true, run_decrypt, nothing, offsetof(struct kx, server_secret)},
    {"exchange", true, run_transport, nothing, offsetof(struct kx, server_secret)},
};

static const struct operation *operation_of(const char *name, bool rsa)
{
    for (size_t i = 0; i < sizeof operations_of_kx / sizeof *operations_of_kx; i++)
        if (operations_of_kx[i].rsa == rsa && strcmp(operations_of_kx[i].name, name) == 0)
            return &operations_of_kx[i];
    return NULL;
}

/* Both sides have the same secret, and everything has the length that TLS gives it. */
static enum tb_status check(const struct kx *kx)
{
    const struct tb_buf *client = &kx->client_secret, *server = &kx->server_secret;
    size_t expected = kx->group ? kx->group->secret_len : PREMASTER_LEN;
    if (client->len != expected || server->len != expected) {
        tb_text_printf(kx->job->why, "the secret has %zu and %zu bytes, not %zu", client->len, server->len, expected);
        return TB_BAD_PEER;
    }
    if (memcmp(client->data, server->data, expected) != 0) {
        tb_text_add(kx->job->why, "client and server have different secrets");
        return TB_BAD_PEER;
    }
    if (kx->group && (kx->to_server.len != kx->group->offer_len || kx->to_client.len != kx->group->answer_len)) {
        tb_text_printf(kx->job->why, "the shares have %zu and %zu bytes, not %zu and %zu", kx->to_server.len,
                       kx->to_client.len, kx->group->offer_len, kx->group->answer_len);
        return TB_BAD_PEER;
    }
    return TB_OK;
}

static void wipe(struct kx *kx)
{
    struct tb_buf *product = (struct tb_buf *)((char *)kx + kx->operation->product);
    memset(product->data, 0, product->cap);
    product->len = 0;
    kx->client_ns = kx->server_ns = 0;
}

static enum tb_status complete(struct kx *kx)
{
    enum tb_status status = tb_job_fail(kx->job, kx->operation->complete(kx), "the rest of the exchange failed");
    if (status == TB_OK)
        status = check(kx);
    wipe(kx);
    return status;
}

static enum tb_status load_keys(struct kx *kx)
{
    const struct tb_key_ops *ops = kx->job->backend->key;
    const char *auth = kx->job->c->value[TB_PARAM_AUTH];
    if (!ops || !ops->premaster_encrypt || !ops->premaster_decrypt || !ops->destroy) {
        tb_text_add(kx->job->why, "the backend has no RSA key transport");
        return TB_UNSUPPORTED;
    }
    enum tb_status status = tb_pki_load_key(kx->job, &kx->public_key, auth, TB_PKI_PUBLIC);
    return status == TB_OK ? tb_pki_load_key(kx->job, &kx->private_key, auth, TB_PKI_KEY) : status;
}

/* RFC 5246 7.4.7.1: the client's version, then 46 bytes that only have to be unknown in earnest. */
static void fill_premaster(struct kx *kx)
{
    struct tb_random random = {kx->job->seed};
    uint8_t *premaster = kx->client_secret.data;
    premaster[0] = TB_TLS12 >> 8;
    premaster[1] = TB_TLS12 & 0xff;
    for (size_t i = 2; i < PREMASTER_LEN; i++)
        premaster[i] = (uint8_t)tb_random_next(&random);
    kx->client_secret.len = PREMASTER_LEN;
}

/* A whole exchange, so that every operation finds what it starts from, then the operation alone.  Of RSA the exchange
 * has shown all there is, and another private operation of 4096 bits takes as long as all of a worker's start. */
static enum tb_status prove(struct kx *kx)
{
    enum tb_status status = tb_job_fail(kx->job, kx->group ? exchange(kx) : transport(kx), "no exchange with %s",
                                        kx->job->c->value[TB_PARAM_KX]);
    if (status == TB_OK)
        status = check(kx);
    if (!kx->group) {
        wipe(kx);
        return status;
    }
    if (status == TB_OK)
        status = tb_job_fail(kx->job, kx->operation->run(kx, 1), "%s failed", kx->operation->name);
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
        fill_premaster(kx);
        enum tb_status status = load_keys(kx);
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
    if (kx->client)
        kx->job->backend->kx->destroy(kx->client);
    if (kx->public_key)
        kx->job->backend->key->destroy(kx->public_key);
    if (kx->private_key)
        kx->job->backend->key->destroy(kx->private_key);
    free(kx);
}

static enum tb_status kx_open(const struct tb_job *job, void **state)
{
    struct kx *kx = calloc(1, sizeof *kx);
    *state = NULL;
    if (!kx) {
        tb_text_add(job->why, "no memory");
        return TB_ERROR;
    }
    kx->job = job;
    struct tb_buf *const bufs[] = {&kx->to_server, &kx->to_client, &kx->client_secret, &kx->server_secret};
    for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
        *bufs[i] = (struct tb_buf){kx->bytes[i], 0, LARGEST};
    enum tb_status status = set_up(kx);
    if (status == TB_OK)
        *state = kx;
    else
        kx_close(kx);
    return status;
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
    bool sides = kx->operation->run == run_exchange || kx->operation->run == run_transport;
    if (sides && !chunk->warm_up &&
        !(tb_record_add(kx->job->record, "client_time", (double)kx->client_ns / operations) &&
          tb_record_add(kx->job->record, "server_time", (double)kx->server_ns / operations))) {
        tb_text_add(kx->job->why, "no memory for the record");
        return TB_ERROR;
    }
    return complete(kx);
}

static const struct tb_local_ops kx_local = {kx_open, kx_run, kx_settle, kx_close};
const struct tb_driver tb_kx_driver = {.name = "kx", .local = &kx_local};
