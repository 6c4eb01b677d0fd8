/* schedule - key schedule: turning a shared secret into keys, and Finished.
 *
 *   secrets    TLS 1.3: the key schedule of RFC 8446 7.1 without a PSK, 3 extractions and 8 derivations.
 *              TLS 1.2: the extended master secret, RFC 7627 4
 *   keys       TLS 1.3: key and IV of both directions, for the handshake and for application data.
 *              TLS 1.2: the key block of AES-GCM, RFC 5246 6.3
 *   finished   verify_data of both sides.  In TLS 1.3 it is an HMAC, which is computed as HKDF-Extract (RFC 5869 2.2)
 *   full       all of it: the work of each end in a connection
 *
 * AES-128-GCM with SHA-256, AES-256-GCM with SHA-384.  The transcript hashes are given; hashing messages is not
 * included.  Each function is called the way the library's own TLS calls it; see tb_hash_ops.
 *
 * When the case opens and after every chunk, untimed, all results of the timed steps are compared with values from
 * another implementation (schedule_values.py; those of TLS 1.3 with SHA-256 are from RFC 8448), and then wiped.
 */
#include "bench/drivers/drivers.h"
#include "bench/drivers/schedule_values.h"
#include "harness/repeat.h"
#include <stdlib.h>
#include <string.h>

enum { LARGEST_VALUE = 72, MOST_INPUTS = 8, MOST_STEPS = 24 };

struct value {
    size_t len;
    uint8_t bytes[LARGEST_VALUE];
};

/* The operands of steps: an input (schedule_values.h), or the result of an earlier step. */
enum { NOTHING = -1, RESULT = 100 };
enum { SHARED, EMPTY_HASH, ZEROS, TO_HELLO, TO_VERIFY, TO_SERVER_FINISHED, TO_CLIENT_FINISHED }; /* TLS 1.3 */
enum { PREMASTER, RANDOMS, SESSION, CLIENT_FINISHED, SERVER_FINISHED };                          /* TLS 1.2 */

enum part { SECRETS, KEYS, FINISHED };
enum function { EXTRACT, EXPAND_LABEL, PRF };
struct step {
    enum part part;
    enum function function;
    const char *label;
    int secret, with; /* with: the salt, the context, or the seed */
};

enum {
    EARLY = RESULT,
    DERIVED_1,
    HANDSHAKE,
    CLIENT_HS,
    SERVER_HS,
    DERIVED_2,
    MASTER,
    CLIENT_AP,
    SERVER_AP,
    SERVER_FINISHED_KEY = RESULT + 19,
    CLIENT_FINISHED_KEY = RESULT + 21
};

static const struct step tls13_steps[] = {
    {SECRETS, EXTRACT, NULL, ZEROS, NOTHING},
    {SECRETS, EXPAND_LABEL, "derived", EARLY, EMPTY_HASH},
    {SECRETS, EXTRACT, NULL, SHARED, DERIVED_1},
    {SECRETS, EXPAND_LABEL, "c hs traffic", HANDSHAKE, TO_HELLO},
    {SECRETS, EXPAND_LABEL, "s hs traffic", HANDSHAKE, TO_HELLO},
    {SECRETS, EXPAND_LABEL, "derived", HANDSHAKE, EMPTY_HASH},
    {SECRETS, EXTRACT, NULL, ZEROS, DERIVED_2},
    {SECRETS, EXPAND_LABEL, "c ap traffic", MASTER, TO_SERVER_FINISHED},
    {SECRETS, EXPAND_LABEL, "s ap traffic", MASTER, TO_SERVER_FINISHED},
    {SECRETS, EXPAND_LABEL, "exp master", MASTER, TO_SERVER_FINISHED},
    {SECRETS, EXPAND_LABEL, "res master", MASTER, TO_CLIENT_FINISHED},
    {KEYS, EXPAND_LABEL, "key", CLIENT_HS, NOTHING},
    {KEYS, EXPAND_LABEL, "iv", CLIENT_HS, NOTHING},
    {KEYS, EXPAND_LABEL, "key", SERVER_HS, NOTHING},
    {KEYS, EXPAND_LABEL, "iv", SERVER_HS, NOTHING},
    {KEYS, EXPAND_LABEL, "key", CLIENT_AP, NOTHING},
    {KEYS, EXPAND_LABEL, "iv", CLIENT_AP, NOTHING},
    {KEYS, EXPAND_LABEL, "key", SERVER_AP, NOTHING},
    {KEYS, EXPAND_LABEL, "iv", SERVER_AP, NOTHING},
    {FINISHED, EXPAND_LABEL, "finished", SERVER_HS, NOTHING},
    {FINISHED, EXTRACT, NULL, TO_VERIFY, SERVER_FINISHED_KEY},
    {FINISHED, EXPAND_LABEL, "finished", CLIENT_HS, NOTHING},
    {FINISHED, EXTRACT, NULL, TO_SERVER_FINISHED, CLIENT_FINISHED_KEY},
};

enum { MASTER_SECRET = RESULT };
static const struct step tls12_steps[] = {
    {SECRETS, PRF, "extended master secret", PREMASTER, SESSION},
    {KEYS, PRF, "key expansion", MASTER_SECRET, RANDOMS},
    {FINISHED, PRF, "client finished", MASTER_SECRET, CLIENT_FINISHED},
    {FINISHED, PRF, "server finished", MASTER_SECRET, SERVER_FINISHED},
};

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define KIND(tls, its_version, its_hash, its_id)                                                                       \
    {                                                                                                                  \
        .version = its_version, .hash = #its_hash, .hash_id = its_id, .steps = tls##_steps,                            \
        .num_steps = COUNT(tls##_steps), .inputs = tls##_##its_hash##_inputs,                                          \
        .num_inputs = COUNT(tls##_##its_hash##_inputs), .results = tls##_##its_hash##_results,                         \
        .num_results = COUNT(tls##_##its_hash##_results)                                                               \
    }
static const struct kind {
    const char *version, *hash; /* of the case */
    uint16_t hash_id;
    const struct step *steps;
    const char *const *inputs, *const *results;
    size_t num_steps, num_inputs, num_results;
} kinds[] = {
    KIND(tls12, "tls1.2", sha256, 4),
    KIND(tls12, "tls1.2", sha384, 5),
    KIND(tls13, "tls1.3", sha256, 4),
    KIND(tls13, "tls1.3", sha384, 5),
};

struct schedule {
    const struct tb_job *job;
    const struct kind *kind;
    size_t first, end; /* the timed steps */
    struct value inputs[MOST_INPUTS], results[MOST_STEPS], expected[MOST_STEPS];
};

static struct tb_bytes bytes_of(const struct schedule *s, int operand)
{
    if (operand == NOTHING)
        return (struct tb_bytes){NULL, 0};
    const struct value *value = operand < RESULT ? &s->inputs[operand] : &s->results[operand - RESULT];
    return (struct tb_bytes){value->bytes, value->len};
}

static enum tb_status do_step(struct schedule *s, size_t number)
{
    const struct tb_hash_ops *ops = s->job->backend->hash;
    const struct step *step = &s->kind->steps[number];
    struct value *result = &s->results[number];
    struct tb_buf dst = {result->bytes, 0, s->expected[number].len};
    struct tb_bytes secret = bytes_of(s, step->secret), with = bytes_of(s, step->with);
    struct tb_bytes label = {(const uint8_t *)step->label, step->label ? strlen(step->label) : 0};
    enum tb_status status = TB_ERROR;
    switch (step->function) {
    case EXTRACT:
        status = ops->extract(s->job->lib, &dst, s->kind->hash_id, with, secret);
        break;
    case EXPAND_LABEL:
        status = ops->expand_label(s->job->lib, &dst, s->kind->hash_id, secret, label, with);
        break;
    case PRF:
        status = ops->prf(s->job->lib, &dst, s->kind->hash_id, secret, label, with);
        break;
    }
    result->len = dst.len;
    return status;
}

static enum tb_status do_steps(struct schedule *s, size_t first, size_t end)
{
    enum tb_status status = TB_OK;
    for (size_t i = first; i < end && status == TB_OK; i++)
        status = do_step(s, i);
    return status;
}

static enum tb_status once(void *state)
{
    struct schedule *s = state;
    return do_steps(s, s->first, s->end);
}

static enum tb_status compare(const struct schedule *s, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++) {
        const struct value *got = &s->results[i], *want = &s->expected[i];
        if (got->len != want->len || memcmp(got->bytes, want->bytes, want->len) != 0)
            return tb_job_fail(s->job, TB_BAD_PEER, "step %zu of the key schedule gave a wrong value", i + 1);
    }
    return TB_OK;
}

/* The values are constants of tlsbench, so their digits and lengths are valid. */
static struct value from_hex(const char *hex)
{
    struct value value = {0};
    for (; hex[2 * value.len] && value.len < LARGEST_VALUE; value.len++) {
        const char digits[] = {hex[2 * value.len], hex[2 * value.len + 1], '\0'};
        value.bytes[value.len] = (uint8_t)strtoul(digits, NULL, 16);
    }
    return value;
}

static const struct kind *kind_of(const struct tb_case *c)
{
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (strcmp(kinds[i].version, c->value[TB_PARAM_TLS]) == 0 &&
            strcmp(kinds[i].hash, c->value[TB_PARAM_HASH]) == 0)
            return &kinds[i];
    return NULL;
}

/* The steps of a part are consecutive. */
static void choose_steps(struct schedule *s)
{
    static const char *const parts[] = {"secrets", "keys", "finished"};
    s->end = s->kind->num_steps;
    for (size_t part = 0; part < COUNT(parts); part++) {
        if (strcmp(parts[part], s->job->c->value[TB_PARAM_OPERATION]) != 0)
            continue;
        while (s->kind->steps[s->first].part != part)
            s->first++;
        s->end = s->first;
        while (s->end < s->kind->num_steps && s->kind->steps[s->end].part == part)
            s->end++;
    }
}

static enum tb_status set_up(struct schedule *s)
{
    const struct tb_hash_ops *ops = s->job->backend->hash;
    s->kind = kind_of(s->job->c);
    if (!s->kind || s->kind->num_results != s->kind->num_steps)
        return tb_job_fail(s->job, TB_ERROR, "this driver knows no such key schedule");
    if (!ops || !ops->extract || !ops->expand_label || !ops->prf)
        return tb_job_fail(s->job, TB_UNSUPPORTED, "the backend has no key schedules");
    for (size_t i = 0; i < s->kind->num_inputs; i++)
        s->inputs[i] = from_hex(s->kind->inputs[i]);
    for (size_t i = 0; i < s->kind->num_results; i++)
        s->expected[i] = from_hex(s->kind->results[i]);
    choose_steps(s);
    enum tb_status status = tb_job_fail(s->job, do_steps(s, 0, s->kind->num_steps), "the key schedule failed");
    return status == TB_OK ? compare(s, 0, s->kind->num_steps) : status;
}

static void close_schedule(void *state)
{
    free(state);
}

static enum tb_status open_schedule(const struct tb_job *job, void **state)
{
    struct schedule *s = calloc(1, sizeof *s);
    *state = NULL;
    if (!s)
        return tb_job_fail(job, TB_ERROR, "out of memory");
    s->job = job;
    enum tb_status status = set_up(s);
    if (status == TB_OK)
        *state = s;
    else
        close_schedule(s);
    return status;
}

static enum tb_status run(void *state, uint64_t operations)
{
    struct schedule *s = state;
    return tb_job_fail(s->job, tb_repeat(once, s, operations), "the key schedule failed");
}

static enum tb_status settle(void *state, const struct tb_chunk *chunk)
{
    struct schedule *s = state;
    (void)chunk;
    enum tb_status status = compare(s, s->first, s->end);
    for (size_t i = s->first; i < s->end; i++)
        s->results[i] = (struct value){0};
    return status;
}

static const struct tb_local_ops schedule_local = {
    .open = open_schedule, .run = run, .settle = settle, .close = close_schedule};
const struct tb_driver tb_schedule_driver = {.local = &schedule_local};
