/* sockets.c - messages and TLS over the socket between parent and child. */
#include "pairs.h"
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void move_all(int fd, void *bytes, size_t len, bool sending)
{
    for (size_t at = 0; at < len;) {
        ssize_t n =
            sending ? send(fd, (char *)bytes + at, len - at, MSG_NOSIGNAL) : recv(fd, (char *)bytes + at, len - at, 0);
        expect(n > 0, "%s: %s", sending ? "send" : "recv", n == 0 ? "the other process has gone" : strerror(errno));
        at += (size_t)n;
    }
}

void send_message(int fd, struct tb_bytes message)
{
    uint8_t len[2] = {(uint8_t)(message.len >> 8), (uint8_t)message.len};
    expect(message.len < 65536, "a message of %zu bytes", message.len);
    move_all(fd, len, sizeof len, true);
    move_all(fd, (void *)message.data, message.len, true);
}

void receive_message(int fd, struct guarded *message, size_t cap)
{
    uint8_t len[2];
    move_all(fd, len, sizeof len, false);
    struct tb_buf *buf = guarded(message, cap);
    buf->len = (size_t)len[0] << 8 | len[1];
    expect(buf->len <= cap, "a message of %zu bytes, expected at most %zu", buf->len, cap);
    move_all(fd, buf->data, buf->len, false);
}

void await(int fd, enum tb_status want)
{
    struct pollfd ready = {.fd = fd, .events = want == TB_WANT_READ ? POLLIN : POLLOUT};
    int n = poll(&ready, 1, PATIENCE_MS);
    expect(n == 1, "poll: %s", n < 0 ? strerror(errno) : "the other process hangs");
}

static bool wants(enum tb_status status)
{
    return status == TB_WANT_READ || status == TB_WANT_WRITE;
}

void socket_handshake(const struct subject *subject, tb_conn *conn, int fd)
{
    enum tb_status status;
    while (wants(status = subject->backend->tls->handshake(conn)))
        await(fd, status);
    expect_status(subject, TB_OK, status);
}

void socket_write(const struct subject *subject, tb_conn *conn, int fd, const void *src, size_t len)
{
    for (size_t at = 0; at < len;) {
        size_t done = 0;
        enum tb_status status = subject->backend->tls->write(conn, &done, (const char *)src + at, len - at);
        if (wants(status)) {
            await(fd, status);
            continue;
        }
        expect_status(subject, TB_OK, status);
        at += done;
    }
}

enum tb_status socket_read(const struct subject *subject, tb_conn *conn, int fd, size_t *done, void *dst, size_t cap)
{
    enum tb_status status;
    while (wants(status = subject->backend->tls->read(conn, done, dst, cap)))
        await(fd, status);
    return status;
}
