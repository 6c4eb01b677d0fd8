/* signature - signatures: signing and verifying, as in CertificateVerify.
 *
 *   sign      hash and sign one message with the server's private key, which is loaded once for all handshakes, as in a
 *             server
 *   verify    hash the message and verify its signature with the public key, which is parsed before: a key object for
 *             each operation, as in a client, or the same for all (peer_keys.h)
 *
 * The message is what a TLS 1.3 server signs in CertificateVerify (RFC 8446 4.4.3) with a SHA-256 suite: 64 spaces, the
 * context string, a zero byte and 32 bytes of transcript hash, 130 bytes in total.  It is the same in every operation.
 *
 * After every chunk, untimed, the last signature is verified and then wiped; when verifying, a message with one changed
 * bit must still be refused.
 */
#include "bench/drivers/drivers.h"
#include "bench/drivers/peer_keys.h"
#include "core/algorithms.h"
#include "core/random.h"
#include "harness/pki_files.h"
#include "harness/repeat.h"
#include <stdlib.h>
#include <string.h>

enum { NUM_SPACES = 64, HASH_LEN = 32, LARGEST_SIGNATURE = 1024 };
static const char context[] = "TLS 1.3, server CertificateVerify"; /* its terminating zero is the separator */
enum { MESSAGE_LEN = NUM_SPACES + sizeof context + HASH_LEN };

struct signature {
    const struct tb_job *job;
    tb_key *private_key;
    struct tb_peer_keys peer;
    uint16_t scheme;
    bool signing;
    struct tb_buf sig;
    uint8_t sig_bytes[LARGEST_SIGNATURE];
    uint8_t message[MESSAGE_LEN];
};

static struct tb_bytes message_of(const struct signature *s)
{
    return (struct tb_bytes){s->message, sizeof s->message};
}

static enum tb_status sign(void *state)
{
    struct signature *s = state;
    return s->job->backend->key->sign(s->private_key, &s->sig, s->scheme, message_of(s));
}

static enum tb_status verify(void *state)
{
    struct signature *s = state;
    tb_key *key = tb_peer_keys_next(&s->peer);
    if (!key)
        return TB_ERROR;
    return s->job->backend->key->verify(key, s->scheme, (struct tb_bytes){s->sig.data, s->sig.len}, message_of(s));
}

/* Outside of the measurement. */
static enum tb_status verify_once(struct signature *s)
{
    uint64_t operations = 1;
    enum tb_status status = tb_peer_keys_prepare(&s->peer, &operations);
    return status == TB_OK ? verify(s) : status;
}

static void fill_message(struct signature *s)
{
    struct tb_random random = {s->job->seed};
    memset(s->message, ' ', NUM_SPACES);
    memcpy(s->message + NUM_SPACES, context, sizeof context);
    for (size_t i = MESSAGE_LEN - HASH_LEN; i < MESSAGE_LEN; i++)
        s->message[i] = (uint8_t)tb_random_next(&random);
}

/* Detects a verifier that accepts everything. */
static enum tb_status check_refusal(struct signature *s)
{
    uint8_t *last = &s->message[MESSAGE_LEN - 1];
    *last ^= 1;
    enum tb_status status = verify_once(s);
    *last ^= 1;
    if (status == TB_BAD_PEER) {
        char text[256]; /* drops the text of the expected refusal, so that a later failure does not report it */
        s->job->backend->error_text(s->job->lib, text, sizeof text);
        return TB_OK;
    }
    if (status == TB_OK) {
        tb_text_add(s->job->why, "a signature of another message was accepted");
        return TB_BAD_PEER;
    }
    return tb_job_fail(s->job, status, "refusing a wrong signature failed");
}

static enum tb_status prove(struct signature *s)
{
    enum tb_status status = tb_job_fail(s->job, sign(s), "signing with %s", s->job->c->value[TB_PARAM_SCHEME]);
    if (status == TB_OK)
        status = tb_job_fail(s->job, verify_once(s), "the signature does not verify");
    return status == TB_OK ? check_refusal(s) : status;
}

static enum tb_status set_up(struct signature *s)
{
    const struct tb_case *c = s->job->c;
    const char *auth = c->value[TB_PARAM_AUTH];
    const struct tb_key_ops *ops = s->job->backend->key;
    const struct tb_scheme *scheme = tb_scheme_by_name(c->value[TB_PARAM_SCHEME]);
    if (!scheme) {
        tb_text_printf(s->job->why, "this driver knows no scheme %s", c->value[TB_PARAM_SCHEME]);
        return TB_ERROR;
    }
    if (!ops || !ops->sign || !ops->verify || !ops->destroy) {
        tb_text_add(s->job->why, "the backend has no signatures");
        return TB_UNSUPPORTED;
    }
    s->scheme = scheme->id;
    s->signing = strcmp(c->value[TB_PARAM_OPERATION], "sign") == 0;
    fill_message(s);
    enum tb_status status = tb_pki_load_key(s->job, &s->private_key, auth, TB_PKI_KEY);
    if (status == TB_OK)
        status = tb_peer_keys_open(&s->peer, s->job);
    return status == TB_OK ? prove(s) : status;
}

static void signature_close(void *state)
{
    struct signature *s = state;
    if (s->private_key)
        s->job->backend->key->destroy(s->private_key);
    tb_peer_keys_close(&s->peer);
    free(s);
}

static enum tb_status signature_open(const struct tb_job *job, void **state)
{
    struct signature *s = calloc(1, sizeof *s);
    *state = NULL;
    if (!s) {
        tb_text_add(job->why, "out of memory");
        return TB_ERROR;
    }
    s->job = job;
    s->sig = (struct tb_buf){s->sig_bytes, 0, sizeof s->sig_bytes};
    enum tb_status status = set_up(s);
    if (status == TB_OK)
        *state = s;
    else
        signature_close(s);
    return status;
}

static enum tb_status signature_prepare(void *state, uint64_t *operations)
{
    struct signature *s = state;
    return s->signing ? TB_OK : tb_peer_keys_prepare(&s->peer, operations);
}

static enum tb_status signature_run(void *state, uint64_t operations)
{
    struct signature *s = state;
    enum tb_status status = s->signing ? tb_repeat(sign, s, operations) : tb_repeat(verify, s, operations);
    return tb_job_fail(s->job, status, s->signing ? "sign failed" : "verify failed");
}

static enum tb_status signature_settle(void *state, const struct tb_chunk *chunk)
{
    struct signature *s = state;
    (void)chunk;
    if (!s->signing)
        return check_refusal(s);
    enum tb_status status = tb_job_fail(s->job, verify_once(s), "the chunk's last signature does not verify");
    memset(s->sig_bytes, 0, sizeof s->sig_bytes);
    s->sig.len = 0;
    return status;
}

static const struct tb_local_ops signature_local = {.open = signature_open,
                                                    .prepare = signature_prepare,
                                                    .run = signature_run,
                                                    .settle = signature_settle,
                                                    .close = signature_close};
const struct tb_driver tb_signature_driver = {.local = &signature_local};
