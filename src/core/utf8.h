/* utf8.h - characters one by one (RFC 3629), and cleaning text of any origin for a terminal or a file.
 *
 * Names come from users and from files, reasons from libraries, and the last output of a crashed worker can be any
 * bytes.  Such text can move a cursor, ring a bell, rename a window or reverse the order of letters.
 */
#pragma once
#include <stddef.h>
#include <stdint.h>

struct tb_text;

enum { TB_REPLACEMENT = 0xFFFD /* character */ };

/* The character that `text` begins with goes to *code; returns its bytes, at least 1.  A byte that begins none, or none
 * within `len`, is TB_REPLACEMENT (RFC 3629, 4). */
size_t tb_utf8_next(const char *text, size_t len, uint32_t *code);
size_t tb_utf8_put(char bytes[4], uint32_t code); /* returns how many */

/* Text can be cleaned in several pieces; an incomplete character at the end of a piece is held back. */
struct tb_cleaner {
    char held[4];
    size_t num;
};

/* Writes to `clean`, which has room for 3 * (len + 4) bytes, and returns how many: control characters but TAB, LF and a
 * CR before it, those that change the direction of writing, and what is no UTF-8, become the replacement character.
 * `len` 0 ends the text: what is held comes out. */
size_t tb_clean(struct tb_cleaner *cleaner, const char *text, size_t len, char *clean);

void tb_clean_text(struct tb_text *out, const char *text); /* a whole string, appended */
