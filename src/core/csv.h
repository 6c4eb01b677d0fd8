/* csv.h - RFC 4180: CRLF ends a row; a field with a comma, quote, CR or LF is quoted; quotes are doubled.
 *
 * Numbers are written with a decimal point whatever the program's locale is, with the fewest digits that read back as
 * the same double, and without an exponent from 0.0001 to 10^15.  NaN and infinities become empty fields.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tb_text;

void tb_csv_text(struct tb_text *row,
                 const char *field); /* appends a field, preceded by a comma unless it is the first of the row */
void tb_csv_number(struct tb_text *row, double field);
void tb_csv_count(struct tb_text *row, uint64_t field);
void tb_csv_end(struct tb_text *row);

/* Reads the row at data[*at] and moves *at past it.  Fields point into `row`, which is overwritten.  Returns the number
 * of fields, 0 at the end, or -1 if the row is malformed or has more than `cap` fields; *at then stays at its start. */
ptrdiff_t tb_csv_read(const char *data, size_t len, size_t *at, struct tb_text *row, const char **fields, size_t cap);
