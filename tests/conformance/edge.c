/* edge.c - the published edge cases of edge_*.h and of backends/known_fault_vectors.h, one test for each of their
 * tables.
 */
#include "backends/known_faults.h"
#include "edge_ecdh.h"
#include "edge_ecdsa_larger.h"
#include "edge_ecdsa_p256.h"
#include "edge_ed25519.h"
#include "edge_hashes.h"
#include "edge_pkcs1.h"
#include "edge_premaster.h"
#include "edge_pss.h"
#include "edge_records.h"
#include "edge_x25519.h"
#include "tally.h"
#include <string.h>

/* A table: `judge` runs its i'th vector on the library, and returns which one that is. */
struct which {
    const char *file, *what; /* what: NULL if there is no description */
    unsigned id;
};
struct table {
    const char *name;
    const void *rows;
    size_t num;
    struct judgement (*judge)(const struct subject *subject, const void *rows, size_t i, struct which *which);
};

static struct judgement judge_exchanges(const struct subject *subject, const void *rows, size_t i, struct which *which)
{
    const struct edge_exchange *row = (const struct edge_exchange *)rows + i;
    struct blob private_key = from_hex(row->private_key), peer = from_hex(row->peer), secret = from_hex(row->secret);
    struct exchange_vector vector = {row->group, as_bytes(&private_key), as_bytes(&peer), as_bytes(&secret),
                                     row->verdict};
    *which = (struct which){row->file, row->what, row->id};
    return judge_exchange(subject, &vector);
}

static struct judgement judge_signatures(const struct subject *subject, const void *rows, size_t i, struct which *which)
{
    const struct edge_signature *row = (const struct edge_signature *)rows + i;
    struct blob message = from_hex(row->message), signature = from_hex(row->signature);
    struct signature_vector vector = {row->scheme, text_bytes(row->pem), as_bytes(&message), as_bytes(&signature),
                                      row->verdict};
    *which = (struct which){row->file, row->what, row->id};
    return judge_signature(subject, &vector);
}

static struct judgement judge_premasters(const struct subject *subject, const void *rows, size_t i, struct which *which)
{
    const struct edge_premaster *row = (const struct edge_premaster *)rows + i;
    struct blob ciphertext = from_hex(row->ciphertext), message = from_hex(row->message);
    struct premaster_vector vector = {text_bytes(row->pem), as_bytes(&ciphertext), as_bytes(&message), row->verdict};
    *which = (struct which){row->file, row->what, row->id};
    return judge_premaster(subject, &vector);
}

static struct judgement judge_records(const struct subject *subject, const void *rows, size_t i, struct which *which)
{
    const struct edge_record *row = (const struct edge_record *)rows + i;
    struct blob key = from_hex(row->key), nonce = from_hex(row->nonce), ad = from_hex(row->ad),
                text = from_hex(row->text), sealed = from_hex(row->sealed);
    struct record_vector vector = {row->suite,      as_bytes(&key),    as_bytes(&nonce), as_bytes(&ad),
                                   as_bytes(&text), as_bytes(&sealed), row->verdict};
    *which = (struct which){row->file, row->what, row->id};
    return judge_record(subject, &vector);
}

static struct judgement judge_expansions(const struct subject *subject, const void *rows, size_t i, struct which *which)
{
    const struct edge_expansion *row = (const struct edge_expansion *)rows + i;
    struct blob salt = from_hex(row->salt), secret = from_hex(row->secret), info = from_hex(row->info),
                output = from_hex(row->output);
    struct expansion_vector vector = {row->hash,         as_bytes(&salt), as_bytes(&secret), as_bytes(&info),
                                      as_bytes(&output), row->size,       row->verdict};
    *which = (struct which){row->file, row->what, row->id};
    return judge_expansion(subject, &vector);
}

static struct judgement judge_macs(const struct subject *subject, const void *rows, size_t i, struct which *which)
{
    const struct edge_mac *row = (const struct edge_mac *)rows + i;
    struct blob key = from_hex(row->key), message = from_hex(row->message), tag = from_hex(row->tag);
    struct mac_vector vector = {row->hash, as_bytes(&key), as_bytes(&message), as_bytes(&tag), row->verdict};
    *which = (struct which){row->file, row->what, row->id};
    return judge_mac(subject, &vector);
}

/* Vectors that are known to fail somewhere are run on every library: a secret that must result, a signature that must
 * be refused. */
static struct judgement judge_faults(const struct subject *subject, const void *rows, size_t i, struct which *which)
{
    const struct tb_fault_vector *row = ((const struct tb_known_fault *)rows)->vectors + i;
    *which = (struct which){row->file, NULL, row->id};
    if (row->group) {
        struct edge_exchange exchange = {.group = row->group,
                                         .verdict = VALID,
                                         .private_key = row->private_key,
                                         .peer = row->peer,
                                         .secret = row->secret};
        struct which ignored;
        return judge_exchanges(subject, &exchange, 0, &ignored);
    }
    struct edge_signature signature = {.scheme = row->scheme,
                                       .verdict = INVALID,
                                       .pem = row->pem,
                                       .message = row->message,
                                       .signature = row->signature};
    struct which ignored;
    return judge_signatures(subject, &signature, 0, &ignored);
}

/* A strict subject must support all of it. */
static void whole_table(const struct subject *subject, const void *data)
{
    const struct table *table = data;
    struct tally tally = {.subject = subject};
    for (size_t i = 0; i < table->num; i++) {
        struct which which;
        struct judgement judgement = table->judge(subject, table->rows, i, &which);
        if (which.what && (judgement.outcome == WRONG || (judgement.outcome == UNSERVED && subject->strict)))
            print_message("%s %u, %s:\n", which.file, which.id, which.what);
        tally.file = which.file;
        tally_add(&tally, which.id, &judgement);
    }
    tally.file = table->name;
    tally_print(&tally);
    expect(tally_errors(&tally) == 0, "%zu of %zu vectors are not as published", tally_errors(&tally), tally.num);
    expect(!subject->strict || tally.outcomes[UNSERVED] == 0, "%zu of %zu vectors are not served",
           tally.outcomes[UNSERVED], tally.num);
}

#define TABLE(name, rows, judge)                                                                                       \
    {                                                                                                                  \
        name, rows, sizeof rows / sizeof rows[0], judge                                                                \
    }

int test_edge_cases(const struct subject *subject)
{
    static const struct table tables[] = {
        TABLE("x25519", edge_x25519, judge_exchanges),
        TABLE("ECDH", edge_ecdh, judge_exchanges),
        TABLE("ECDSA, P-256", edge_ecdsa_p256, judge_signatures),
        TABLE("ECDSA, P-384 and P-521", edge_ecdsa_larger, judge_signatures),
        TABLE("Ed25519", edge_ed25519, judge_signatures),
        TABLE("RSA, PKCS #1", edge_pkcs1, judge_signatures),
        TABLE("RSA, PSS", edge_pss, judge_signatures),
        TABLE("RSA key transport", edge_premasters, judge_premasters),
        TABLE("records", edge_records, judge_records),
        TABLE("HKDF", edge_expansions, judge_expansions),
        TABLE("HMAC", edge_macs, judge_macs),
    };
    enum { MOST_FAULTS = 16 };
    struct table known[MOST_FAULTS];
    struct test_list list = {.subject = subject};
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
        add_test(&list, whole_table, &tables[i], "edge: %s", tables[i].name);
    size_t num;
    const struct tb_known_fault *faults = tb_known_faults(&num);
    for (size_t i = 0; i < num && i < MOST_FAULTS; i++) {
        known[i] = (struct table){faults[i].algorithm, &faults[i], faults[i].num_vectors, judge_faults};
        add_test(&list, whole_table, &known[i], "edge: known faults: %s", faults[i].algorithm);
    }
    return run_list(&list, "edge cases");
}
