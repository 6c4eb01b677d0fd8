#include "control/base/term.h"
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { WIDTH_OF_FILES = 120 };

struct tb_term tb_term_of(int fd)
{
    struct tb_term term = {.width = WIDTH_OF_FILES};
    struct winsize size;
    const char *type = getenv("TERM"), *no_color = getenv("NO_COLOR"), *columns = getenv("COLUMNS");
    term.terminal = isatty(fd) && type && strcmp(type, "dumb") != 0;
    term.color = term.terminal && !(no_color && *no_color);
    if (term.terminal && ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        term.width = size.ws_col;
    else if (columns && strspn(columns, "0123456789") == strlen(columns) && atoi(columns) > 0)
        term.width = (size_t)atoi(columns);
    return term;
}

size_t tb_display_width(const char *text)
{
    size_t width = 0;
    for (; *text; text++)
        width += ((unsigned char)*text & 0xc0) != 0x80; /* counts all but continuation bytes */
    return width;
}
