/* trust.c - certificates outside connections: the same judgement as in a handshake, and nothing is remembered. */
#include "core/der.h"
#include "session.h"
#include <string.h>

static const int64_t TODAY = 1767225600 /* January 2026 */, JANUARY_2024 = 1705276800, YEAR_2100 = 4102444800;
static const char *const auths[] = {"rsa-2048", "rsa-3072", "rsa-4096", "ecdsa-p256", "ecdsa-p384", "ed25519"};
enum { NUM_AUTHS = sizeof auths / sizeof auths[0], MOST_CERTS = 4 };

struct chain {
    struct tb_bytes file, certs[MOST_CERTS];
    size_t num;
};

static struct chain read_chain(const struct subject *subject, const char *auth, const char *file)
{
    struct chain chain = {.file = read_pki(subject, auth, file)};
    for (size_t at = 0; at < chain.file.len; chain.num++) {
        size_t len = tb_der_len(chain.file.data + at, chain.file.len - at);
        expect(len > 0 && chain.num < MOST_CERTS, "%s/%s is not a chain", auth, file);
        chain.certs[chain.num] = (struct tb_bytes){chain.file.data + at, len};
        at += len;
    }
    return chain;
}

static const struct tb_trust_ops *require_trust(const struct subject *subject)
{
    const struct tb_trust_ops *ops = subject->backend->trust;
    require_slot(subject,
                 ops && ops->parse && ops->cert_destroy && ops->store_create && ops->store_destroy && ops->verify,
                 "certificates apart from connections");
    return ops;
}

/* Returns if the library supports the key type of these certificates. */
static void require_kind(const struct subject *subject, const char *auth)
{
    const struct tb_trust_ops *ops = require_trust(subject);
    struct chain chain = read_chain(subject, auth, "chain-2.der");
    tb_cert *cert = NULL;
    enum tb_status status = ops->parse(subject->lib, &cert, chain.certs[0]);
    ops->cert_destroy(cert);
    free_bytes(chain.file);
    require_slot(subject, status != TB_UNSUPPORTED, "certificates of such keys");
}

/* roots: folder of root.pem.  crls: NULL, or a file of `auth`. */
static tb_store *open_store(const struct subject *subject, const char *roots, const char *auth, const char *crls)
{
    const struct tb_trust_ops *ops = require_trust(subject);
    require_kind(subject, auth);
    struct tb_bytes root = read_pki(subject, roots, "root.pem"), crl = {NULL, 0};
    if (crls)
        crl = read_pki(subject, auth, crls);
    struct tb_trust_config config = {.roots_pem = root, .crls_pem = crl};
    tb_store *store = (tb_store *)&config; /* a failure must set it to NULL */
    enum tb_status status = ops->store_create(subject->lib, &store, &config);
    free_bytes(root);
    free_bytes(crl);
    if (status == TB_UNSUPPORTED && crls) {
        print_message("skipped: a store with revocation lists is not supported\n");
        skip_here();
    }
    require_slot(subject, status != TB_UNSUPPORTED, "verification apart from connections");
    expect_status(subject, TB_OK, status);
    return store;
}

/* Returns if the library verifies outside connections; called before the test owns anything. */
static const struct tb_trust_ops *require_store(const struct subject *subject, const char *auth)
{
    const struct tb_trust_ops *ops = require_trust(subject);
    ops->store_destroy(open_store(subject, auth, auth, NULL));
    return ops;
}

static void expect_verdict(const struct subject *subject, tb_store *store, const struct chain *chain, const char *host,
                           int64_t now, enum tb_refusal want)
{
    enum tb_refusal why = TB_REFUSED_NOTHING;
    enum tb_status status = subject->backend->trust->verify(store, &why, chain->certs, chain->num, host, now);
    expect_status(subject, want == TB_REFUSED_NOTHING ? TB_OK : TB_BAD_PEER, status);
    expect(want == TB_REFUSED_NOTHING || why == want, "refused for \"%s\", expected \"%s\"", refusal_name(why),
           refusal_name(want));
}

struct verdict {
    const char *name;
    enum tb_refusal refused;
    const char *chain, *roots, *host, *crls; /* roots NULL: the auth's */
    int64_t now;
};
static const struct verdict verdicts[] = {
    {"a chain of one", TB_REFUSED_NOTHING, "chain-1.der", NULL, HOST, NULL, TODAY},
    {"a chain of two", TB_REFUSED_NOTHING, "chain-2.der", NULL, HOST, NULL, TODAY},
    {"a chain of three", TB_REFUSED_NOTHING, "chain-3.der", NULL, HOST, NULL, TODAY},
    {"a chain of four", TB_REFUSED_NOTHING, "chain-4.der", NULL, HOST, NULL, TODAY},
    {"by the real clock", TB_REFUSED_NOTHING, "chain-2.der", NULL, HOST, NULL, 0},
    {"expired, by the real clock", TB_REFUSED_EXPIRED, "expired.der", NULL, HOST, NULL, 0},
    {"any host", TB_REFUSED_NOTHING, "chain-2.der", NULL, NULL, NULL, TODAY},
    {"another host", TB_REFUSED_NAME, "chain-2.der", NULL, "other.tlsbench.test", NULL, TODAY},
    {"another root", TB_REFUSED_UNKNOWN_ISSUER, "chain-2.der", "unrelated", HOST, NULL, TODAY},
    {"the year 2100", TB_REFUSED_EXPIRED, "chain-2.der", NULL, HOST, NULL, YEAR_2100},
    {"expired", TB_REFUSED_EXPIRED, "expired.der", NULL, HOST, NULL, TODAY},
    {"expired, while it was valid", TB_REFUSED_NOTHING, "expired.der", NULL, HOST, NULL, JANUARY_2024},
    {"a client's certificate", TB_REFUSED_OTHER, "client.der", NULL, NULL, NULL, TODAY},
    {"an empty revocation list", TB_REFUSED_NOTHING, "chain-2.der", NULL, HOST, "crl-0.pem", TODAY},
    {"not among 10000 revoked", TB_REFUSED_NOTHING, "chain-2.der", NULL, HOST, "crl-10000.pem", TODAY},
    {"among 100 revoked", TB_REFUSED_REVOKED, "revoked.der", NULL, HOST, "crl-100.pem", TODAY},
    {"among 10000 revoked", TB_REFUSED_REVOKED, "revoked.der", NULL, HOST, "crl-10000.pem", TODAY},
    {"revoked, and nobody asks", TB_REFUSED_NOTHING, "revoked.der", NULL, HOST, NULL, TODAY},
    {"no revocation list of the issuer", TB_REFUSED_OTHER, "chain-1.der", NULL, HOST, "crl-0.pem", TODAY},
};
enum { NUM_VERDICTS = sizeof verdicts / sizeof verdicts[0] };

struct row {
    const char *auth;
    const struct verdict *verdict;
};

/* Parses all, verifies, and releases; the result must be the same as for DER. */
static void expect_parsed_verdict(const struct subject *subject, tb_store *store, const struct chain *chain,
                                  const struct verdict *v)
{
    const struct tb_trust_ops *ops = subject->backend->trust;
    tb_cert *certs[MOST_CERTS] = {NULL};
    enum tb_refusal why = TB_REFUSED_NOTHING;
    for (size_t i = 0; i < chain->num; i++)
        expect_status(subject, TB_OK, ops->parse(subject->lib, &certs[i], chain->certs[i]));
    for (int again = 0; again < 2; again++) {
        enum tb_status status = ops->verify_parsed(store, &why, certs, chain->num, v->host, v->now);
        expect_status(subject, v->refused ? TB_BAD_PEER : TB_OK, status);
        expect(!v->refused || why == v->refused, "refused for \"%s\", expected \"%s\"", refusal_name(why),
               refusal_name(v->refused));
    }
    for (size_t i = 0; i < chain->num; i++)
        ops->cert_destroy(certs[i]);
}

static void judged(const struct subject *subject, const void *data)
{
    const struct row *row = data;
    const struct verdict *v = row->verdict;
    const struct tb_trust_ops *ops = require_trust(subject);
    tb_store *store = open_store(subject, v->roots ? v->roots : row->auth, row->auth, v->crls);
    struct chain chain = read_chain(subject, row->auth, v->chain);
    expect_verdict(subject, store, &chain, v->host, v->now, v->refused);
    expect_verdict(subject, store, &chain, v->host, v->now, v->refused);
    if (ops->verify_parsed)
        expect_parsed_verdict(subject, store, &chain, v);
    else
        print_message("the library verifies DER only\n");
    ops->store_destroy(store);
    free_bytes(chain.file);
}

/* A store that remembers certificates would use them for later chains. */
static void nothing_stays(const struct subject *subject, const void *row)
{
    const char *auth = row;
    tb_store *store = open_store(subject, auth, auth, NULL);
    struct chain chain = read_chain(subject, auth, "chain-3.der"), leaf = chain, gap = chain, reversed = chain;
    leaf.num = 1;
    gap.certs[1] = chain.certs[2];
    gap.num = 2;
    reversed.certs[0] = chain.certs[2];
    reversed.certs[2] = chain.certs[0];
    for (int i = 0; i < 2; i++) {
        expect_verdict(subject, store, &leaf, HOST, TODAY, TB_REFUSED_UNKNOWN_ISSUER);
        expect_verdict(subject, store, &chain, HOST, TODAY, TB_REFUSED_NOTHING);
        expect_verdict(subject, store, &gap, HOST, TODAY, TB_REFUSED_UNKNOWN_ISSUER);
    }
    enum tb_refusal why;
    enum tb_status status = subject->backend->trust->verify(store, &why, reversed.certs, 3, HOST, TODAY);
    expect(status == TB_BAD_PEER, "authorities before the leaf: %s", status_name(status));
    subject->backend->trust->store_destroy(store);
    free_bytes(chain.file);
}

/* Flips one bit anywhere in the signed part or in a signature. */
static void tampered(const struct subject *subject, const void *row)
{
    const char *auth = row;
    tb_store *store = open_store(subject, auth, auth, NULL);
    struct chain chain = read_chain(subject, auth, "chain-2.der");
    for (size_t i = 0; i < chain.num; i++) {
        const size_t places[] = {chain.certs[i].len - 1, chain.certs[i].len / 2, chain.certs[i].len / 4};
        for (size_t j = 0; j < sizeof places / sizeof places[0]; j++) {
            uint8_t *byte = (uint8_t *)chain.certs[i].data + places[j];
            enum tb_refusal why;
            *byte ^= 1;
            enum tb_status status = subject->backend->trust->verify(store, &why, chain.certs, chain.num, HOST, TODAY);
            expect(status == TB_BAD_PEER, "certificate %zu changed at byte %zu: %s", i, places[j], status_name(status));
            *byte ^= 1;
        }
    }
    expect_verdict(subject, store, &chain, HOST, TODAY, TB_REFUSED_NOTHING);
    subject->backend->trust->store_destroy(store);
    free_bytes(chain.file);
}

static void parses(const struct subject *subject, const void *row)
{
    const struct tb_trust_ops *ops = require_trust(subject);
    struct chain chain = read_chain(subject, row, "chain-2.der");
    for (size_t i = 0; i < chain.num; i++) {
        struct tb_bytes cut = chain.certs[i];
        tb_cert *cert = NULL;
        enum tb_status status = ops->parse(subject->lib, &cert, chain.certs[i]);
        if (status == TB_UNSUPPORTED)
            free_bytes(chain.file);
        require_slot(subject, status != TB_UNSUPPORTED, "certificates of such keys");
        expect_status(subject, TB_OK, status);
        expect(cert, "parse made no handle");
        ops->cert_destroy(cert);
        cut.len -= 1;
        cert = (tb_cert *)&cut;
        expect_status(subject, TB_BAD_PEER, ops->parse(subject->lib, &cert, cut));
        expect(!cert, "a refused parse left a handle");
    }
    tb_cert *cert = (tb_cert *)&chain;
    expect_status(subject, TB_BAD_PEER, ops->parse(subject->lib, &cert, text_bytes("this is no certificate")));
    expect(!cert, "a refused parse left a handle");
    ops->cert_destroy(NULL);
    ops->store_destroy(NULL);
    free_bytes(chain.file);
}

/* 150 roots, with the right one last. */
static void many_roots(const struct subject *subject, const void *row)
{
    const struct tb_trust_ops *ops = require_store(subject, row);
    static char pem[256 * 1024];
    struct tb_bytes others = read_pki(subject, "roots", "others.pem"), root = read_pki(subject, row, "root.pem");
    expect(others.len + root.len <= sizeof pem, "%zu bytes of roots", others.len + root.len);
    memcpy(pem, others.data, others.len);
    memcpy(pem + others.len, root.data, root.len);
    struct chain chain = read_chain(subject, row, "chain-2.der");
    for (int with = 0; with < 2; with++) {
        struct tb_trust_config config = {.roots_pem = {(const uint8_t *)pem, others.len + (with ? root.len : 0)}};
        tb_store *store;
        enum tb_status status = ops->store_create(subject->lib, &store, &config);
        expect_status(subject, TB_OK, status);
        expect_verdict(subject, store, &chain, HOST, TODAY, with ? TB_REFUSED_NOTHING : TB_REFUSED_UNKNOWN_ISSUER);
        ops->store_destroy(store);
    }
    free_bytes(chain.file);
    free_bytes(others);
    free_bytes(root);
}

static void bad_store(const struct subject *subject, const void *row)
{
    const struct tb_trust_ops *ops = require_store(subject, row);
    static const char bad_root[] = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
                      bad_crl[] = "-----BEGIN X509 CRL-----\nMIIB\n-----END X509 CRL-----\n";
    struct tb_bytes root = read_pki(subject, row, "root.pem");
    const struct {
        const char *name;
        struct tb_trust_config config;
    } kinds[] = {{"bad roots", {.roots_pem = text_bytes(bad_root)}},
                 {"roots that are no PEM", {.roots_pem = text_bytes("no PEM")}},
                 {"a bad revocation list", {.roots_pem = root, .crls_pem = text_bytes(bad_crl)}},
                 {"a revocation list that is no PEM", {.roots_pem = root, .crls_pem = text_bytes("no PEM")}}};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        tb_store *store = (tb_store *)&root;
        char why[256];
        enum tb_status status = ops->store_create(subject->lib, &store, &kinds[i].config);
        expect((status == TB_ERROR || status == TB_BAD_PEER) && !store, "%s: store_create is %s", kinds[i].name,
               status_name(status));
        expect(subject->backend->error_text(subject->lib, why, sizeof why) > 0, "%s: no reason is given",
               kinds[i].name);
    }
    free_bytes(root);
}

int test_trust(const struct subject *subject)
{
    static const struct {
        test_function *function;
        const char *name;
    } tests[] = {{parses, "parsing"}, {nothing_stays, "nothing stays"}, {tampered, "one bit changed"}};
    struct row rows[NUM_AUTHS][NUM_VERDICTS];
    int failed = 0;
    for (size_t i = 0; i < NUM_AUTHS; i++) {
        struct test_list list = {.subject = subject};
        for (size_t j = 0; j < NUM_VERDICTS; j++) {
            rows[i][j] = (struct row){auths[i], &verdicts[j]};
            add_test(&list, judged, &rows[i][j], "trust: %s: %s", auths[i], verdicts[j].name);
        }
        for (size_t j = 0; j < sizeof tests / sizeof tests[0]; j++)
            add_test(&list, tests[j].function, auths[i], "trust: %s: %s", auths[i], tests[j].name);
        failed += run_list(&list, "trust");
    }
    struct test_list list = {.subject = subject};
    add_test(&list, many_roots, "ecdsa-p256", "trust: 150 roots");
    add_test(&list, bad_store, "ecdsa-p256", "trust: stores that cannot be");
    return failed + run_list(&list, "trust");
}
