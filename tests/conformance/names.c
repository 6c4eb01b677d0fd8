/* names.c - the names that clients ask for, and the certificates that a server chooses by them. */
#include "core/iana.h"
#include "session.h"
#include <string.h>

/* The certificates of the server, apart from its default one, which comes without its intermediate, so that no client
 * of these tests accepts it. */
enum { GOOD, EXPIRED, NUM_CERTIFICATES };
static const size_t NONE = SIZE_MAX;

/* Answers as it is told, and remembers what it was asked. */
struct finder {
    size_t answer;
    unsigned calls;
    size_t len;
    char name[64];
};

static size_t find(void *owner, const char *name, size_t len)
{
    struct finder *finder = owner;
    finder->calls++;
    finder->len = len;
    snprintf(finder->name, sizeof finder->name, "%.*s", (int)len, name);
    return len ? finder->answer : NONE;
}

static void open_named(struct session *session, const struct subject *subject, const struct tls_case *c,
                       struct finder *finder, const char *host)
{
    struct wishes wishes;
    struct tb_credential credentials[NUM_CERTIFICATES];
    require_case(subject, c);
    wishes_init(&wishes, subject, c);
    credentials[GOOD] = (struct tb_credential){wishes.chain, wishes.key};
    wishes.expired_chain = read_pki(subject, c->auth, "expired.pem");
    credentials[EXPIRED] = (struct tb_credential){wishes.expired_chain, wishes.key};
    wishes.server.chain_pem = wishes.unnamed_chain = read_pki(subject, c->auth, "leaf.pem");
    wishes.server.named = (struct tb_credentials){credentials, NUM_CERTIFICATES, find, finder};
    wishes.client.host = host;
    session_open(session, subject, &wishes, c);
    memset(credentials, 0x5a, sizeof credentials); /* ctx_create copies what it needs */
    wishes_free(&wishes);
}

static void expect_asked(const struct finder *finder, unsigned calls, const char *name)
{
    expect(finder->calls == calls, "the name was looked up %u times, not %u", finder->calls, calls);
    expect(strcmp(finder->name, name) == 0 && finder->len == strlen(name), "looked up was '%s', not '%s'", finder->name,
           name);
}

/* What one connection is presented has no effect on the next. */
static void chosen(const struct subject *subject, const void *row)
{
    const struct tls_case *c = row;
    static const size_t answers[] = {GOOD, EXPIRED, GOOD};
    struct finder finder = {0};
    struct session session;
    open_named(&session, subject, c, &finder, HOST);
    for (unsigned i = 0; i < sizeof answers / sizeof *answers; i++) {
        if (i > 0)
            session_connect(&session);
        finder.answer = answers[i];
        session_handshake(&session);
        expect_asked(&finder, i + 1, HOST);
        if (answers[i] == EXPIRED) {
            expect_refused(&session, "the expired certificate");
            expect(refusal_of(&session.client) == TB_REFUSED_EXPIRED, "the client refused \"%s\"",
                   refusal_name(refusal_of(&session.client)));
            continue;
        }
        expect_connected(&session);
        expect_negotiated(&session.client, c, true);
        expect_negotiated(&session.server, c, false);
        send_all(&session.client, &session.server, 1000, 1000);
        send_all(&session.server, &session.client, 1000, 1000);
    }
    session_close(&session);
}

/* The alert is unrecognized_name, and the next client is served. */
static void unknown(const struct subject *subject, const void *row)
{
    const struct tls_case *c = row;
    struct finder finder = {.answer = NONE};
    struct session session;
    open_named(&session, subject, c, &finder, HOST);
    session_handshake(&session);
    expect_asked(&finder, 1, HOST);
    expect_refused(&session, "a name that the server does not have");
    enum tb_refusal client = refusal_of(&session.client), server = refusal_of(&session.server);
    expect(client == TB_REFUSED_UNKNOWN_NAME, "the client heard of \"%s\"", refusal_name(client));
    expect(server == TB_REFUSED_UNKNOWN_NAME, "the server refused \"%s\"", refusal_name(server));
    finder.answer = GOOD;
    session_connect(&session);
    session_handshake(&session);
    expect_connected(&session);
    session_close(&session);
}

static void no_name(const struct subject *subject, const void *row)
{
    const struct tls_case *c = row;
    struct finder finder = {.answer = GOOD};
    struct session session;
    open_named(&session, subject, c, &finder, NULL);
    session_handshake(&session);
    expect_asked(&finder, 1, "");
    expect_refused(&session, "a hello without a name");
    session_close(&session);
}

/* Each connection of a client names and verifies a host of its own. */
static void named_by_connection(const struct subject *subject, const void *row)
{
    const struct tls_case *c = row;
    static const char *const hosts[] = {HOST, "other.tlsbench.test", HOST};
    const struct tb_tls_ops *tls = subject->backend->tls;
    struct finder finder = {.answer = GOOD};
    struct session session;
    require_slot(subject, tls->name, "a name for each connection");
    open_named(&session, subject, c, &finder, NULL);
    for (unsigned i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        char host[64];
        snprintf(host, sizeof host, "%s", hosts[i]);
        if (i > 0)
            session_connect(&session);
        expect_status(subject, TB_OK, tls->name(session.client.conn, host));
        memset(host, 'x', sizeof host - 1); /* it must have been copied */
        session_handshake(&session);
        expect_asked(&finder, i + 1, hosts[i]);
        if (strcmp(hosts[i], HOST) == 0) {
            expect_connected(&session);
            expect_negotiated(&session.client, c, true);
        } else {
            expect_refused(&session, "a certificate for another host");
            expect(refusal_of(&session.client) == TB_REFUSED_NAME, "the client refused \"%s\"",
                   refusal_name(refusal_of(&session.client)));
        }
    }
    session_close(&session);
}

/* Without a callback the server's one certificate is for every name. */
static void not_looked_at(const struct subject *subject, const void *row)
{
    const struct tls_case *c = row;
    struct session session;
    struct wishes wishes;
    require_case(subject, c);
    wishes_init(&wishes, subject, c);
    wishes.client.host = "other.tlsbench.test";
    wishes.client.verify_peer = false;
    session_open(&session, subject, &wishes, c);
    wishes_free(&wishes);
    session_handshake(&session);
    expect_connected(&session);
    session_close(&session);
}

/* A key of another certificate is noticed when it is loaded. */
static void wrong_key(const struct subject *subject, const void *row)
{
    const struct tls_case *c = row;
    struct wishes wishes;
    struct finder finder = {0};
    tb_ctx *ctx = NULL;
    require_case(subject, c);
    wishes_init(&wishes, subject, c);
    struct tb_bytes key = read_pki(subject, strcmp(c->auth, "rsa-2048") == 0 ? "rsa-3072" : "rsa-2048", "key.pem");
    struct tb_credential credential = {wishes.chain, key};
    wishes.server.named = (struct tb_credentials){&credential, 1, find, &finder};
    enum tb_status status = subject->backend->tls->ctx_create(subject->lib, &ctx, &wishes.server);
    expect(status == TB_ERROR || status == TB_UNSUPPORTED, "ctx_create with a wrong key is %s", status_name(status));
    expect(!ctx, "a failed ctx_create left a handle");
    free_bytes(key);
    wishes_free(&wishes);
}

int test_names(const struct subject *subject)
{
    static const struct tls_case cases[] = {
        {TB_TLS13, TB_SUITE_AES_128_GCM_SHA256, TB_GROUP_X25519, "ecdsa-p256", true, false},
        {TB_TLS12, TB_SUITE_ECDHE_ECDSA_AES_128_GCM, TB_GROUP_SECP256R1, "ecdsa-p256", true, false},
        {TB_TLS13, TB_SUITE_AES_128_GCM_SHA256, TB_GROUP_X25519, "rsa-2048", true, false},
        {TB_TLS13, TB_SUITE_AES_128_GCM_SHA256, TB_GROUP_X25519, "ed25519", false, false},
        {TB_TLS12, TB_SUITE_RSA_AES_128_GCM, 0, "rsa-2048", true, false},
    };
    static const struct {
        test_function *function;
        const char *name;
    } tests[] = {{chosen, "chosen"},
                 {unknown, "unknown"},
                 {no_name, "none"},
                 {named_by_connection, "of each connection"},
                 {not_looked_at, "not looked at"},
                 {wrong_key, "with the key of another"}};
    struct test_list list = {.subject = subject};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t j = 0; j < sizeof tests / sizeof *tests; j++)
            add_test(&list, tests[j].function, &cases[i], "names: %s: %s", name_of(&cases[i]).text, tests[j].name);
    return run_list(&list, "names");
}
