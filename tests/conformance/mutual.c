/* mutual.c - clients with a certificate, without one, and with one from another authority. */
#include "core/iana.h"
#include "session.h"

static void open_mutual(struct session *session, const struct subject *subject, const struct tls_case *c,
                        const char *client_chain, const char *servers_roots)
{
    struct wishes wishes;
    require_case(subject, c);
    wishes_init(&wishes, subject, c);
    wishes.server.verify_peer = true;
    wishes.server_roots = read_pki(subject, servers_roots, "root.pem");
    wishes.server.roots_pem = wishes.server_roots;
    if (client_chain) {
        wishes.client_chain = read_pki(subject, c->auth, client_chain);
        wishes.client.chain_pem = wishes.client_chain;
        wishes.client.key_pem = wishes.key;
    }
    session_open(session, subject, &wishes, c);
    wishes_free(&wishes);
    session_handshake(session);
}

static void presented(const struct subject *subject, const void *row)
{
    const struct tls_case *c = row;
    struct session session;
    open_mutual(&session, subject, c, "client.pem", c->auth);
    for (int i = 0; i < 2; i++) {
        expect_connected(&session);
        expect_negotiated(&session.client, c, true);
        expect_negotiated(&session.server, c, true);
        send_all(&session.client, &session.server, 1000, 1000);
        send_all(&session.server, &session.client, 1000, 1000);
        session_connect(&session);
        session_handshake(&session);
    }
    session_close(&session);
}

/* The server refuses in its handshake.  A TLS 1.3 client has finished by then, and learns of it from a read. */
static void expect_server_refused(struct session *session, enum tb_refusal want)
{
    uint8_t byte;
    size_t done;
    expect(session->server.handshake == TB_BAD_PEER, "the server's handshake is %s",
           status_name(session->server.handshake));
    enum tb_status client = session->client.handshake;
    if (client == TB_OK)
        client = peer_read(&session->client, &done, &byte, 1);
    expect(client == TB_BAD_PEER, "the client hears of it as %s", status_name(client));
    enum tb_refusal server_says = refusal_of(&session->server), client_says = refusal_of(&session->client);
    expect(server_says == want, "the server refused \"%s\"", refusal_name(server_says));
    expect(client_says == want || client_says == TB_REFUSED_OTHER, "the client was refused for \"%s\"",
           refusal_name(client_says));
}

static void absent(const struct subject *subject, const void *row)
{
    const struct tls_case *c = row;
    struct session session;
    open_mutual(&session, subject, c, NULL, c->auth);
    expect_server_refused(&session, TB_REFUSED_NO_CERTIFICATE);
    session_close(&session);
}

static void from_elsewhere(const struct subject *subject, const void *row)
{
    const struct tls_case *c = row;
    struct session session;
    open_mutual(&session, subject, c, "client.pem", "unrelated");
    expect_server_refused(&session, TB_REFUSED_UNKNOWN_ISSUER);
    session_close(&session);
}

int test_mutual(const struct subject *subject)
{
    static const struct tls_case cases[] = {
        {TB_TLS13, TB_SUITE_AES_128_GCM_SHA256, TB_GROUP_X25519, "ecdsa-p256", true, false},
        {TB_TLS13, TB_SUITE_AES_128_GCM_SHA256, TB_GROUP_X25519, "rsa-2048", true, false},
        {TB_TLS12, TB_SUITE_ECDHE_ECDSA_AES_128_GCM, TB_GROUP_SECP256R1, "ecdsa-p256", true, false},
        {TB_TLS12, TB_SUITE_ECDHE_RSA_AES_128_GCM, TB_GROUP_SECP256R1, "rsa-2048", true, false},
    };
    struct test_list list = {.subject = subject};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct case_name name = name_of(&cases[i]);
        add_test(&list, presented, &cases[i], "mutual: %s: a client's certificate", name.text);
        add_test(&list, absent, &cases[i], "mutual: %s: none", name.text);
        add_test(&list, from_elsewhere, &cases[i], "mutual: %s: one that a stranger signed", name.text);
    }
    return run_list(&list, "mutual");
}
