/* startup - what a server or a client does once, before its first connection: making its TLS context.
 *
 *   server   a context from a certificate chain and its private key
 *   client   a context from trusted roots
 *   first    both, and the first handshake on them, both sides in one thread.  The later ones are
 *            handshake/memory/.../full; the difference is what a library puts off until a context is used, or keeps
 *            in it
 *
 * Keys, certificates and roots are PEM, and in memory before anything is timed.  An operation includes releasing what
 * it made.  roots: certificates that a client trusts.  The right one is the last; the others are ECDSA P-256, whatever
 * `auth`.
 *
 * certificates: a server has that many more, each for a host of its own; the first handshake asks for one of them at
 * random (harness/hosts.h), and the one that every server has is then presented to nobody.  They are in memory, too,
 * signed in another process, and have copies of one private key, of which the library makes an object for each.
 *
 * context_memory: what the contexts of an operation hold while they exist, from malloc's own count, of contexts that
 * are made before the chunks.
 *
 * cold_time is the first operation of the process.  It includes what a library does once in a process after it was
 * opened: tables of a curve, algorithms that are looked up, self-tests.  A sample is a process, so it has one.
 *
 * A context that accepts any key would be the fastest.  So before anything is timed, and after every chunk, a handshake
 * on new contexts must negotiate exactly what the case asks, with a verified chain, and the bytes on the wire must be
 * those of such a handshake.
 */
#include "bench/drivers/drivers.h"
#include "bench/drivers/names_proof.h"
#include "bench/drivers/trust_material.h"
#include "core/clock.h"
#include "harness/heap.h"
#include "harness/memory_session.h"
#include "harness/pki_files.h"
#include "harness/repeat.h"
#include "harness/wire_proof.h"
#include <stdlib.h>
#include <string.h>

enum { FLIGHT_CAP = 64 * 1024 }; /* as of the handshake driver */

/* Contexts beside the one that is weighed: more than malloc's cache of a thread has objects of a size (7), which count
 * as handed out already.  Contexts with MANY certificates take much more than that cache has, and long. */
enum { SPARE = 8, MANY = 1000 };

struct startup {
    const struct tb_job *job;
    const struct operation *operation;
    struct tb_session session; /* its contexts exist only during an operation */
    struct tb_session_times times;
    double cold_ns;
    double held[2]; /* bytes of heap, by side; 0: unknown */
    bool names_proven, weighed;
};

struct operation {
    const char *name;
    enum tb_status (*once)(void *state);
    bool makes[2]; /* which contexts */
};

/* ---- The operations ---- */

static enum tb_status create(struct startup *c, enum tb_side side)
{
    return tb_tls_case_context(&c->session.tls, &c->session.ctx[side], side == TB_SERVER);
}

static void destroy(struct startup *c, enum tb_side side)
{
    c->job->backend->tls->ctx_destroy(c->session.ctx[side]);
    c->session.ctx[side] = NULL;
}

static enum tb_status server(void *state)
{
    enum tb_status status = create(state, TB_SERVER);
    destroy(state, TB_SERVER);
    return status;
}

static enum tb_status client(void *state)
{
    enum tb_status status = create(state, TB_CLIENT);
    destroy(state, TB_CLIENT);
    return status;
}

static enum tb_status first(void *state)
{
    struct startup *c = state;
    enum tb_status status = create(c, TB_SERVER);
    if (status == TB_OK)
        status = create(c, TB_CLIENT);
    if (status == TB_OK) {
        status = tb_session_connect(&c->session, &c->times);
        tb_session_disconnect(&c->session, &c->times);
    }
    destroy(c, TB_CLIENT);
    destroy(c, TB_SERVER);
    return status;
}

/* ---- The proof ---- */

static enum tb_status weigh(struct startup *c, enum tb_side side)
{
    tb_ctx *spare[SPARE];
    size_t num = 0, wanted = tb_case_certificates(c->job->c) < MANY ? SPARE : 0;
    enum tb_status status = TB_OK;
    while (num < wanted && status == TB_OK) {
        status = create(c, side);
        if (status == TB_OK)
            spare[num++] = c->session.ctx[side];
    }
    uint64_t before = tb_heap_in_use();
    if (status == TB_OK)
        status = create(c, side);
    uint64_t after = tb_heap_in_use();
    c->held[side] = after > before ? (double)(after - before) : 0;
    if (status == TB_OK)
        destroy(c, side);
    while (num > 0)
        c->job->backend->tls->ctx_destroy(spare[--num]);
    return status;
}

/* Before the warm-up, after which malloc has its usual state again. */
static enum tb_status weigh_once(struct startup *c)
{
    if (c->weighed || !tb_case_certificates(c->job->c))
        return TB_OK;
    c->weighed = true;
    enum tb_status status = TB_OK;
    for (enum tb_side side = TB_CLIENT; side <= TB_SERVER && status == TB_OK; side++)
        if (c->operation->makes[side])
            status = weigh(c, side);
    return status;
}

static enum tb_status prove_handshake(struct startup *c)
{
    struct tb_wire_proof proof = {0};
    c->session.watch = tb_wire_proof_watch;
    c->session.watcher = &proof;
    enum tb_status status = tb_session_connect(&c->session, &c->times);
    tb_session_disconnect(&c->session, &c->times);
    if (status == TB_OK)
        status = tb_wire_proof_judge(&proof, &c->session.tls, false);
    c->session.watch = NULL;
    if (status != TB_OK || c->names_proven)
        return status;
    c->names_proven = true;
    return tb_prove_names(&c->session);
}

/* Both contexts, whatever the operation. */
static enum tb_status prove(struct startup *c)
{
    enum tb_status status = weigh_once(c);
    if (status == TB_OK)
        status = create(c, TB_SERVER);
    if (status == TB_OK)
        status = create(c, TB_CLIENT);
    if (status == TB_OK)
        status = prove_handshake(c);
    destroy(c, TB_CLIENT);
    destroy(c, TB_SERVER);
    return status;
}

/* ---- The driver ---- */

static const struct operation operations[] = {
    {"server", server, {[TB_SERVER] = true}},
    {"client", client, {[TB_CLIENT] = true}},
    {"first", first, {true, true}},
};

static enum tb_status choose(struct startup *c)
{
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++)
        if (strcmp(operations[i].name, c->job->c->value[TB_PARAM_OPERATION]) == 0)
            c->operation = &operations[i];
    return c->operation ? TB_OK : tb_job_fail(c->job, TB_ERROR, "this driver has no such operation");
}

/* A case of a server has one root, for the client of the proof. */
static enum tb_status trust_roots(struct startup *c)
{
    struct tb_buf roots;
    enum tb_status status = tb_roots_read(c->job, &roots);
    if (status == TB_OK) {
        tb_pki_free(&c->session.tls.root);
        c->session.tls.root = roots;
    } else {
        tb_pki_free(&roots);
    }
    return status;
}

/* Nothing of the process's first operation may have been done before it. */
static enum tb_status set_up(struct startup *c)
{
    static const struct tb_session no_contexts;
    enum tb_status status = tb_session_share(&c->session, c->job, FLIGHT_CAP, &no_contexts);
    if (status == TB_OK)
        status = choose(c);
    if (status == TB_OK && !c->job->backend->cleartext)
        status = trust_roots(c);
    if (status != TB_OK)
        return status;
    uint64_t began = tb_now_ns();
    status = c->operation->once(c);
    c->cold_ns = (double)(tb_now_ns() - began);
    if (status == TB_OK)
        status = prove(c);
    if (status == TB_OK && !tb_tls_case_describe(&c->session.tls, false))
        status = tb_job_fail(c->job, TB_ERROR, "out of memory");
    return status;
}

static void close_startup(void *state)
{
    struct startup *c = state;
    tb_session_close(&c->session);
    free(c);
}

static enum tb_status open_startup(const struct tb_job *job, void **state)
{
    struct startup *c = calloc(1, sizeof *c);
    *state = NULL;
    if (!c)
        return tb_job_fail(job, TB_ERROR, "out of memory");
    c->job = job;
    enum tb_status status = set_up(c);
    if (status == TB_OK)
        *state = c;
    else
        close_startup(c);
    return status;
}

static enum tb_status run(void *state, uint64_t wanted)
{
    struct startup *c = state;
    return tb_repeat(c->operation->once, c, wanted);
}

static bool add_metrics(const struct startup *c)
{
    double held = c->held[TB_CLIENT] + c->held[TB_SERVER];
    return tb_record_metric(c->job->record, cold_time, c->cold_ns) &&
           (!(held > 0) || tb_record_metric(c->job->record, context_memory, held));
}

static enum tb_status settle(void *state, const struct tb_chunk *chunk)
{
    struct startup *c = state;
    enum tb_status status = prove(c);
    if (status == TB_OK && !chunk->warm_up && !add_metrics(c))
        status = tb_job_fail(c->job, TB_ERROR, "out of memory for metrics");
    return status;
}

static const struct tb_local_ops startup_local = {
    .open = open_startup, .run = run, .settle = settle, .close = close_startup};
const struct tb_driver tb_startup_driver = {.local = &startup_local};
