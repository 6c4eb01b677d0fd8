/* term.h - the properties of the output: whether it is a terminal, and its width. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

struct tb_term {
    bool terminal;
    bool color;   /* a terminal, unless it is dumb or NO_COLOR is set */
    size_t width; /* in columns; without a terminal COLUMNS, or 120 */
};

struct tb_term tb_term_of(int fd);
size_t tb_display_width(const char *text); /* for UTF-8 without wide or combining characters */
