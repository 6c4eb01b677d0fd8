/* trust - certificates: parsing, verifying chains, and loading trust stores.
 *
 *   parse           one certificate, from DER to a usable public key; includes releasing it
 *   verify          a client's work on a Certificate message: parse the chain, build it up to a root, and check
 *                   signatures, validity, purpose, host name, and revocation if there is a list.  The client's store is
 *                   prepared and has been used before, as for all connections of a client but its first
 *   verify-parsed   the same with parsed certificates: the difference to `verify` is parsing.  Each operation has a
 *                   chain that was not verified before, as in a connection, or all have the same one, in which a
 *                   library may cache digests, extensions and values from the first use of a key
 *   load            building the store from PEM, with its roots and the revocation list; includes releasing it.  A
 *                   client does this once, before its first connection
 *
 * chain: number of certificates presented, without the root.  roots: the right one is the last; the others are ECDSA
 * P-256, whatever `auth`.  crl: entries in the list of the leaf's issuer, which does not contain the leaf.
 *
 * Threads with context=shared verify with one store; the chains are each thread's own.
 *
 * A verifier that accepts everything would be the fastest.  So before anything is timed the good chain must pass and
 * each of these must be refused, for its own reason: expired, wrong name, unknown issuer, and revoked where somebody
 * asks.  After every chunk a good chain must still pass and one for another host must not.
 */
#include "bench/drivers/drivers.h"
#include "bench/drivers/reason.h"
#include "bench/drivers/trust_material.h"
#include "harness/pki_files.h"
#include "harness/repeat.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* January 2026, whatever the real clock says: the good certificates are valid and the expired one is not. */
static const int64_t NOW = 1767225600;

enum { CHAINS_AT_ONCE = 16 }; /* few, so that they stay in the caches, like a chain that was just parsed */

struct trust {
    const struct tb_job *job;
    bool parsed; /* certificates are passed parsed */
    enum tb_status (*once)(void *state);
    struct tb_buf roots, crl;
    struct tb_chain chain;
    bool fresh;
    size_t num, used; /* parsed chains; a chain that is the same for all operations is never used up */
    tb_cert *certs[CHAINS_AT_ONCE][TB_LONGEST_CHAIN];
    tb_store *store;
    bool borrowed; /* it is the first thread's */
};

static const struct tb_trust_ops *ops_of(const struct trust *t)
{
    return t->job->backend->trust;
}

static enum tb_status create_store(const struct trust *t, tb_store **store, const struct tb_buf *roots,
                                   const struct tb_buf *crl)
{
    struct tb_trust_config config = {.roots_pem = tb_bytes_of(roots), .crls_pem = tb_bytes_of(crl)};
    return ops_of(t)->store_create(t->job->lib, store, &config);
}

/* ---- The operations ---- */

static enum tb_status parse(void *state)
{
    struct trust *t = state;
    tb_cert *cert;
    enum tb_status status = ops_of(t)->parse(t->job->lib, &cert, t->chain.certs[0]);
    if (status == TB_OK)
        ops_of(t)->cert_destroy(cert);
    return status;
}

static enum tb_status verify(void *state)
{
    struct trust *t = state;
    enum tb_refusal why;
    return ops_of(t)->verify(t->store, &why, t->chain.certs, t->chain.num, TB_PKI_HOST, NOW);
}

static enum tb_status verify_parsed(void *state)
{
    struct trust *t = state;
    enum tb_refusal why;
    if (t->used == t->num)
        return TB_ERROR;
    tb_cert *const *certs = t->certs[t->fresh ? t->used++ : 0];
    return ops_of(t)->verify_parsed(t->store, &why, certs, t->chain.num, TB_PKI_HOST, NOW);
}

static enum tb_status load(void *state)
{
    struct trust *t = state;
    tb_store *store;
    enum tb_status status = create_store(t, &store, &t->roots, &t->crl);
    if (status == TB_OK)
        ops_of(t)->store_destroy(store);
    return status;
}

/* ---- The proof ---- */

static void destroy_certs(const struct trust *t, tb_cert **certs)
{
    for (size_t i = 0; i < TB_LONGEST_CHAIN; i++) {
        if (certs[i])
            ops_of(t)->cert_destroy(certs[i]);
        certs[i] = NULL;
    }
}

static enum tb_status parse_chain(const struct trust *t, tb_cert **certs, const struct tb_chain *chain)
{
    for (size_t i = 0; i < chain->num; i++) {
        enum tb_status status = ops_of(t)->parse(t->job->lib, &certs[i], chain->certs[i]);
        if (status != TB_OK)
            return tb_job_fail(t->job, status, "certificate %zu of the chain does not parse", i + 1);
    }
    return TB_OK;
}

/* Verifies with the call that is timed. */
static enum tb_status judge(const struct trust *t, tb_store *store, enum tb_refusal *why, const struct tb_chain *chain,
                            const char *host)
{
    if (!t->parsed)
        return ops_of(t)->verify(store, why, chain->certs, chain->num, host, NOW);
    tb_cert *certs[TB_LONGEST_CHAIN] = {NULL};
    enum tb_status status = parse_chain(t, certs, chain);
    if (status == TB_OK)
        status = ops_of(t)->verify_parsed(store, why, certs, chain->num, host, NOW);
    destroy_certs(t, certs);
    return status;
}

static enum tb_status expect_refused(const struct trust *t, tb_store *store, const struct tb_chain *chain,
                                     const char *host, enum tb_refusal want)
{
    enum tb_refusal why = TB_REFUSED_NOTHING;
    enum tb_status status = judge(t, store, &why, chain, host);
    char text[256];
    if (status == TB_OK)
        return tb_job_fail(t->job, TB_BAD_PEER, "a chain was accepted that must be refused because of %s",
                           tb_refusal_name(want));
    if (status != TB_BAD_PEER)
        return tb_job_fail(t->job, status, "refusing a chain (%s) failed", tb_refusal_name(want));
    t->job->backend->error_text(t->job->lib, text,
                                sizeof text); /* discards the expected error: a later failure must not report it */
    if (why == want)
        return TB_OK;
    return tb_job_fail(t->job, TB_BAD_PEER, "a chain was refused because of %s, but must be refused because of %s",
                       tb_refusal_name(why), tb_refusal_name(want));
}

static enum tb_status expect_file_refused(const struct trust *t, tb_store *store, const char *file,
                                          enum tb_refusal want)
{
    struct tb_chain chain;
    enum tb_status status = tb_chain_read(t->job, &chain, file);
    if (status == TB_OK)
        status = expect_refused(t, store, &chain, TB_PKI_HOST, want);
    tb_chain_free(&chain);
    return status;
}

static enum tb_status expect_stranger_refused(const struct trust *t)
{
    struct tb_buf root;
    tb_store *store = NULL;
    enum tb_status status = tb_pki_read(t->job, &root, TB_PKI_UNRELATED, TB_PKI_ROOT);
    if (status != TB_OK)
        return status;
    status =
        tb_job_fail(t->job, create_store(t, &store, &root, &(struct tb_buf){0}), "making a store with another root");
    tb_pki_free(&root);
    if (status == TB_OK)
        status = expect_refused(t, store, &t->chain, TB_PKI_HOST, TB_REFUSED_UNKNOWN_ISSUER);
    if (store)
        ops_of(t)->store_destroy(store);
    return status;
}

/* With the list that is timed; an empty one has no revoked certificate, so another list is used instead. */
static enum tb_status expect_revoked_refused(const struct trust *t, tb_store *store)
{
    const char *entries = t->job->c->value[TB_PARAM_CRL];
    if (strcmp(entries, "none") == 0)
        return TB_OK;
    if (strcmp(entries, "0") != 0)
        return expect_file_refused(t, store, "revoked.der", TB_REFUSED_REVOKED);
    struct tb_buf crl;
    tb_store *listing = NULL;
    enum tb_status status = tb_crl_read(t->job, &crl, "100");
    if (status == TB_OK)
        status =
            tb_job_fail(t->job, create_store(t, &listing, &t->roots, &crl), "making a store with a revocation list");
    if (status == TB_OK)
        status = expect_file_refused(t, listing, "revoked.der", TB_REFUSED_REVOKED);
    if (listing)
        ops_of(t)->store_destroy(listing);
    tb_pki_free(&crl);
    return status;
}

static enum tb_status prove_still(const struct trust *t, tb_store *store)
{
    enum tb_refusal why = TB_REFUSED_NOTHING;
    enum tb_status status = judge(t, store, &why, &t->chain, TB_PKI_HOST);
    if (status == TB_BAD_PEER)
        return tb_job_fail(t->job, status, "a good chain was refused because of %s", tb_refusal_name(why));
    if (status != TB_OK)
        return tb_job_fail(t->job, status, "verifying a good chain failed");
    return expect_refused(t, store, &t->chain, TB_PKI_OTHER_HOST, TB_REFUSED_NAME);
}

static enum tb_status prove(const struct trust *t, tb_store *store)
{
    enum tb_status status = prove_still(t, store);
    if (status == TB_OK)
        status = expect_file_refused(t, store, "expired.der", TB_REFUSED_EXPIRED);
    if (status == TB_OK)
        status = expect_stranger_refused(t);
    return status == TB_OK ? expect_revoked_refused(t, store) : status;
}

/* ---- The driver ---- */

static const struct operation {
    const char *name;
    enum tb_status (*once)(void *state);
    bool parsed;
} operations[] = {
    {"parse", parse, false}, {"verify", verify, false}, {"verify-parsed", verify_parsed, true}, {"load", load, false}};

static enum tb_status choose(struct trust *t)
{
    const struct tb_trust_ops *ops = ops_of(t);
    if (!ops || !ops->parse || !ops->cert_destroy || !ops->store_create || !ops->store_destroy || !ops->verify)
        return tb_job_fail(t->job, TB_UNSUPPORTED, "the backend cannot verify certificates outside connections");
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++)
        if (strcmp(operations[i].name, t->job->c->value[TB_PARAM_OPERATION]) == 0) {
            t->once = operations[i].once;
            t->parsed = operations[i].parsed;
        }
    if (!t->once)
        return tb_job_fail(t->job, TB_ERROR, "this driver has no such operation");
    if (t->parsed && !ops->verify_parsed)
        return tb_job_fail(t->job, TB_UNSUPPORTED, "the library verifies certificates in DER only");
    if (tb_case_shares_context(t->job->c) && ops->store_of_one_thread)
        return tb_job_fail(t->job, TB_UNSUPPORTED, "threads cannot share a trust store: %s", ops->store_of_one_thread);
    return TB_OK;
}

static enum tb_status read_material(struct trust *t)
{
    char file[sizeof "chain-.der" + TB_VALUE_CAP];
    const char *length = t->job->c->value[TB_PARAM_CHAIN], *entries = t->job->c->value[TB_PARAM_CRL];
    snprintf(file, sizeof file, "chain-%s.der", *length ? length : "2");
    enum tb_status status = tb_chain_read(t->job, &t->chain, file);
    if (status == TB_OK && t->once != parse)
        status = tb_roots_read(t->job, &t->roots);
    if (status == TB_OK && t->once != parse)
        status = tb_crl_read(t->job, &t->crl, entries);
    return status;
}

/* Checks that a whole certificate parses and one without its last byte does not. */
static enum tb_status prove_parse(struct trust *t)
{
    tb_cert *cert;
    char text[256];
    enum tb_status status = tb_job_fail(t->job, parse(t), "the leaf does not parse");
    if (status != TB_OK)
        return status;
    struct tb_bytes cut = {t->chain.certs[0].data, t->chain.certs[0].len - 1};
    status = ops_of(t)->parse(t->job->lib, &cert, cut);
    if (status == TB_OK) {
        ops_of(t)->cert_destroy(cert);
        return tb_job_fail(t->job, TB_BAD_PEER, "a certificate without its last byte was accepted");
    }
    if (status != TB_BAD_PEER)
        return tb_job_fail(t->job, status, "refusing a truncated certificate failed");
    t->job->backend->error_text(t->job->lib, text, sizeof text);
    return TB_OK;
}

static void forget_chains(struct trust *t)
{
    for (size_t i = 0; i < CHAINS_AT_ONCE; i++)
        destroy_certs(t, t->certs[i]);
    t->num = t->used = 0;
}

static enum tb_status parse_chains(struct trust *t, size_t num)
{
    forget_chains(t);
    for (; t->num < num; t->num++) {
        enum tb_status status = parse_chain(t, t->certs[t->num], &t->chain);
        if (status != TB_OK)
            return status;
    }
    return TB_OK;
}

static enum tb_status prepare(void *state, uint64_t *wanted)
{
    struct trust *t = state;
    if (!t->parsed || !t->fresh)
        return TB_OK;
    if (*wanted > CHAINS_AT_ONCE)
        *wanted = CHAINS_AT_ONCE;
    return parse_chains(t, (size_t)*wanted);
}

/* `with`: its store is used; NULL: one of its own. */
static enum tb_status set_up(struct trust *t, const struct trust *with)
{
    enum tb_status status = choose(t);
    if (status == TB_OK)
        status = read_material(t);
    if (status != TB_OK || t->once == parse)
        return status == TB_OK ? prove_parse(t) : status;
    t->borrowed = with != NULL;
    if (with)
        t->store = with->store;
    else
        status = tb_job_fail(t->job, create_store(t, &t->store, &t->roots, &t->crl), "making the trust store");
    if (status == TB_OK)
        status = prove(t, t->store);
    t->fresh = strcmp(t->job->c->value[TB_PARAM_KEY], "fresh") == 0;
    return status == TB_OK && t->parsed && !t->fresh ? parse_chains(t, 1) : status;
}

static void close_trust(void *state)
{
    struct trust *t = state;
    if (ops_of(t)) {
        forget_chains(t);
        if (t->store && !t->borrowed)
            ops_of(t)->store_destroy(t->store);
    }
    tb_chain_free(&t->chain);
    tb_pki_free(&t->roots);
    tb_pki_free(&t->crl);
    free(t);
}

static enum tb_status open_with(const struct tb_job *job, const struct trust *with, void **state)
{
    struct trust *t = calloc(1, sizeof *t);
    *state = NULL;
    if (!t)
        return tb_job_fail(job, TB_ERROR, "out of memory");
    t->job = job;
    enum tb_status status = set_up(t, with);
    if (status == TB_OK)
        *state = t;
    else
        close_trust(t);
    return status;
}

static enum tb_status open_trust(const struct tb_job *job, void **state)
{
    return open_with(job, NULL, state);
}

static enum tb_status open_beside(const struct tb_job *job, void *first, void **state)
{
    return open_with(job, first, state);
}

static enum tb_status run(void *state, uint64_t operations_wanted)
{
    struct trust *t = state;
    return tb_job_fail(t->job, tb_repeat(t->once, t, operations_wanted), "%s failed",
                       t->job->c->value[TB_PARAM_OPERATION]);
}

static enum tb_status settle(void *state, const struct tb_chunk *chunk)
{
    struct trust *t = state;
    (void)chunk;
    return t->once == parse ? prove_parse(t) : prove_still(t, t->store);
}

static const struct tb_local_ops trust_local = {.open = open_trust,
                                                .prepare = prepare,
                                                .run = run,
                                                .settle = settle,
                                                .close = close_trust,
                                                .open_beside = open_beside};
const struct tb_driver tb_trust_driver = {.local = &trust_local};
