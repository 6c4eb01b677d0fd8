/* heard.h - what is said on the terminal, as a list: its lines are broken for 120 characters, which files are not. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct json_t;

struct tb_heard {
    FILE *out; /* to be printed to; NULL: out of memory */
    char *data;
    size_t len;
};
bool tb_hear(struct tb_heard *heard); /* false: out of memory */
/* Ends it: `data` is whole, and the caller's to free.  false: memory ran out, which is noted (core/memory.h). */
bool tb_heard_end(struct tb_heard *heard);
/* Ends it, and adds what was said to a list, a text for each sentence or warning.  Invalid UTF-8 is replaced.  NULL:
 * only ends it. */
void tb_heard_add(struct json_t *list, struct tb_heard *heard);
