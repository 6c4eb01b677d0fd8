/* early_data.c - 0-RTT: early data either arrives once and completely and both ends report it as accepted, or it does
 * not arrive and is not reported. */
#include "session.h"
#include <string.h>

enum { MOST_EARLY = 1024 };
static const char greeting[] = "GET /early HTTP/1.1\r\nHost: server.tlsbench.test\r\n\r\n";

static void open_early(struct session *session, const struct subject *subject)
{
    struct wishes wishes;
    const struct tb_tls_ops *tls = subject->backend->tls;
    require_case(subject, &tls13_case);
    require_slot(subject, tls->early_read && tls->early_write, "0-RTT data");
    wishes_init(&wishes, subject, &tls13_case);
    wish_resumption(&wishes, TB_RESUME_TICKET, 1);
    wishes.client.early_data = wishes.server.early_data = MOST_EARLY;
    session_open(session, subject, &wishes, NULL);
    wishes_free(&wishes);
}

struct both {
    struct early client, server;
};

/* Both ends use early data in the next handshake: the client sends the greeting, or nothing. */
static void arm(struct session *session, struct both *both, bool sending)
{
    memset(both, 0, sizeof *both);
    memcpy(both->client.bytes, greeting, sizeof greeting);
    both->client.len = sizeof greeting;
    both->server.len = sizeof both->server.bytes;
    session->client.early = sending ? &both->client : NULL;
    session->server.early = &both->server;
}

static void expect_early(const struct session *session, const struct both *both, bool accepted)
{
    expect_connected(session);
    expect(both->server.over, "the server never saw the end of early data");
    expect(both->server.at == (accepted ? sizeof greeting : 0), "the server received %zu bytes of early data",
           both->server.at);
    expect(!accepted || !memcmp(both->server.bytes, greeting, sizeof greeting), "other early data came than was sent");
    struct tb_negotiated client = negotiated_of(&session->client), server = negotiated_of(&session->server);
    expect(client.early_data == accepted, "the client says that early data was %saccepted",
           client.early_data ? "" : "not ");
    expect(server.early_data == accepted, "the server says that early data was %saccepted",
           server.early_data ? "" : "not ");
}

static tb_session_state *first_visit(struct session *session, struct both *both)
{
    arm(session, both, false);
    session_handshake(session);
    expect_early(session, both, false);
    expect_negotiated(&session->client, &tls13_case, true);
    return take_session(session);
}

static void visit(const struct subject *subject, bool crawl)
{
    struct session session;
    struct both both;
    open_early(&session, subject);
    tb_session_state *state = first_visit(&session, &both);
    for (int i = 0; i < 3; i++) {
        session_return(&session, state);
        session.to_server.crawl = session.to_client.crawl = crawl;
        arm(&session, &both, true);
        session_handshake(&session);
        if (crawl && session.client.handshake == TB_UNSUPPORTED) {
            session_close(&session);
            subject->backend->tls->session_release(state);
            skip_here(); /* wolfSSL 5.7.2 must be able to send its ClientHello in one piece */
        }
        expect_early(&session, &both, true);
        expect_resumed(&session.client, &tls13_case);
        expect_resumed(&session.server, &tls13_case);
        send_all(&session.client, &session.server, 1000, 500);
        send_all(&session.server, &session.client, 1000, 500);
        subject->backend->tls->session_release(state);
        state = take_session(&session);
    }
    session_close(&session);
    subject->backend->tls->session_release(state);
}

static void accepted(const struct subject *subject, const void *row)
{
    (void)row;
    visit(subject, false);
}

static void accepted_crawling(const struct subject *subject, const void *row)
{
    (void)row;
    visit(subject, true);
}

/* The server cannot read this ticket: it skips what it cannot decrypt, and the handshake becomes a full one. */
static void rejected(const struct subject *subject, const void *row)
{
    (void)row;
    struct session session, other;
    struct both both;
    open_early(&session, subject);
    tb_session_state *state = first_visit(&session, &both);
    open_early(&other, subject);
    tb_ctx *client = session.client.ctx; /* a session belongs to its client's context */
    session.client.ctx = other.client.ctx;
    other.client.ctx = client;
    session_return(&other, state);
    arm(&other, &both, true);
    session_handshake(&other);
    expect_early(&other, &both, false);
    expect_negotiated(&other.client, &tls13_case, true);
    expect_negotiated(&other.server, &tls13_case, false);
    send_all(&other.client, &other.server, 1000, 500); /* the rejected bytes must not arrive, neither early nor later */
    session_close(&session); /* first, because its connection uses the context that now belongs to the other */
    session_close(&other);
    subject->backend->tls->session_release(state);
}

/* Resumed, without sending early data. */
static void unused(const struct subject *subject, const void *row)
{
    (void)row;
    struct session session;
    struct both both;
    open_early(&session, subject);
    tb_session_state *state = first_visit(&session, &both);
    session_return(&session, state);
    arm(&session, &both, false);
    session_handshake(&session);
    expect_early(&session, &both, false);
    expect_resumed(&session.client, &tls13_case);
    expect_resumed(&session.server, &tls13_case);
    session_close(&session);
    subject->backend->tls->session_release(state);
}

int test_early_data(const struct subject *subject)
{
    struct test_list list = {.subject = subject};
    add_test(&list, accepted, NULL, "early data: accepted");
    add_test(&list, accepted_crawling, NULL, "early data: accepted, one byte at a time");
    add_test(&list, rejected, NULL, "early data: rejected");
    add_test(&list, unused, NULL, "early data: not sent");
    return run_list(&list, "early data");
}
