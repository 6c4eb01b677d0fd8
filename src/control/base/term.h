/* term.h - what the output goes to: a terminal, and how wide it is. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

struct tb_term {
    bool terminal;
    bool color;   /* terminal, and neither NO_COLOR nor a dumb one */
    size_t width; /* columns; where there is no terminal COLUMNS, or 120 */
};

struct tb_term tb_term_of(int fd);
size_t tb_display_width(const char *text); /* of UTF-8 without wide or combining characters */
