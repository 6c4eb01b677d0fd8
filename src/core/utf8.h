/* utf8.h - decodes characters one by one (RFC 3629), and sanitizes untrusted text for a terminal or a file.
 *
 * Names come from users and files, reasons from libraries, and the last output of a crashed worker can be any bytes.
 * Such text can move the cursor, ring the bell, rename the window or reverse the order of letters.
 */
#pragma once
#include <stddef.h>
#include <stdint.h>

struct tb_text;

enum { TB_REPLACEMENT = 0xFFFD /* character */ };

/* Stores the first character of `text` in *code and returns its length in bytes, at least 1.  An invalid byte, or a
 * character that is incomplete within `len`, is TB_REPLACEMENT (RFC 3629, 4). */
size_t tb_utf8_next(const char *text, size_t len, uint32_t *code);
size_t tb_utf8_put(char bytes[4], uint32_t code); /* returns the number of bytes */

/* State between pieces of one text: an incomplete character at the end of a piece is held back. */
struct tb_cleaner {
    char held[4];
    size_t num;
};

/* Writes the sanitized text to `clean`, which has room for 3 * (len + 4) bytes, and returns its length.  Control
 * characters (except TAB, LF, and CR before LF), characters that change the writing direction, and invalid UTF-8 become
 * the replacement character.  `len` 0 ends the text and flushes what is held. */
size_t tb_clean(struct tb_cleaner *cleaner, const char *text, size_t len, char *clean);

void tb_clean_text(struct tb_text *out, const char *text); /* sanitizes a whole string and appends it */
void tb_clean_line(struct tb_text *out, const char *text); /* the same, with spaces for TAB, CR and LF */
char *tb_clean_copy(const char *text); /* a line of its own, which the caller frees; NULL: out of memory */
