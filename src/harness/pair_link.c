#include "harness/pair_link.h"
#include "harness/socket.h"
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool tb_link_send(struct tb_pair_link *link, const char *format, ...)
{
    char line[TB_LINE_CAP];
    va_list args;
    va_start(args, format);
    int formatted = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    if (formatted < 0)
        return false;
    size_t len = strlen(line);
    for (char *c = line; *c; c++)
        if (*c == '\n' || *c == '\r')
            *c = ' ';
    line[len] = '\n'; /* replaces the zero */
    return send(link->fd, line, len + 1, MSG_NOSIGNAL) == (ssize_t)len + 1;
}

/* Moves the first line of the buffer to `line`; false: there is no complete one. */
static bool take_line(struct tb_pair_link *link, char line[TB_LINE_CAP])
{
    char *end = memchr(link->data, '\n', link->len);
    if (!end)
        return false;
    size_t len = (size_t)(end - link->data);
    memcpy(line, link->data, len);
    line[len] = '\0';
    link->len -= len + 1;
    memmove(link->data, end + 1, link->len);
    return true;
}

enum tb_status tb_link_receive(struct tb_pair_link *link, char line[TB_LINE_CAP])
{
    while (!take_line(link, line)) {
        size_t room = sizeof link->data - link->len;
        if (room == 0) {
            errno = EMSGSIZE;
            return TB_ERROR;
        }
        ssize_t len = recv(link->fd, link->data + link->len, room, 0);
        if (len == 0)
            return TB_CLOSED;
        if (len < 0 && errno == ECONNRESET) /* closed abruptly */
            return TB_CLOSED;
        if (len < 0)
            return errno == EAGAIN || errno == EWOULDBLOCK ? TB_WANT_READ : TB_ERROR;
        link->len += (size_t)len;
    }
    return TB_OK;
}

enum tb_status tb_link_await(struct tb_pair_link *link, char line[TB_LINE_CAP], int timeout_ms)
{
    enum tb_status status = tb_link_receive(link, line);
    while (status == TB_WANT_READ) {
        if (!tb_socket_wait(link->fd, false, timeout_ms))
            return TB_ERROR;
        status = tb_link_receive(link, line);
    }
    return status;
}

const char *tb_link_word(const char *line, const char *word)
{
    size_t len = strlen(word);
    if (strncmp(line, word, len) != 0 || (line[len] != ' ' && line[len] != '\0'))
        return NULL;
    return line[len] ? line + len + 1 : line + len;
}
