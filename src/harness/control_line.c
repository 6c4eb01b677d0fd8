#include "harness/control_line.h"
#include "harness/socket.h"
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool tb_control_send(struct tb_control_line *control, const char *format, ...)
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
    line[len] = '\n'; /* in the place of the zero */
    return send(control->fd, line, len + 1, MSG_NOSIGNAL) == (ssize_t)len + 1;
}

/* Moves the first line of the buffer to `line`; false: there is no whole one. */
static bool take_line(struct tb_control_line *control, char line[TB_LINE_CAP])
{
    char *end = memchr(control->data, '\n', control->len);
    if (!end)
        return false;
    size_t len = (size_t)(end - control->data);
    memcpy(line, control->data, len);
    line[len] = '\0';
    control->len -= len + 1;
    memmove(control->data, end + 1, control->len);
    return true;
}

enum tb_status tb_control_receive(struct tb_control_line *control, char line[TB_LINE_CAP])
{
    while (!take_line(control, line)) {
        size_t room = sizeof control->data - control->len;
        if (room == 0) {
            errno = EMSGSIZE;
            return TB_ERROR;
        }
        ssize_t len = recv(control->fd, control->data + control->len, room, 0);
        if (len == 0)
            return TB_CLOSED;
        if (len < 0 && errno == ECONNRESET) /* closed in a hurry */
            return TB_CLOSED;
        if (len < 0)
            return errno == EAGAIN || errno == EWOULDBLOCK ? TB_WANT_READ : TB_ERROR;
        control->len += (size_t)len;
    }
    return TB_OK;
}

enum tb_status tb_control_await(struct tb_control_line *control, char line[TB_LINE_CAP], int timeout_ms)
{
    enum tb_status status = tb_control_receive(control, line);
    while (status == TB_WANT_READ) {
        if (!tb_socket_wait(control->fd, false, timeout_ms))
            return TB_ERROR;
        status = tb_control_receive(control, line);
    }
    return status;
}

const char *tb_control_word(const char *line, const char *word)
{
    size_t len = strlen(word);
    if (strncmp(line, word, len) != 0 || (line[len] != ' ' && line[len] != '\0'))
        return NULL;
    return line[len] ? line + len + 1 : line + len;
}
