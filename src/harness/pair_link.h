/* pair_link.h - the protocol between client and server of a pair, which controls the measurement: lines of text on a
 * separate TCP connection.
 *
 *   client                          server
 *   hello 2 TOKEN CASE              ready, or: refused TEXT
 *   mark                            counts WALL_NS CPU_NS UNITS BYTES           a window ends, the next one starts
 *   weigh RESTING                   weight RESTING HEAP PSS                     connections; bytes, 0 if another number
 *                                                                               of connections rests on that end
 *   end CONNECTIONS                 bye                                         made by the client, without the link
 *   failed void|failed TEXT         bye                                         a failure on that end
 *   bye                             failed void|failed TEXT                     unasked, as soon as it happens
 *
 * TOKEN is given to both ends on their command lines; "-": none.  A connection whose hello has another token is
 * dropped, and the server continues to wait (reception.h).
 *
 * An end that closes without `end` or `bye` has crashed or was killed.
 */
#pragma once
#include "backends/backend.h"
#include <stddef.h>
#include <stdint.h>

#define TB_LINK_PROTOCOL "2"
#define TB_NO_TOKEN      "-"
enum { TB_LINE_CAP = 1024 }; /* with the terminating zero; longer lines are cut when sent and refused when received */

struct tb_pair_link {
    int fd; /* owned by the caller; non-blocking */
    char data[TB_LINE_CAP];
    size_t len;
};

/* A line break in the text becomes a space.  On failure errno is set; a few short lines always fit the socket's
 * buffer. */
bool tb_link_send(struct tb_pair_link *link, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The next line, without its end.  TB_WANT_READ: no complete line yet.  TB_CLOSED, TB_ERROR (errno). */
enum tb_status tb_link_receive(struct tb_pair_link *link, char line[TB_LINE_CAP]);
/* The same, but waits.  A timeout is TB_ERROR with errno ETIMEDOUT. */
enum tb_status tb_link_await(struct tb_pair_link *link, char line[TB_LINE_CAP], int timeout_ms);

/* If the line is "word" or "word REST", returns REST; else NULL. */
const char *tb_link_word(const char *line, const char *word);
