/* text.h - text that grows to a limit, and the nearest of several names.
 *
 * A tb_text is zero terminated at all times and never longer than its limit.  Appending does not return errors.  If
 * text does not fit, or memory runs out, it sets `truncated`, which the user of the whole text checks once at the
 * end. Text that is too long is cut and ends in "...", or in "out of memory"; nothing more is appended to it.
 */
#pragma once
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/* A number that a macro stands for, as a text: TB_NUMBER_WORD(TB_STEADY_LOST_PCT) is "5". */
#define TB_NUMBER_WORD(number)    TB_NUMBER_WORD_OF(number)
#define TB_NUMBER_WORD_OF(number) #number

struct tb_text {
    char *data; /* owned; "" until something is appended */
    size_t len, cap, limit;
    bool truncated;
};

void tb_text_init(struct tb_text *text, size_t limit);
void tb_text_free(struct tb_text *text);
void tb_text_clear(struct tb_text *text); /* empties it and forgets `truncated`; keeps the memory */
void tb_text_add(struct tb_text *text, const char *s);
void tb_text_add_bytes(struct tb_text *text, const char *s, size_t len);
void tb_text_printf(struct tb_text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void tb_text_vprintf(struct tb_text *text, const char *format, va_list args);

/* The shortest candidate that begins with `name`, where that has two letters or more; else the one with the smallest
 * edit distance (Damerau-Levenshtein, adjacent transpositions count one) to `name`, or
 * NULL when none is within half of name's length, rounded up; of equals the first.  Borrowed from `candidates`. */
const char *tb_nearest(const char *name, const char *const *candidates, size_t num_candidates);
