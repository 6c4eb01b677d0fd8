/* man_roff.h - plain text as man(7) has it. */
#pragma once
#include <stddef.h>

struct tb_text;

/* Appends words of a line: no character of them is a command of troff. */
void tb_roff_words(struct tb_text *page, const char *text);

/* Appends sentences, each on a line of its own, so that troff spaces them. */
void tb_roff_sentences(struct tb_text *page, const char *text, size_t len);
