/* refusal - a handshake that must fail: its cost until both ends know.
 *
 *   version          the server supports only the other version of TLS than the client (`tls`)   the server refuses
 *   expired          the server's certificate was valid only in January 2024                     the client refuses
 *   revoked          it is one of 100 on the client's revocation list                            the client refuses
 *   unknown-issuer   the client trusts another root                                              the client refuses
 *   wrong-name       the client expects another host name                                        the client refuses
 *   no-certificate   the server requires a client certificate, and the client has none           the server refuses
 *
 * Everything else is as in the handshake driver: one version, suite, group and scheme, X25519 and AES-128-GCM, prepared
 * contexts.  An operation is a whole connection: opening both ends, turns over memory until both have failed, and
 * destroying both.  A TLS 1.3 client that the server refuses has already finished its handshake; it learns of the
 * refusal from a read.
 *
 * Every operation is checked: the end that must refuse reports the expected reason; the other end failed because of an
 * alert, which has this reason or a more general one.  Time is charged as in harness/memory_session.h.
 */
#include "bench/drivers/drivers.h"
#include "bench/drivers/reason.h"
#include "core/algorithms.h"
#include "core/clock.h"
#include "harness/memory_transport.h"
#include "harness/pki_files.h"
#include <stdlib.h>
#include <string.h>

enum { FLIGHT_CAP = 64 * 1024, MOST_TURNS = 8 };
static const char *const side_names[] = {"client", "server"};

static const struct operation {
    const char *name;
    enum tb_refusal reason;
    enum tb_side refuser;
    const char *chain, *root, *crl, *host; /* files; root: folder, NULL: the case's auth; crl, NULL: none; host,
                                            * NULL: the usual one */
    bool other_version, mutual;
} operations[] = {
    {"version", TB_REFUSED_VERSION, TB_SERVER, .chain = TB_PKI_CHAIN, .other_version = true},
    {"expired", TB_REFUSED_EXPIRED, TB_CLIENT, .chain = "expired.pem"},
    {"revoked", TB_REFUSED_REVOKED, TB_CLIENT, .chain = "revoked.pem", .crl = "crl-100.pem"},
    {"unknown-issuer", TB_REFUSED_UNKNOWN_ISSUER, TB_CLIENT, .chain = TB_PKI_CHAIN, .root = TB_PKI_UNRELATED},
    {"wrong-name", TB_REFUSED_NAME, TB_CLIENT, .chain = TB_PKI_CHAIN, .host = TB_PKI_OTHER_HOST},
    {"no-certificate", TB_REFUSED_NO_CERTIFICATE, TB_SERVER, .chain = TB_PKI_CHAIN, .mutual = true},
};

struct refusal {
    const struct tb_job *job;
    const struct operation *operation;
    struct tb_memory memory;
    tb_ctx *ctx[2];
    tb_conn *conn[2];
    uint64_t side_ns[2]; /* in the chunk so far */
};

static const struct tb_tls_ops *ops_of(const struct refusal *r)
{
    return r->job->backend->tls;
}

/* ---- Configuration ---- */

/* The values that one end is pinned to. */
struct pins {
    uint16_t groups[2], suite, scheme;
};

static enum tb_status pin(const struct refusal *r, struct tb_tls_config *config, struct pins *pins, uint16_t version)
{
    const struct tb_auth *auth = tb_auth_by_name(r->job->c->value[TB_PARAM_AUTH]);
    const struct tb_group *group = tb_group_by_name("x25519");
    *pins = (struct pins){
        .groups = {group->id, auth->curve},
        .suite = tb_suite_for(version, group->name, auth, tb_aead_by_name("aes-128-gcm")),
        .scheme = version == TB_TLS13 ? auth->tls13_scheme : auth->tls12_scheme,
    };
    config->min_version = config->max_version = version;
    config->groups = pins->groups;
    config->num_groups = version == TB_TLS12 && auth->curve && !config->server ? 2 : 1; /* RFC 8422 5.1 */
    config->suites = &pins->suite;
    config->schemes = &pins->scheme;
    config->num_suites = config->num_schemes = 1;
    return pins->suite ? TB_OK : tb_job_fail(r->job, TB_UNSUPPORTED, "there is no cipher suite for %s", auth->name);
}

/* The files that a configuration points to. */
struct files {
    struct tb_buf chain, key, root, crl;
};

static enum tb_status read_files(const struct refusal *r, struct files *files, bool server)
{
    const struct operation *o = r->operation;
    const char *auth = r->job->c->value[TB_PARAM_AUTH];
    const bool verifies = !server || o->mutual;
    enum tb_status status = TB_OK;
    *files = (struct files){0};
    if (server)
        status = tb_pki_read(r->job, &files->chain, auth, o->chain);
    if (server && status == TB_OK)
        status = tb_pki_read(r->job, &files->key, auth, TB_PKI_KEY);
    if (verifies && status == TB_OK)
        status = tb_pki_read(r->job, &files->root, o->root ? o->root : auth, TB_PKI_ROOT);
    if (!server && o->crl && status == TB_OK)
        status = tb_pki_read(r->job, &files->crl, auth, o->crl);
    return status;
}

static void free_files(struct files *files)
{
    tb_pki_free(&files->chain);
    tb_pki_free(&files->key);
    tb_pki_free(&files->root);
    tb_pki_free(&files->crl);
}

static enum tb_status create_context(struct refusal *r, enum tb_side side)
{
    const struct operation *o = r->operation;
    const bool server = side == TB_SERVER;
    uint16_t version = tb_version_by_name(r->job->c->value[TB_PARAM_TLS])->id;
    if (server && o->other_version)
        version = version == TB_TLS13 ? TB_TLS12 : TB_TLS13;
    struct tb_tls_config config = {.server = server, .verify_peer = !server || o->mutual};
    struct pins pins;
    struct files files;
    enum tb_status status = pin(r, &config, &pins, version);
    if (status != TB_OK)
        return status;
    status = read_files(r, &files, server);
    if (status == TB_OK) {
        config.chain_pem = tb_bytes_of(&files.chain);
        config.key_pem = tb_bytes_of(&files.key);
        config.roots_pem = tb_bytes_of(&files.root);
        config.crls_pem = tb_bytes_of(&files.crl);
        if (!server)
            config.host = o->host ? o->host : TB_PKI_HOST;
        status = tb_job_fail(r->job, ops_of(r)->ctx_create(r->job->lib, &r->ctx[side], &config),
                             "the %s's configuration", side_names[side]);
    }
    free_files(&files);
    return status;
}

/* ---- A refused connection ---- */

static enum tb_status open_both(struct refusal *r, uint64_t *at)
{
    for (enum tb_side side = TB_CLIENT; side <= TB_SERVER; side++) {
        struct tb_transport transport = tb_memory_transport(&r->memory, side);
        enum tb_status status = ops_of(r)->open(r->ctx[side], &r->conn[side], &transport);
        if (status != TB_OK)
            return tb_job_fail(r->job, status, "opening the %s's connection", side_names[side]);
        r->side_ns[side] += tb_lap_ns(at);
    }
    return TB_OK;
}

static enum tb_status take_turn(struct refusal *r, enum tb_side side, bool *finished)
{
    enum tb_status status = TB_OK;
    if (!*finished)
        status = ops_of(r)->handshake(r->conn[side]);
    if (status != TB_OK)
        return status;
    uint8_t byte;
    size_t done;
    *finished = true;
    return ops_of(r)->read(r->conn[side], &done, &byte, 1);
}

/* The client takes the odd turns and the server the even ones, until both have failed. */
static enum tb_status take_turns(struct refusal *r, uint64_t *at)
{
    bool finished[2] = {false, false}, failed[2] = {false, false};
    for (unsigned turn = 0; turn < MOST_TURNS; turn++) {
        enum tb_side side = turn % 2 == 0 ? TB_CLIENT : TB_SERVER;
        enum tb_status status = failed[side] ? TB_BAD_PEER : take_turn(r, side, &finished[side]);
        r->side_ns[side] += tb_lap_ns(at);
        if (status != TB_BAD_PEER && status != TB_WANT_READ)
            return tb_job_fail(r->job, status == TB_OK ? TB_BAD_PEER : status, "the %s did not refuse in flight %u",
                               side_names[side], turn + 1);
        failed[side] = status == TB_BAD_PEER;
        if (failed[TB_CLIENT] && failed[TB_SERVER])
            return TB_OK;
    }
    enum tb_side refuser = r->operation->refuser, other = refuser == TB_CLIENT ? TB_SERVER : TB_CLIENT;
    if (failed[refuser]) /* on a socket the other end would notice only when the connection is closed */
        return tb_job_fail(r->job, TB_UNSUPPORTED, "the %s refuses without sending an alert, so the %s would wait",
                           side_names[refuser], side_names[other]);
    return tb_job_fail(r->job, TB_BAD_PEER, "after %d flights the %s has not refused", MOST_TURNS, side_names[refuser]);
}

static enum tb_status check_reasons(const struct refusal *r)
{
    const struct operation *o = r->operation;
    enum tb_side other = o->refuser == TB_CLIENT ? TB_SERVER : TB_CLIENT;
    enum tb_refusal said = ops_of(r)->refusal(r->conn[o->refuser]), heard = ops_of(r)->refusal(r->conn[other]);
    if (said != o->reason)
        return tb_job_fail(r->job, TB_BAD_PEER, "the %s refused because of %s instead of %s", side_names[o->refuser],
                           tb_refusal_name(said), tb_refusal_name(o->reason));
    if (heard != o->reason && heard != TB_REFUSED_OTHER)
        return tb_job_fail(r->job, TB_BAD_PEER, "the %s was refused because of %s, but was told %s", side_names[other],
                           tb_refusal_name(o->reason), tb_refusal_name(heard));
    return TB_OK;
}

static enum tb_status once(struct refusal *r)
{
    uint64_t at = tb_now_ns();
    tb_memory_clear(&r->memory);
    enum tb_status status = open_both(r, &at);
    if (status == TB_OK)
        status = take_turns(r, &at);
    if (status == TB_OK)
        status = check_reasons(r);
    at = tb_now_ns();
    for (enum tb_side side = TB_CLIENT; side <= TB_SERVER; side++) {
        ops_of(r)->destroy(r->conn[side]);
        r->conn[side] = NULL;
        r->side_ns[side] += tb_lap_ns(&at);
    }
    return status;
}

/* ---- The driver ---- */

/* Drops the error texts of refusals, so that a later failure does not report them. */
static void forget_words(const struct refusal *r)
{
    char text[256];
    r->job->backend->error_text(r->job->lib, text, sizeof text);
}

static enum tb_status set_up(struct refusal *r)
{
    if (!ops_of(r) || !ops_of(r)->refusal || r->job->backend->cleartext)
        return tb_job_fail(r->job, TB_UNSUPPORTED, "the backend cannot tell why a handshake was refused");
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++)
        if (strcmp(operations[i].name, r->job->c->value[TB_PARAM_OPERATION]) == 0)
            r->operation = &operations[i];
    if (!r->operation)
        return tb_job_fail(r->job, TB_ERROR, "this driver has no such operation");
    if (!tb_memory_open(&r->memory, FLIGHT_CAP))
        return tb_job_fail(r->job, TB_ERROR, "out of memory for a transport");
    enum tb_status status = create_context(r, TB_SERVER);
    if (status == TB_OK)
        status = create_context(r, TB_CLIENT);
    if (status == TB_OK)
        status = once(r);
    if (status == TB_OK)
        forget_words(r);
    return status;
}

static void close_refusal(void *state)
{
    struct refusal *r = state;
    for (enum tb_side side = TB_CLIENT; side <= TB_SERVER; side++)
        if (r->ctx[side])
            ops_of(r)->ctx_destroy(r->ctx[side]);
    tb_memory_close(&r->memory);
    free(r);
}

static enum tb_status open_refusal(const struct tb_job *job, void **state)
{
    struct refusal *r = calloc(1, sizeof *r);
    *state = NULL;
    if (!r)
        return tb_job_fail(job, TB_ERROR, "out of memory");
    r->job = job;
    enum tb_status status = set_up(r);
    if (status == TB_OK && !tb_record_set(&job->record->negotiated, "refused"))
        status = tb_job_fail(job, TB_ERROR, "out of memory");
    if (status == TB_OK) {
        memset(r->side_ns, 0, sizeof r->side_ns);
        *state = r;
    } else {
        close_refusal(r);
    }
    return status;
}

static enum tb_status run(void *state, uint64_t wanted)
{
    enum tb_status status = TB_OK;
    for (uint64_t i = 0; i < wanted && status == TB_OK; i++)
        status = once(state);
    return status;
}

static enum tb_status settle(void *state, const struct tb_chunk *chunk)
{
    struct refusal *r = state;
    const double operations_done = (double)chunk->operations;
    forget_words(r);
    bool added = chunk->warm_up ||
                 (tb_record_metric(r->job->record, client_time, (double)r->side_ns[TB_CLIENT] / operations_done) &&
                  tb_record_metric(r->job->record, server_time, (double)r->side_ns[TB_SERVER] / operations_done));
    memset(r->side_ns, 0, sizeof r->side_ns);
    return added ? TB_OK : tb_job_fail(r->job, TB_ERROR, "out of memory for metrics");
}

static const struct tb_local_ops refusal_memory = {
    .open = open_refusal, .run = run, .settle = settle, .close = close_refusal};
const struct tb_driver tb_refusal_driver = {.memory = &refusal_memory};
