/* pair_link.c - input on the link between client and server, in pieces whose size is the first byte. */
#include "harness/pair_link.h"
#include "fuzz.h"
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Takes the complete lines; `at`: offset of the next one in the input. */
static enum tb_status take(struct tb_pair_link *link, const uint8_t *bytes, size_t len, size_t *at)
{
    static const char *const words[] = {"hello", "mark", "end", "failed", "bye", "ready", "refused", "counts"};
    char line[TB_LINE_CAP];
    enum tb_status status;
    while ((status = tb_link_receive(link, line)) == TB_OK) {
        const uint8_t *end = memchr(bytes + *at, '\n', len - *at);
        tb_promise(end != NULL); /* an incomplete line is not returned */
        size_t whole = (size_t)(end - (bytes + *at));
        tb_promise(whole < TB_LINE_CAP && memcmp(line, bytes + *at, whole) == 0 && line[whole] == '\0');
        *at += whole + 1;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            const char *rest = tb_link_word(line, words[i]);
            tb_promise(!rest || (rest >= line + strlen(words[i]) && rest <= line + strlen(line)));
        }
    }
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    int pair[2];
    size_t step = len > 0 ? 1 + bytes[0] : 1, at = 0;
    if (len > 0)
        bytes++, len--;
    tb_promise(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair) == 0);
    struct tb_pair_link link = {.fd = pair[0]};
    enum tb_status status = TB_WANT_READ;
    for (size_t sent = 0; sent < len && status == TB_WANT_READ; sent += step) {
        size_t piece = len - sent < step ? len - sent : step;
        tb_promise(send(pair[1], bytes + sent, piece, MSG_NOSIGNAL) == (ssize_t)piece);
        status = take(&link, bytes, len, &at);
    }
    tb_promise(status == TB_WANT_READ || status == TB_ERROR); /* it was not closed; or there is a line without end */
    tb_promise(status == TB_ERROR || !memchr(bytes + at, '\n', len - at));
    close(pair[1]);
    tb_promise(status == TB_ERROR || take(&link, bytes, len, &at) == TB_CLOSED);
    close(pair[0]);
    return 0;
}
