/* tls.c - handshakes: both ends negotiate what was requested, and nothing is left over. */
#include "core/iana.h"
#include "session.h"
#include <string.h>

enum { TLS13 = TB_TLS13 };

static void negotiates(const struct subject *subject, const void *row)
{
    const struct tls_case *c = row;
    struct session session;
    session_start(&session, subject, c);
    expect_negotiated(&session.client, c, true);
    expect_negotiated(&session.server, c, false);
    send_all(&session.client, &session.server, 1000, 1000);
    send_all(&session.server, &session.client, 1000, 1000);
    session_close(&session);
}

static void negotiates_crawling(const struct subject *subject, const void *row)
{
    const struct tls_case *c = row;
    struct session session;
    session_begin(&session, subject, c);
    session.to_server.crawl = session.to_client.crawl = true;
    session_handshake(&session);
    expect_connected(&session);
    expect_negotiated(&session.client, c, true);
    send_all(&session.client, &session.server, 500, 100);
    send_all(&session.server, &session.client, 500, 100);
    session_close(&session);
}

/* A ticket sent late, by the first write or read, would be charged to the bulk measurement. */
static void no_tickets(const struct subject *subject, const void *row)
{
    const struct tls_case *c = row;
    struct session session;
    uint8_t byte = 1;
    size_t done;
    session_start(&session, subject, c);
    expect(in_flight(&session.to_client) == 0, "%zu bytes follow the handshake", in_flight(&session.to_client));
    expect(in_flight(&session.to_server) == 0, "%zu bytes were not read by the server", in_flight(&session.to_server));
    expect_status(subject, TB_WANT_READ, peer_read(&session.client, &done, &byte, 1));
    expect_status(subject, TB_WANT_READ, peer_read(&session.server, &done, &byte, 1));
    expect(in_flight(&session.to_client) == 0 && in_flight(&session.to_server) == 0, "a read wrote something");
    expect_status(subject, TB_OK, peer_write(&session.server, &done, &byte, 1));
    size_t records = records_in_flight(&session.to_client);
    expect(records == 1, "the server's first byte took %zu records", records);
    expect_status(subject, TB_OK, peer_read(&session.client, &done, &byte, 1));
    expect_status(subject, TB_OK, peer_write(&session.client, &done, &byte, 1));
    records = records_in_flight(&session.to_server);
    expect(records == 1, "the client's first byte took %zu records", records);
    session_close(&session);
}

/* In TLS 1.2 a ticket is a message of the handshake, sent before the server's ChangeCipherSpec: RFC 5077 3.3. */
static void no_ticket_in_tls12(const struct subject *subject, const void *row)
{
    (void)row;
    enum { CHANGE_CIPHER_SPEC = 20 };
    struct session session;
    const struct tb_tls_ops *tls = subject->backend->tls;
    session_begin(&session, subject, &tls12_case);
    for (int i = 0; i < 3; i++)
        expect_status(subject, TB_WANT_READ, tls->handshake(i % 2 ? session.server.conn : session.client.conn));
    expect_status(subject, TB_OK, tls->handshake(session.server.conn));
    expect(in_flight(&session.to_client) > 0, "the server's last flight is empty");
    uint8_t first = session.to_client.data[session.to_client.at];
    expect(first == CHANGE_CIPHER_SPEC, "the server's last flight starts with a record of type %u", first);
    session_close(&session);
}

/* The client's only key share is for a group that the server does not accept: HelloRetryRequest, RFC 8446 4.1.4. */
static void retried(const struct subject *subject, const void *row)
{
    (void)row;
    enum { LARGEST_RETRY = 200 }; /* a ServerHello flight with certificates has more */
    const struct tb_tls_ops *tls = subject->backend->tls;
    struct session session;
    struct wishes wishes;
    require_case(subject, &tls13_case);
    wishes_init(&wishes, subject, &tls13_case);
    wishes.client_groups[1] = wishes.server_groups[0] = TB_GROUP_SECP256R1;
    wishes.client.num_groups = 2;
    struct tls_case c = tls13_case;
    c.group = TB_GROUP_SECP256R1;
    session_open(&session, subject, &wishes, &c);
    expect_status(subject, TB_WANT_READ, tls->handshake(session.client.conn));
    expect_status(subject, TB_WANT_READ, tls->handshake(session.server.conn));
    size_t answer = in_flight(&session.to_client);
    expect(answer > 0 && answer < LARGEST_RETRY, "the server's first answer has %zu bytes", answer);
    session_handshake(&session);
    expect_connected(&session);
    expect_negotiated(&session.client, &c, true);
    expect_negotiated(&session.server, &c, false);
    session_close(&session);
    wishes_free(&wishes);
}

/* min_version below max_version: the higher one is negotiated. */
static void version_range(const struct subject *subject, const void *row)
{
    (void)row;
    struct session session;
    struct wishes wishes;
    require_case(subject, &tls13_case);
    require_case(subject, &tls12_case);
    wishes_init(&wishes, subject, &tls13_case);
    wishes.client.min_version = wishes.server.min_version = tls12_case.version;
    session_open(&session, subject, &wishes, &tls13_case);
    session_handshake(&session);
    expect_connected(&session);
    expect_negotiated(&session.client, &tls13_case, true);
    expect_negotiated(&session.server, &tls13_case, false);
    session_close(&session);
    wishes_free(&wishes);
}

/* Empty lists mean the library's defaults, which must be compatible. */
static void defaults(const struct subject *subject, const void *row)
{
    const struct tls_case *c = row;
    struct session session;
    struct wishes wishes;
    require_case(subject, c);
    wishes_init(&wishes, subject, c);
    struct tb_tls_config *configs[] = {&wishes.client, &wishes.server};
    for (size_t i = 0; i < 2; i++)
        configs[i]->num_groups = configs[i]->num_suites = configs[i]->num_schemes = 0;
    session_open(&session, subject, &wishes, c);
    session_handshake(&session);
    expect_connected(&session);
    struct tb_negotiated got;
    expect_status(subject, TB_OK, subject->backend->tls->negotiated(session.client.conn, &got));
    expect(got.version == c->version && got.suite && got.peer_verified && !got.resumed,
           "version 0x%04x, suite 0x%04x, %d, %d", got.version, got.suite, got.peer_verified, got.resumed);
    session_close(&session);
    wishes_free(&wishes);
}

/* A context serves many connections, none of which resumes another. */
static void again(const struct subject *subject, const void *row)
{
    const struct tls_case *c = row;
    struct session session;
    session_start(&session, subject, c);
    for (int i = 0; i < 3; i++) {
        session_connect(&session);
        session_handshake(&session);
        expect_connected(&session);
        expect_negotiated(&session.client, c, true);
        expect_negotiated(&session.server, c, false);
    }
    session_close(&session);
}

static void expect_honest(const struct subject *subject, enum tb_cap cap, uint16_t id,
                          const struct tb_tls_config *config)
{
    const struct tb_tls_ops *tls = subject->backend->tls;
    tb_ctx *ctx = (tb_ctx *)&ctx;
    enum tb_status want = supports(subject, cap, id) ? TB_OK : TB_UNSUPPORTED;
    enum tb_status got = tls->ctx_create(subject->lib, &ctx, config);
    expect(got == want, "capability %d, 0x%04x: supports says %s, ctx_create of a %s %s", cap, id, status_name(want),
           config->server ? "server" : "client", status_name(got));
    expect(got == TB_OK || !ctx, "a refused ctx_create left a handle");
    if (got == TB_OK)
        tls->ctx_destroy(ctx);
}

/* `supports` and ctx_create agree; for versions also on a server, which uses them only when a client connects. */
static void honest(const struct subject *subject, const void *row)
{
    (void)row;
    static const struct {
        enum tb_cap cap;
        uint16_t id, version;
    } wishes[] = {{TB_CAP_TLS_GROUP, TB_GROUP_X25519, TLS13},
                  {TB_CAP_TLS_GROUP, TB_GROUP_SECP256R1, TLS13},
                  {TB_CAP_TLS_GROUP, TB_GROUP_SECP384R1, TLS13},
                  {TB_CAP_TLS_GROUP, TB_GROUP_SECP521R1, TLS13},
                  {TB_CAP_TLS_GROUP, TB_GROUP_X25519MLKEM768, TLS13},
                  {TB_CAP_TLS_GROUP, 0x9999, TLS13},
                  {TB_CAP_SUITE, TB_SUITE_AES_128_GCM_SHA256, TLS13},
                  {TB_CAP_SUITE, TB_SUITE_AES_256_GCM_SHA384, TLS13},
                  {TB_CAP_SUITE, TB_SUITE_CHACHA20_POLY1305_SHA256, TLS13},
                  {TB_CAP_SUITE, 0x1399, TLS13},
                  {TB_CAP_SUITE, TB_SUITE_ECDHE_RSA_AES_128_GCM, TB_TLS12},
                  {TB_CAP_SUITE, TB_SUITE_RSA_AES_128_GCM, TB_TLS12},
                  {TB_CAP_SUITE, TB_SUITE_ECDHE_ECDSA_CHACHA20_POLY1305, TB_TLS12},
                  {TB_CAP_SUITE, 0x9999, TB_TLS12},
                  {TB_CAP_VERSION, TLS13, TLS13},
                  {TB_CAP_VERSION, TB_TLS12, TB_TLS12},
                  {TB_CAP_VERSION, 0x0399, 0x0399}};
    const struct tb_tls_ops *tls = subject->backend->tls;
    bool newest = supports(subject, TB_CAP_VERSION, TLS13);
    for (size_t i = 0; i < sizeof wishes / sizeof wishes[0]; i++) {
        if (wishes[i].cap == TB_CAP_TLS_GROUP && !newest)
            continue; /* a library without TLS 1.3 is asked about groups in TLS 1.2 */
        struct tb_tls_config config = {.min_version = wishes[i].version, .max_version = wishes[i].version};
        if (wishes[i].cap == TB_CAP_TLS_GROUP) {
            config.groups = &wishes[i].id;
            config.num_groups = 1;
        }
        if (wishes[i].cap == TB_CAP_SUITE) {
            config.suites = &wishes[i].id;
            config.num_suites = 1;
        }
        expect_honest(subject, wishes[i].cap, wishes[i].id, &config);
        config.server = true;
        if (wishes[i].cap == TB_CAP_VERSION)
            expect_honest(subject, wishes[i].cap, wishes[i].id, &config);
    }
    tls->ctx_destroy(NULL);
    tls->destroy(NULL);
}

int test_tls(const struct subject *subject)
{
    static const struct tls_case *const both[] = {&tls13_case, &tls12_case};
    struct test_list list = {.subject = subject};
    for (size_t i = 0; i < num_tls_cases; i++) {
        add_test(&list, negotiates, &tls_cases[i], "tls: %s", name_of(&tls_cases[i]).text);
        add_test(&list, negotiates_crawling, &tls_cases[i], "tls: %s: one byte at a time", name_of(&tls_cases[i]).text);
        add_test(&list, no_tickets, &tls_cases[i], "tls: %s: nothing is left over", name_of(&tls_cases[i]).text);
    }
    for (size_t i = 0; i < 2; i++) {
        add_test(&list, defaults, both[i], "tls: %s: the library's defaults", name_of(both[i]).text);
        add_test(&list, again, both[i], "tls: %s: many connections, no resumption", name_of(both[i]).text);
    }
    add_test(&list, no_ticket_in_tls12, NULL, "tls: no ticket in TLS 1.2");
    add_test(&list, retried, NULL, "tls: HelloRetryRequest");
    add_test(&list, version_range, NULL, "tls: of two versions the higher");
    add_test(&list, honest, NULL, "tls: supports says what ctx_create does");
    return run_list(&list, "tls");
}
