/* failures.c - handshakes and records that must fail: cleanly, on both ends, and without hanging. */
#include "core/iana.h"
#include "session.h"
#include <string.h>

struct disagreement {
    const char *name;
    uint16_t version;
    bool other_version, other_group, other_suite;
};
static const struct disagreement disagreements[] = {
    {"no common version", TB_TLS13, true, false, false},
    {"no common group, TLS 1.3", TB_TLS13, false, true, false},
    {"no common suite", TB_TLS12, false, false, true},
    {"no common group, TLS 1.2", TB_TLS12, false, true, false},
};

/* Neither end is finished, and the one that received the other's alert reports it. */
static void expect_failed(const struct session *session, const char *what)
{
    enum tb_status client = session->client.handshake, server = session->server.handshake;
    expect(client != TB_OK && server != TB_OK, "%s: client %s, server %s", what, status_name(client),
           status_name(server));
    expect(client == TB_BAD_PEER || server == TB_BAD_PEER, "%s: client %s, server %s", what, status_name(client),
           status_name(server));
}

static void disagree(const struct subject *subject, const void *row)
{
    const struct disagreement *d = row;
    const struct tls_case *c = d->version == TB_TLS13 ? &tls13_case : &tls12_case;
    static const uint16_t other_group[] = {24}, other_suite[] = {TB_SUITE_ECDHE_RSA_AES_256_GCM};
    struct session session;
    struct wishes wishes;
    require_case(subject, &tls13_case);
    require_case(subject, &tls12_case);
    wishes_init(&wishes, subject, c);
    if (d->other_version) {
        wishes.server.min_version = wishes.server.max_version = tls12_case.version;
        wishes.server.num_suites = 0;
    }
    if (d->other_group)
        wishes.server.groups = other_group;
    if (d->other_suite)
        wishes.server.suites = other_suite;
    session_open(&session, subject, &wishes, c);
    session_handshake(&session);
    expect_failed(&session, d->name);
    session_close(&session);
    wishes_free(&wishes);
}

/* Sends something that is not TLS to only one end; the other end of the wire then closes. */
static void garbage(const struct subject *subject, const void *row)
{
    const struct tls_case *c = row;
    static const char http[] =
        "HTTP/1.0 400 Bad Request\r\nContent-Type: text/plain\r\n\r\nI do not speak TLS, sorry about that.\r\n";
    static const uint8_t alert[] = {21, 3, 3, 0, 2, 2, 40}; /* handshake_failure */
    static const uint8_t empty[] = {22, 3, 3, 0, 0, 22, 3, 3, 0, 0}, too_long[] = {22, 3, 3, 0xff, 0xff, 1, 2, 3, 4};
    const struct {
        const char *name;
        const void *bytes;
        size_t len;
    } kinds[] = {{"HTTP", http, sizeof http - 1},
                 {"an alert", alert, sizeof alert},
                 {"empty records", empty, sizeof empty},
                 {"a record too long", too_long, sizeof too_long}};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        for (int to_server = 0; to_server < 2; to_server++) {
            struct session session;
            session_begin(&session, subject, c);
            struct peer *peer = to_server ? &session.server : &session.client;
            wire_put(peer->end.in, kinds[i].bytes, kinds[i].len);
            peer->end.in->ended = true;
            enum tb_status status = TB_WANT_READ;
            for (int calls = 0; calls < 20 && (status == TB_WANT_READ || status == TB_WANT_WRITE); calls++)
                status = subject->backend->tls->handshake(peer->conn);
            expect(status == TB_BAD_PEER, "%s to the %s: %s", kinds[i].name, to_server ? "server" : "client",
                   status_name(status));
            session_close(&session);
        }
}

/* Flips the last byte of the n'th batch that the server sends during the handshake. */
static void tampered_handshake(const struct subject *subject, const void *row)
{
    const struct tls_case *c = row;
    struct session session;
    session_begin(&session, subject, c);
    const struct tb_tls_ops *tls = subject->backend->tls;
    expect_status(subject, TB_WANT_READ, tls->handshake(session.client.conn));
    expect_status(subject, TB_WANT_READ, tls->handshake(session.server.conn));
    expect(session.to_client.len > 100, "the server's flight has %zu bytes", session.to_client.len);
    session.to_client.data[session.to_client.len - 20] ^= 1; /* in Finished, or in ServerKeyExchange's signature */
    session_handshake(&session);
    expect(session.client.handshake == TB_BAD_PEER, "the client says %s", status_name(session.client.handshake));
    expect(session.server.handshake != TB_OK, "the server stands");
    session_close(&session);
}

static void tampered_record(const struct subject *subject, const void *row)
{
    const struct tls_case *c = row;
    for (int to_server = 0; to_server < 2; to_server++) {
        struct session session;
        uint8_t bytes[100] = {0};
        size_t done;
        session_start(&session, subject, c);
        struct peer *from = to_server ? &session.client : &session.server,
                    *to = to_server ? &session.server : &session.client;
        expect_status(subject, TB_OK, peer_write(from, &done, bytes, sizeof bytes));
        from->end.out->data[from->end.out->len - 30] ^= 1;
        expect_status(subject, TB_BAD_PEER, peer_read(to, &done, bytes, sizeof bytes));
        session_close(&session);
    }
}

/* End of stream without close_notify: possibly by an attacker, not the peer (RFC 8446 6.1). */
static void truncated(const struct subject *subject, const void *row)
{
    const struct tls_case *c = row;
    struct session session;
    uint8_t bytes[100];
    size_t done;
    session_start(&session, subject, c);
    send_all(&session.server, &session.client, 100, 100);
    session.to_client.ended = true;
    enum tb_status status = peer_read(&session.client, &done, bytes, sizeof bytes);
    expect(status == TB_BAD_PEER || status == TB_ERROR, "a truncated stream reads as %s", status_name(status));
    session_close(&session);
}

static void truncated_handshake(const struct subject *subject, const void *row)
{
    const struct tls_case *c = row;
    struct session session;
    session_begin(&session, subject, c);
    session.to_client.ended = session.to_server.ended = true; /* before any data was sent */
    session_handshake(&session);
    expect(session.client.handshake != TB_OK && session.server.handshake != TB_OK, "client %s, server %s",
           status_name(session.client.handshake), status_name(session.server.handshake));
    session_close(&session);
}

static void broken_transport(const struct subject *subject, const void *row)
{
    const struct tls_case *c = row;
    struct session session;
    uint8_t bytes[100] = {0};
    size_t done;
    session_start(&session, subject, c);
    session.to_client.broken = true;
    expect_status(subject, TB_ERROR, peer_read(&session.client, &done, bytes, sizeof bytes));
    expect_status(subject, TB_ERROR, peer_write(&session.server, &done, bytes, sizeof bytes));
    session_close(&session);
}

/* Freed at various stages of a handshake; the address sanitizer checks for errors. */
static void abandoned(const struct subject *subject, const void *row)
{
    const struct tls_case *c = row;
    for (int steps = 0; steps < 4; steps++) {
        struct session session;
        session_begin(&session, subject, c);
        for (int i = 0; i < steps; i++) {
            const struct peer *peer = i % 2 ? &session.server : &session.client;
            expect(subject->backend->tls->handshake(peer->conn) != TB_OK || steps > 2, "a handshake of %d steps",
                   i + 1);
        }
        session_close(&session);
    }
}

/* Malformed PEM is an error; so is a key that does not match the certificate. */
static void bad_pem(const struct subject *subject, const void *row)
{
    const struct tls_case *c = row;
    static const char text[] = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
    struct tb_bytes bad = {(const uint8_t *)text, sizeof text - 1};
    struct wishes wishes;
    require_case(subject, c);
    wishes_init(&wishes, subject, c);
    wishes.client.num_schemes = wishes.server.num_schemes = 0; /* which a library may refuse, before anything else */
    struct tb_bytes other_key = read_pki(subject, "ecdsa-p384", "key.pem");
    struct tb_tls_config bad_chain = wishes.server, bad_key = wishes.server, wrong_key = wishes.server,
                         bad_roots = wishes.client;
    bad_chain.chain_pem = bad_key.key_pem = bad_roots.roots_pem = bad;
    wrong_key.key_pem = other_key;
    const struct {
        const char *name;
        const struct tb_tls_config *config;
    } kinds[] = {
        {"a bad chain", &bad_chain}, {"a bad key", &bad_key}, {"another key", &wrong_key}, {"bad roots", &bad_roots}};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        tb_ctx *none = (tb_ctx *)&none;
        enum tb_status status = subject->backend->tls->ctx_create(subject->lib, &none, kinds[i].config);
        expect(status == TB_ERROR && !none, "%s: ctx_create is %s", kinds[i].name, status_name(status));
        char why[256];
        expect(subject->backend->error_text(subject->lib, why, sizeof why) == strlen(why) && why[0],
               "%s: no reason is given", kinds[i].name);
        expect(subject->backend->error_text(subject->lib, why, sizeof why) == 0 && !why[0],
               "the reason was not forgotten: %s", why);
    }
    free_bytes(other_key);
    wishes_free(&wishes);
}

/* A list with an unknown entry is refused as a whole: no entry is dropped. */
static void unknown_wishes(const struct subject *subject, const void *row)
{
    const struct tls_case *c = row;
    static const uint16_t unknown[] = {0x9999};
    struct wishes wishes;
    require_case(subject, c);
    wishes_init(&wishes, subject, c);
    uint16_t mixed_groups[] = {c->group, 0x9999}, mixed_suites[] = {c->suite, 0x9999};
    struct tb_tls_config groups = wishes.client, suites = wishes.client, schemes = wishes.client,
                         more_groups = wishes.client, more_suites = wishes.client;
    groups.groups = suites.suites = schemes.schemes = unknown;
    groups.num_groups = suites.num_suites = schemes.num_schemes = 1;
    more_groups.groups = mixed_groups;
    more_suites.suites = mixed_suites;
    more_groups.num_groups = more_suites.num_suites = 2;
    const struct {
        const char *name;
        const struct tb_tls_config *config;
    } kinds[] = {{"an unknown group", &groups},
                 {"an unknown suite", &suites},
                 {"an unknown scheme", &schemes},
                 {"a known and an unknown group", &more_groups},
                 {"a known and an unknown suite", &more_suites}};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        tb_ctx *none = (tb_ctx *)&none;
        enum tb_status status = subject->backend->tls->ctx_create(subject->lib, &none, kinds[i].config);
        expect(status == TB_UNSUPPORTED && !none, "%s: ctx_create is %s", kinds[i].name, status_name(status));
    }
    wishes_free(&wishes);
}

int test_failures(const struct subject *subject)
{
    static const struct {
        test_function *function;
        const char *name;
    } tests[] = {{garbage, "what is no TLS"},
                 {tampered_handshake, "a tampered handshake"},
                 {tampered_record, "a tampered record"},
                 {truncated, "a stream cut off"},
                 {truncated_handshake, "a handshake cut off"},
                 {broken_transport, "a transport that fails"},
                 {abandoned, "connections abandoned"},
                 {bad_pem, "keys and certificates that are none"},
                 {unknown_wishes, "wishes that cannot be granted"}};
    static const struct tls_case *const both[] = {&tls13_case, &tls12_case};
    struct test_list list = {.subject = subject};
    for (size_t i = 0; i < sizeof disagreements / sizeof disagreements[0]; i++)
        add_test(&list, disagree, &disagreements[i], "failures: %s", disagreements[i].name);
    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
        for (size_t j = 0; j < 2; j++)
            add_test(&list, tests[i].function, both[j], "failures: %s: %s", name_of(both[j]).text, tests[i].name);
    return run_list(&list, "failures");
}
