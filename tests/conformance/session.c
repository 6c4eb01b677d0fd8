/* session.c - a client and a server of the instance under test, in one thread. */
#include "session.h"
#include "core/iana.h"
#include <string.h>

/* false: the library refuses the configuration, and may; the reason was printed. */
static bool create_context(struct peer *peer, const struct tb_tls_config *config, const struct tls_case *c)
{
    const struct subject *subject = peer->subject;
    peer->ctx = (tb_ctx *)peer; /* a failure must set it to NULL */
    enum tb_status status = subject->backend->tls->ctx_create(subject->lib, &peer->ctx, config);
    if (status != TB_UNSUPPORTED || (c && c->must && subject->strict)) {
        expect_status(subject, TB_OK, status);
        expect(peer->ctx, "ctx_create made no handle");
        return true;
    }
    char why[256];
    subject->backend->error_text(subject->lib, why, sizeof why);
    expect(!peer->ctx, "a refused ctx_create left a handle");
    print_message("skipped: the %s cannot be configured: %s\n", config->server ? "server" : "client", why);
    return false;
}

static void connect_peer(struct peer *peer)
{
    const struct tb_tls_ops *tls = peer->subject->backend->tls;
    struct tb_transport transport = transport_of(&peer->end);
    tls->destroy(peer->conn);
    peer->conn = NULL;
    expect_status(peer->subject, TB_OK, tls->open(peer->ctx, &peer->conn, &transport));
    memset(&transport, 0xff, sizeof transport); /* open must have copied it */
    peer->handshake = TB_WANT_READ;
}

void session_connect(struct session *session)
{
    wire_free(&session->to_server);
    wire_free(&session->to_client);
    connect_peer(&session->client);
    connect_peer(&session->server);
}

static void plug(struct session *session, const struct subject *subject)
{
    memset(session, 0, sizeof *session);
    session->client.subject = session->server.subject = subject;
    session->client.end = (struct end){.in = &session->to_client, .out = &session->to_server};
    session->server.end = (struct end){.in = &session->to_server, .out = &session->to_client};
}

void session_share(struct session *session, const struct session *with)
{
    plug(session, with->client.subject);
    session->client.ctx = with->client.ctx;
    session->server.ctx = with->server.ctx;
    session->borrowed = true;
    session_connect(session);
}

void session_open(struct session *session, const struct subject *subject, struct wishes *wishes,
                  const struct tls_case *c)
{
    plug(session, subject);
    if (create_context(&session->server, &wishes->server, c) && create_context(&session->client, &wishes->client, c)) {
        session_connect(session);
        return;
    }
    subject->backend->tls->ctx_destroy(session->server.ctx);
    wishes_free(wishes);
    skip_here();
}

void session_close(struct session *session)
{
    const struct tb_tls_ops *tls = session->client.subject->backend->tls;
    tls->destroy(session->client.conn);
    tls->destroy(session->server.conn);
    if (!session->borrowed) {
        tls->ctx_destroy(session->client.ctx);
        tls->ctx_destroy(session->server.ctx);
    }
    wire_free(&session->to_server);
    wire_free(&session->to_client);
}

static bool wants(enum tb_status status)
{
    return status == TB_WANT_READ || status == TB_WANT_WRITE;
}

/* TB_WANT_... is correct only if the transport has just reported the same; otherwise an event loop would wait
 * forever. */
static enum tb_status honest_want(struct peer *peer, enum tb_status status, const char *call)
{
    struct end *end = &peer->end;
    expect(status != TB_WANT_READ || end->recv_blocked, "%s wants to read, but could have", call);
    expect(status != TB_WANT_WRITE || end->send_blocked, "%s wants to write, but could have", call);
    end->recv_blocked = end->send_blocked = false;
    return status;
}

static enum tb_status say_why(const struct peer *peer, enum tb_status status)
{
    char why[256];
    peer->subject->backend->error_text(peer->subject->lib, why, sizeof why);
    expect(*why, "something is not supported, and no reason is given");
    print_message("skipped: %s\n", why);
    return status;
}

/* TB_OK: everything was sent, or the end of the client's data was reached. */
static enum tb_status early_step(struct peer *peer, bool server)
{
    const struct tb_tls_ops *tls = peer->subject->backend->tls;
    struct early *early = peer->early;
    enum tb_status status = TB_OK;
    while (!early->over && status == TB_OK) {
        size_t done = 0, left = early->len - early->at;
        uint8_t *at = early->bytes + early->at;
        status = server ? tls->early_read(peer->conn, &done, at, left) : tls->early_write(peer->conn, &done, at, left);
        if (status == TB_UNSUPPORTED)
            return say_why(peer, status); /* for the test to judge */
        if (status == TB_OK) {
            expect(done > 0 && done <= left, "%zu bytes of early data of %zu", done, left);
            early->at += done;
        }
        early->over = server ? status == TB_CLOSED : early->at == early->len;
    }
    return early->over ? TB_OK : honest_want(peer, status, "early data");
}

static void step(struct peer *peer, bool server)
{
    if (!wants(peer->handshake))
        return;
    enum tb_status status = peer->early ? early_step(peer, server) : TB_OK;
    if (status == TB_OK)
        status = honest_want(peer, peer->subject->backend->tls->handshake(peer->conn), "handshake");
    peer->handshake = status == TB_UNSUPPORTED && !peer->early ? say_why(peer, status) : status;
    if (peer->handshake != TB_OK && !wants(peer->handshake))
        peer->end.out->ended = true; /* an end that fails closes */
}

bool session_step(struct session *session)
{
    step(&session->client, false);
    step(&session->server, true);
    return wants(session->client.handshake) || wants(session->server.handshake);
}

void session_handshake(struct session *session)
{
    struct peer *client = &session->client, *server = &session->server;
    size_t moved = 0;
    for (unsigned idle = 0; session_step(session); idle++) {
        size_t now = session->to_client.moved + session->to_server.moved;
        if (now != moved)
            idle = 0;
        moved = now;
        expect(idle < 10, "the handshake hangs: client %s, server %s", status_name(client->handshake),
               status_name(server->handshake));
    }
}

void expect_connected(const struct session *session)
{
    const struct subject *subject = session->client.subject;
    char why[256];
    subject->backend->error_text(subject->lib, why, sizeof why);
    expect(session->client.handshake == TB_OK && session->server.handshake == TB_OK, "client %s, server %s: %s",
           status_name(session->client.handshake), status_name(session->server.handshake), why);
}

void expect_refused(const struct session *session, const char *what)
{
    enum tb_status client = session->client.handshake, server = session->server.handshake;
    expect(client == TB_BAD_PEER, "%s: the client's handshake is %s", what, status_name(client));
    expect(server == TB_BAD_PEER, "%s: the server's handshake is %s", what, status_name(server));
}

void session_begin(struct session *session, const struct subject *subject, const struct tls_case *c)
{
    struct wishes wishes;
    if (c)
        require_case(subject, c);
    wishes_init(&wishes, subject, c);
    session_open(session, subject, &wishes, c);
    wishes_free(&wishes); /* ctx_create copies what it needs */
}

void session_start(struct session *session, const struct subject *subject, const struct tls_case *c)
{
    session_begin(session, subject, c);
    session_handshake(session);
    expect_connected(session);
}

void expect_negotiated(const struct peer *peer, const struct tls_case *c, bool verified)
{
    struct tb_negotiated got;
    memset(&got, 0xff, sizeof got);
    expect_status(peer->subject, TB_OK, peer->subject->backend->tls->negotiated(peer->conn, &got));
    compare_negotiated(&got, c);
    expect(got.peer_verified == verified, "peer_verified is %d", got.peer_verified);
}

struct tb_negotiated negotiated_of(const struct peer *peer)
{
    struct tb_negotiated got;
    memset(&got, 0xff, sizeof got);
    expect_status(peer->subject, TB_OK, peer->subject->backend->tls->negotiated(peer->conn, &got));
    return got;
}

void expect_resumed(const struct peer *peer, const struct tls_case *c)
{
    const struct tb_negotiated got = negotiated_of(peer);
    expect(got.resumed, "the session was not resumed");
    expect(got.version == c->version, "version 0x%04x", got.version);
    expect(got.suite == c->suite, "suite 0x%04x", got.suite);
    expect(c->version == TB_TLS12 || got.group == c->group || got.group == 0, "group 0x%04x", got.group);
}

enum tb_refusal refusal_of(const struct peer *peer)
{
    const struct tb_tls_ops *tls = peer->subject->backend->tls;
    require_slot(peer->subject, tls->refusal, "reasons of refusals");
    return tls->refusal(peer->conn);
}

const char *refusal_name(enum tb_refusal refusal)
{
    static const char *const names[] = {"nothing", "other",   "expired",        "revoked", "unknown issuer",
                                        "name",    "version", "no certificate", "staple",  "unknown name"};
    return (size_t)refusal < sizeof names / sizeof names[0] ? names[refusal] : "a reason that does not exist";
}

tb_session_state *take_session(struct session *session)
{
    const struct subject *subject = session->client.subject;
    const struct tb_tls_ops *tls = subject->backend->tls;
    require_slot(subject, tls->session_take && tls->session_offer && tls->session_release, "sessions");
    send_all(&session->server, &session->client, 1, 1);
    tb_session_state *state = (tb_session_state *)session; /* must be set by session_take */
    expect_status(subject, TB_OK, tls->session_take(session->client.conn, &state));
    expect(state && state != (tb_session_state *)session, "session_take made no session");
    return state;
}

void session_return(struct session *session, tb_session_state *state)
{
    const struct subject *subject = session->client.subject;
    session_connect(session);
    expect_status(subject, TB_OK, subject->backend->tls->session_offer(session->client.conn, state));
}

enum tb_status peer_read(struct peer *peer, size_t *done, void *dst, size_t cap)
{
    *done = 0;
    enum tb_status status = honest_want(peer, peer->subject->backend->tls->read(peer->conn, done, dst, cap), "read");
    expect(status != TB_OK || (*done > 0 && *done <= cap), "read %zu bytes into %zu", *done, cap);
    return status;
}

enum tb_status peer_write(struct peer *peer, size_t *done, const void *src, size_t len)
{
    *done = 0;
    enum tb_status status = honest_want(peer, peer->subject->backend->tls->write(peer->conn, done, src, len), "write");
    expect(status != TB_OK || (*done > 0 && *done <= len), "wrote %zu bytes of %zu", *done, len);
    return status;
}

static uint8_t pattern(size_t i)
{
    return (uint8_t)(i * 31 + (i >> 8) * 7 + (i >> 16));
}

enum { LARGEST_WRITE = 16384 };

/* At most one write.  Its address differs from call to call, even when it is retried. */
static size_t write_some(struct peer *from, const uint8_t *bytes, size_t len)
{
    enum { ADDRESSES = 7 };
    uint8_t room[LARGEST_WRITE + ADDRESSES], *src = room + from->end.out->moved % ADDRESSES;
    size_t done;
    memcpy(src, bytes, len);
    enum tb_status status = peer_write(from, &done, src, len);
    if (wants(status))
        return 0;
    expect_status(from->subject, TB_OK, status);
    return done;
}

static size_t read_some(struct peer *to, size_t received)
{
    uint8_t dst[5000]; /* less than a record */
    size_t done;
    enum tb_status status = peer_read(to, &done, dst, sizeof dst);
    if (wants(status))
        return 0;
    expect_status(to->subject, TB_OK, status);
    for (size_t i = 0; i < done; i++)
        expect(dst[i] == pattern(received + i), "byte %zu is %02x, sent was %02x", received + i, dst[i],
               pattern(received + i));
    return done;
}

void send_all(struct peer *from, struct peer *to, size_t len, size_t size)
{
    uint8_t bytes[LARGEST_WRITE];
    size_t sent = 0, received = 0, wanted = 0;
    expect(size <= sizeof bytes, "writes of %zu bytes", size);
    for (unsigned idle = 0; received < len; idle++) {
        size_t moved = from->end.out->moved, before = received;
        if (sent < len) {
            if (!wanted) { /* after WANT it retries the same bytes */
                wanted = len - sent < size ? len - sent : size;
                for (size_t i = 0; i < wanted; i++)
                    bytes[i] = pattern(sent + i);
            }
            size_t done = write_some(from, bytes, wanted);
            sent += done;
            wanted = done ? 0 : wanted;
        }
        received += read_some(to, received);
        if (from->end.out->moved != moved || received != before)
            idle = 0;
        expect(idle < 10, "data stopped at byte %zu of %zu", received, len);
    }
    expect(received == len, "%zu bytes of %zu", received, len);
}
