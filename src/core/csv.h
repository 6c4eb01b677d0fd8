/* csv.h - RFC 4180: CRLF ends a row, a field with comma, quote, CR or LF is quoted, quotes are doubled.
 *
 * Numbers are written in the C locale whatever the program's locale is, with the fewest digits that read
 * back as the same double, and without exponent from 0.0001 to 10^15.  NaN and infinities become empty fields.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tb_text;

void tb_csv_text(struct tb_text *row,
                 const char *field); /* appends a field; a comma before all but the first of a row */
void tb_csv_number(struct tb_text *row, double field);
void tb_csv_count(struct tb_text *row, uint64_t field);
void tb_csv_end(struct tb_text *row);

/* Reads the row that starts at data[*at] and moves *at past it.  Fields point into `row`, which is overwritten; at most
 * `cap`. Returns the number of fields, 0 at the end, -1 on a malformed row (*at then stands at it) or more than `cap`
 * fields. */
ptrdiff_t tb_csv_read(const char *data, size_t len, size_t *at, struct tb_text *row, const char **fields, size_t cap);
