/* transport.c - data in both directions, TB_WANT_..., sockets and the end of a connection.  Also for a backend without
 * TLS. */
#include "session.h"
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { WRITE = 16384 };

static void sizes(const struct subject *subject, const void *row)
{
    static const size_t lengths[] = {1, 2, 100, 1350, 16383, 16384, 16385, 65536, 102400};
    struct session session;
    session_start(&session, subject, row);
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        send_all(&session.client, &session.server, lengths[i], WRITE);
        send_all(&session.server, &session.client, lengths[i], WRITE);
    }
    send_all(&session.client, &session.server, 3000, 7);
    session_close(&session);
}

static void crawling(const struct subject *subject, const void *row)
{
    struct session session;
    session_start(&session, subject, row);
    session.to_server.crawl = session.to_client.crawl = true;
    send_all(&session.client, &session.server, 20000, WRITE);
    send_all(&session.server, &session.client, 20000, WRITE);
    session_close(&session);
}

/* A socket buffer that becomes full in the middle of a record. */
static void backpressure(const struct subject *subject, const void *row)
{
    struct session session;
    session_start(&session, subject, row);
    session.to_server.limit = 1000;
    session.to_client.limit = 4099;
    send_all(&session.client, &session.server, 102400, WRITE);
    send_all(&session.server, &session.client, 102400, WRITE);
    session_close(&session);
}

/* A write that returned TB_WANT_... is retried from another buffer: the first one is gone. */
static void moving_buffer(const struct subject *subject, const void *row)
{
    struct session session;
    uint8_t first[4096], second[4096], got[4096];
    size_t done = 0, received = 0;
    session_start(&session, subject, row);
    session.to_server.limit = 100;
    memset(first, 7, sizeof first);
    memset(second, 7, sizeof second);
    enum tb_status status = peer_write(&session.client, &done, first, sizeof first);
    size_t sent = status == TB_OK ? done : 0;
    if (status != TB_OK)
        expect_status(subject, TB_WANT_WRITE, status);
    memset(first, 9, sizeof first);
    for (int i = 0; i < 1000 && received < sizeof got; i++) {
        if (sent < sizeof second && peer_write(&session.client, &done, second + sent, sizeof second - sent) == TB_OK)
            sent += done;
        if (peer_read(&session.server, &done, got + received, sizeof got - received) == TB_OK)
            received += done;
    }
    expect(received == sizeof got, "%zu bytes arrived", received);
    expect(memcmp(got, second, sizeof got) == 0, "the wrong bytes arrived");
    session_close(&session);
}

/* Shuts one side down; without TLS that is the end of the stream. */
static void hang_up(const struct subject *subject, struct peer *peer)
{
    enum tb_status status = subject->backend->tls->shutdown(peer->conn);
    expect_status(subject, TB_OK, status);
    if (subject->backend->cleartext)
        peer->end.out->ended = true;
}

static void closing(const struct subject *subject, const void *row)
{
    uint8_t byte;
    size_t done;
    struct session session;
    session_start(&session, subject, row);
    send_all(&session.client, &session.server, 100, 100);
    hang_up(subject, &session.client);
    expect_status(subject, TB_CLOSED, peer_read(&session.server, &done, &byte, 1));
    expect_status(subject, TB_CLOSED, peer_read(&session.server, &done, &byte, 1));
    hang_up(subject, &session.server);
    expect_status(subject, TB_CLOSED, peer_read(&session.client, &done, &byte, 1));
    session_close(&session);
}

/* Data sent before the end arrives before the end. */
static void data_then_close(const struct subject *subject, const void *row)
{
    uint8_t bytes[1000] = {1, 2, 3}, got[2000];
    size_t done;
    struct session session;
    session_start(&session, subject, row);
    expect_status(subject, TB_OK, peer_write(&session.server, &done, bytes, sizeof bytes));
    hang_up(subject, &session.server);
    expect_status(subject, TB_OK, peer_read(&session.client, &done, got, sizeof got));
    expect(done == sizeof bytes && !memcmp(got, bytes, done), "%zu bytes arrived", done);
    expect_status(subject, TB_CLOSED, peer_read(&session.client, &done, got, sizeof got));
    session_close(&session);
}

static void crawling_close(const struct subject *subject, const void *row)
{
    uint8_t byte;
    size_t done;
    struct session session;
    session_start(&session, subject, row);
    session.to_server.crawl = session.to_client.crawl = true;
    enum tb_status status;
    for (int i = 0; (status = subject->backend->tls->shutdown(session.client.conn)) == TB_WANT_WRITE; i++)
        expect(i < 200, "shutdown does not end");
    expect_status(subject, TB_OK, status);
    session.to_server.ended = true;
    for (int i = 0; (status = peer_read(&session.server, &done, &byte, 1)) == TB_WANT_READ; i++)
        expect(i < 200, "the end does not arrive");
    expect_status(subject, TB_CLOSED, status);
    session_close(&session);
}

/* Many connections of one context, interleaved. */
static void interleaved(const struct subject *subject, const void *row)
{
    enum { NUM = 8 };
    struct session sessions[NUM];
    session_start(&sessions[0], subject, row);
    for (int i = 1; i < NUM; i++)
        session_share(&sessions[i], &sessions[0]);
    for (int i = 1; i < NUM; i++)
        session_handshake(&sessions[i]);
    for (int i = 0; i < NUM; i++) {
        expect_connected(&sessions[i]);
        send_all(&sessions[i].client, &sessions[i].server, 1000 + (size_t)i, 300);
    }
    for (int i = NUM - 1; i >= 0; i--) /* the owner of the contexts comes last */
        session_close(&sessions[i]);
}

/* Uses the library's own socket code. */
static void open_socket(struct peer *peer, int fd)
{
    const struct tb_tls_ops *tls = peer->subject->backend->tls;
    struct tb_transport transport = {.fd = fd};
    tls->destroy(peer->conn);
    peer->conn = NULL;
    expect_status(peer->subject, TB_OK, tls->open(peer->ctx, &peer->conn, &transport));
}

static void socket_transfer(const struct subject *subject, struct peer *from, struct peer *to, size_t len)
{
    uint8_t src[WRITE], dst[WRITE];
    size_t sent = 0, received = 0, done;
    memset(src, 0x5c, sizeof src);
    for (int i = 0; received < len; i++) {
        expect(i < 10000, "data stopped at byte %zu of %zu", received, len);
        enum tb_status status = TB_WANT_WRITE;
        if (sent < len)
            status = subject->backend->tls->write(from->conn, &done, src, len - sent < WRITE ? len - sent : WRITE);
        if (status == TB_OK)
            sent += done;
        else
            expect_status(subject, TB_WANT_WRITE, status);
        status = subject->backend->tls->read(to->conn, &done, dst, sizeof dst);
        if (status == TB_WANT_READ)
            continue;
        expect_status(subject, TB_OK, status);
        expect(!memcmp(dst, src, done), "the wrong bytes arrived");
        received += done;
    }
}

static void over_socket(const struct subject *subject, const void *row)
{
    const struct tb_tls_ops *tls = subject->backend->tls;
    struct session session;
    int fds[2];
    uint8_t byte;
    size_t done;
    session_start(&session, subject, row);
    expect(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, fds) == 0, "socketpair: %s", strerror(errno));
    open_socket(&session.client, fds[0]);
    open_socket(&session.server, fds[1]);
    enum tb_status client = TB_WANT_READ, server = TB_WANT_READ;
    for (int i = 0; client != TB_OK || server != TB_OK; i++) {
        expect(i < 100, "the handshake hangs: client %s, server %s", status_name(client), status_name(server));
        client = client == TB_OK ? client : tls->handshake(session.client.conn);
        server = server == TB_OK ? server : tls->handshake(session.server.conn);
        expect(client <= TB_WANT_WRITE && server <= TB_WANT_WRITE, "client %s, server %s", status_name(client),
               status_name(server));
    }
    socket_transfer(subject, &session.client, &session.server, 1 << 20);
    socket_transfer(subject, &session.server, &session.client, 1 << 20);
    expect_status(subject, TB_WANT_READ, tls->read(session.client.conn, &done, &byte, 1));
    expect_status(subject, TB_OK, tls->shutdown(session.client.conn));
    if (subject->backend->cleartext)
        expect(shutdown(fds[0], SHUT_WR) == 0, "shutdown: %s", strerror(errno));
    expect_status(subject, TB_CLOSED, tls->read(session.server.conn, &done, &byte, 1));
    tls->destroy(session.client.conn);
    session.client.conn = NULL;
    expect(close(fds[0]) == 0, "the library closed a descriptor that is not its own");
    session_close(&session);
    expect(close(fds[1]) == 0, "the library closed a descriptor that is not its own");
}

/* A vanished peer gives an error; ignoring SIGPIPE is up to the program. */
static void vanished_socket(const struct subject *subject, const void *row)
{
    const struct tb_tls_ops *tls = subject->backend->tls;
    struct session session;
    int fds[2];
    uint8_t bytes[1000] = {0};
    size_t done;
    session_start(&session, subject, row);
    expect(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, fds) == 0, "socketpair: %s", strerror(errno));
    close(fds[1]);
    open_socket(&session.client, fds[0]);
    enum tb_status status = tls->handshake(session.client.conn);
    if (subject->backend->cleartext)
        status = tls->write(session.client.conn, &done, bytes, sizeof bytes);
    expect(status == TB_ERROR || status == TB_BAD_PEER || status == TB_CLOSED, "to nobody: %s", status_name(status));
    close(fds[0]);
    session_close(&session);
}

int test_transport(const struct subject *subject)
{
    static const struct {
        test_function *function;
        const char *name;
    } tests[] = {{sizes, "data of all sizes, both ways"},
                 {crawling, "one byte at a time"},
                 {backpressure, "a full pipe"},
                 {moving_buffer, "a write tried again from elsewhere"},
                 {closing, "closing"},
                 {data_then_close, "data, then the end"},
                 {crawling_close, "closing, one byte at a time"},
                 {interleaved, "connections interleaved"},
                 {over_socket, "over a socket"},
                 {vanished_socket, "a socket without a peer"}};
    const struct tls_case *cases[] = {&tls13_case, &tls12_case};
    struct test_list list = {.subject = subject};
    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++) {
        if (subject->backend->cleartext) {
            add_test(&list, tests[i].function, NULL, "transport: cleartext: %s", tests[i].name);
            continue;
        }
        for (size_t j = 0; j < 2; j++)
            add_test(&list, tests[i].function, cases[j], "transport: %s: %s", name_of(cases[j]).text, tests[i].name);
    }
    return run_list(&list, "transport");
}
