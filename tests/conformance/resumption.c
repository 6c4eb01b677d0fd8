/* resumption.c - clients that resume: both ends report the session as resumed, or neither does. */
#include "core/algorithms.h"
#include "core/iana.h"
#include "session.h"

struct kind {
    const char *name;
    const struct tls_case *c;
    enum tb_resumption resumption;
    unsigned tickets;
};
static const struct tls_case hybrid_case = {
    TB_TLS13, TB_SUITE_AES_128_GCM_SHA256, TB_GROUP_X25519MLKEM768, "ecdsa-p256", false, false};
static const struct kind kinds[] = {
    {"TLS 1.2, session ID", &tls12_case, TB_RESUME_SESSION_ID, 0},
    {"TLS 1.2, ticket", &tls12_case, TB_RESUME_TICKET, 0},
    {"TLS 1.3, ticket", &tls13_case, TB_RESUME_TICKET, 1},
    {"TLS 1.3, two tickets", &tls13_case, TB_RESUME_TICKET, 2},
    {"TLS 1.3, ticket, X25519MLKEM768", &hybrid_case, TB_RESUME_TICKET, 1},
};

static void open_kind(struct session *session, const struct subject *subject, const struct kind *kind)
{
    struct wishes wishes;
    require_case(subject, kind->c);
    wishes_init(&wishes, subject, kind->c);
    wish_resumption(&wishes, kind->resumption, kind->tickets);
    session_open(session, subject, &wishes, kind->c);
    wishes_free(&wishes);
}

static void expect_full(const struct session *session, const struct tls_case *c)
{
    expect_connected(session);
    expect_negotiated(&session->client, c, true);
    expect_negotiated(&session->server, c, false);
}

static void expect_both_resumed(const struct session *session, const struct tls_case *c)
{
    expect_connected(session);
    expect_resumed(&session->client, c);
    expect_resumed(&session->server, c);
    expect(negotiated_of(&session->client).peer_verified, "the session's certificate was verified when it was new");
}

static void start_and_take(struct session *session, const struct subject *subject, const struct kind *kind,
                           tb_session_state **state)
{
    open_kind(session, subject, kind);
    session_handshake(session);
    expect_full(session, kind->c);
    *state = take_session(session);
}

/* One session can be used for many connections, and so can the newest one each time. */
static void resumes(const struct subject *subject, const void *row)
{
    const struct kind *kind = row;
    const struct tb_tls_ops *tls = subject->backend->tls;
    struct session session;
    tb_session_state *first, *newest = NULL;
    start_and_take(&session, subject, kind, &first);
    for (int i = 0; i < 6; i++) {
        session_return(&session, i % 2 && newest ? newest : first);
        session_handshake(&session);
        expect_both_resumed(&session, kind->c);
        send_all(&session.client, &session.server, 1000, 1000);
        send_all(&session.server, &session.client, 1000, 1000);
        tb_session_state *next = take_session(&session);
        tls->session_release(newest);
        newest = next;
    }
    session_close(&session); /* a taken session remains valid until it is released */
    tls->session_release(first);
    tls->session_release(newest);
    tls->session_release(NULL);
}

static void resumes_crawling(const struct subject *subject, const void *row)
{
    const struct kind *kind = row;
    struct session session;
    tb_session_state *state;
    open_kind(&session, subject, kind);
    session.to_server.crawl = session.to_client.crawl = true;
    session_handshake(&session);
    expect_full(&session, kind->c);
    state = take_session(&session);
    session_return(&session, state);
    session.to_server.crawl = session.to_client.crawl = true;
    session_handshake(&session);
    expect_both_resumed(&session, kind->c);
    send_all(&session.server, &session.client, 500, 100);
    session_close(&session);
    subject->backend->tls->session_release(state);
}

/* A context resumes nothing by itself if no session is offered. */
static void not_offered(const struct subject *subject, const void *row)
{
    const struct kind *kind = row;
    struct session session;
    tb_session_state *state;
    start_and_take(&session, subject, kind, &state);
    session_connect(&session);
    session_handshake(&session);
    expect_full(&session, kind->c);
    session_close(&session);
    subject->backend->tls->session_release(state);
}

/* A server that stores two sessions at most forgets the first of three.  OpenSSL stores one fewer than it is told. */
static void forgets(const struct subject *subject, const void *row)
{
    enum { STORED = 2, NUM = STORED + 1 };
    const struct kind *kind = row;
    struct session session;
    struct wishes wishes;
    tb_session_state *states[NUM];
    require_case(subject, kind->c);
    wishes_init(&wishes, subject, kind->c);
    wish_resumption(&wishes, kind->resumption, kind->tickets);
    wishes.server.cache = STORED;
    session_open(&session, subject, &wishes, NULL);
    wishes_free(&wishes);
    for (int i = 0; i < NUM; i++) {
        if (i > 0)
            session_connect(&session);
        session_handshake(&session);
        expect_full(&session, kind->c);
        states[i] = take_session(&session);
    }
    session_return(&session, states[NUM - 1]);
    session_handshake(&session);
    expect_both_resumed(&session, kind->c);
    session_return(&session, states[0]);
    session_handshake(&session);
    expect_full(&session, kind->c);
    session_close(&session);
    for (int i = 0; i < NUM; i++)
        subject->backend->tls->session_release(states[i]);
}

/* Both ends must agree on how a server treats another server's session.  Usually it is a full handshake; wolfSSL keeps
 * session IDs for the whole process, and in 5.7.2 a rejected TLS 1.2 ticket ends in an alert. */
static void expect_no_mistake(const struct session *session, const struct kind *kind)
{
    bool tls12 = kind->c->version == TB_TLS12;
    if (tls12 && session->client.handshake == TB_BAD_PEER && session->server.handshake == TB_BAD_PEER)
        return;
    expect_connected(session);
    bool resumed = negotiated_of(&session->client).resumed;
    if (resumed && kind->resumption == TB_RESUME_SESSION_ID)
        expect_both_resumed(session, kind->c);
    else
        expect_full(session, kind->c);
}

static void other_server(const struct subject *subject, const void *row)
{
    const struct kind *kind = row;
    struct session session, other;
    tb_session_state *state;
    start_and_take(&session, subject, kind, &state);
    open_kind(&other, subject, kind);
    tb_ctx *client = session.client.ctx; /* a session belongs to its client's context */
    session.client.ctx = other.client.ctx;
    other.client.ctx = client;
    session_return(&other, state);
    session_handshake(&other);
    expect_no_mistake(&other, kind);
    session_close(&session); /* first, because its connection uses the context that now belongs to the other */
    session_close(&other);
    subject->backend->tls->session_release(state);
}

/* A server without resumption leaves no session to take. */
static void unwilling_server(const struct subject *subject, const void *row)
{
    const struct kind *kind = row;
    const struct tb_tls_ops *tls = subject->backend->tls;
    struct session session;
    struct wishes wishes;
    require_case(subject, kind->c);
    require_slot(subject, tls->session_take, "sessions");
    wishes_init(&wishes, subject, kind->c);
    wish_resumption(&wishes, kind->resumption, kind->tickets);
    wishes.server.resumption = TB_RESUME_NONE;
    wishes.server.tickets = 0;
    session_open(&session, subject, &wishes, kind->c);
    wishes_free(&wishes);
    session_handshake(&session);
    expect_full(&session, kind->c);
    send_all(&session.server, &session.client, 1, 1);
    tb_session_state *state = NULL;
    enum tb_status status = tls->session_take(session.client.conn, &state);
    if (status == TB_OK && !subject->strict) { /* this library cannot tell, but it must not resume */
        session_return(&session, state);
        session_handshake(&session);
        expect_full(&session, kind->c);
        tls->session_release(state);
    } else {
        expect_status(subject, TB_WANT_READ, status);
    }
    session_close(&session);
}

static void start_with(struct session *session, const struct subject *subject, unsigned tickets, bool crawl)
{
    struct wishes wishes;
    wishes_init(&wishes, subject, &tls13_case);
    wish_resumption(&wishes, TB_RESUME_TICKET, tickets);
    session_open(session, subject, &wishes, NULL);
    wishes_free(&wishes);
    session->to_server.crawl = session->to_client.crawl = crawl;
    session_handshake(session);
    expect_full(session, &tls13_case);
}

/* The bytes that come with the server's first one; 0: it cannot issue that number of tickets. */
static size_t bytes_with(const struct subject *subject, unsigned tickets)
{
    struct session session;
    start_with(&session, subject, tickets, false);
    uint8_t byte = 0;
    size_t done, after = in_flight(&session.to_client); /* some libraries have sent them already, others hold them
                                                         * back */
    expect_status(subject, TB_OK, peer_write(&session.server, &done, &byte, 1));
    size_t bytes = in_flight(&session.to_client);
    expect(bytes > after, "the server's byte is not under way");
    tb_session_state *state = take_session(&session);
    subject->backend->tls->session_release(state);
    session_close(&session);
    return bytes;
}

/* All bytes that the server sends up to its first data byte, one byte at a time. */
static size_t crawled_with(const struct subject *subject, unsigned tickets)
{
    struct session session;
    start_with(&session, subject, tickets, true);
    subject->backend->tls->session_release(take_session(&session));
    size_t bytes = session.to_client.moved;
    session_close(&session);
    return bytes;
}

static void expect_in_proportion(size_t one, size_t two, size_t four)
{
    expect(two > one + 50, "one ticket: %zu bytes, two: %zu", one, two);
    size_t each = two - one;
    expect(four - two > 2 * each - each / 8 && four - two < 2 * each + each / 8,
           "one ticket: %zu bytes, two: %zu, four: %zu", one, two, four);
}

static void counts_tickets(const struct subject *subject, const void *row)
{
    (void)row;
    require_case(subject, &tls13_case);
    expect_in_proportion(bytes_with(subject, 1), bytes_with(subject, 2), bytes_with(subject, 4));
    expect_in_proportion(crawled_with(subject, 1), crawled_with(subject, 2), crawled_with(subject, 4));
}

int test_resumption(const struct subject *subject)
{
    static const struct {
        test_function *function;
        const char *name;
    } tests[] = {{resumes, "again and again"},
                 {resumes_crawling, "one byte at a time"},
                 {not_offered, "not offered"},
                 {other_server, "at another server"},
                 {unwilling_server, "from a server that keeps none"}};
    struct test_list list = {.subject = subject};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        for (size_t j = 0; j < sizeof tests / sizeof tests[0]; j++)
            add_test(&list, tests[j].function, &kinds[i], "resumption: %s: %s", kinds[i].name, tests[j].name);
    add_test(&list, forgets, &kinds[0], "resumption: %s: as many as the server stores", kinds[0].name);
    add_test(&list, counts_tickets, NULL, "resumption: as many tickets as asked for");
    return run_list(&list, "resumption");
}
