/* text.h - text that grows up to a limit, and the nearest of several names.
 *
 * A tb_text is always zero terminated and never longer than its limit.  Appending returns no errors.  If text does not
 * fit, or memory runs out, `truncated` is set, which the caller checks once at the end.  Truncated text ends in "...",
 * or in "out of memory"; nothing more is appended to it.
 */
#pragma once
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/* The value of a macro as text: TB_NUMBER_WORD(TB_STEADY_LOST_PCT) is "5". */
#define TB_NUMBER_WORD(number)    TB_NUMBER_WORD_OF(number)
#define TB_NUMBER_WORD_OF(number) #number

struct tb_text {
    char *data; /* owned; "" until something is appended */
    size_t len, cap, limit;
    bool truncated;
};

void tb_text_init(struct tb_text *text, size_t limit);
void tb_text_free(struct tb_text *text);
void tb_text_clear(struct tb_text *text); /* empties it and resets `truncated`; keeps the memory */
void tb_text_add(struct tb_text *text, const char *s);
/* Ends a sentence with '.', unless it ends with '.' or '?'. */
void tb_text_stop(struct tb_text *text);
void tb_text_add_bytes(struct tb_text *text, const char *s, size_t len);
void tb_text_printf(struct tb_text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void tb_text_vprintf(struct tb_text *text, const char *format, va_list args);

/* The shortest candidate that begins with `name`, if that has two letters or more; else the one with the smallest edit
 * distance to `name` (Damerau-Levenshtein, adjacent transpositions count one).  Capital letters are like small ones.
 * NULL: none is within half of name's length, rounded up.  The first of several equal ones.  Points into `candidates`.
 */
const char *tb_nearest(const char *name, const char *const *candidates, size_t num_candidates);
