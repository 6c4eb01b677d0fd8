#include "core/csv.h"
#include "core/text.h"
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool at_row_start(const struct tb_text *row)
{
    return row->len == 0 || row->data[row->len - 1] == '\n';
}

static void add_field(struct tb_text *row, const char *field, bool quoted)
{
    /* After an empty first field, the next field would take itself for the first of the row, so it is quoted. */
    bool first = at_row_start(row);
    if (!first)
        tb_text_add(row, ",");
    if (!quoted && !(first && *field == '\0')) {
        tb_text_add(row, field);
        return;
    }
    tb_text_add(row, "\"");
    for (const char *c = field; *c; c++)
        tb_text_add_bytes(row, *c == '"' ? "\"\"" : c, *c == '"' ? 2 : 1);
    tb_text_add(row, "\"");
}

void tb_csv_text(struct tb_text *row, const char *field)
{
    add_field(row, field, strpbrk(field, ",\"\r\n") != NULL);
}

static bool reads_back(char digits[40], double number, int precision)
{
    bool plain = fabs(number) >= 1e-4 && fabs(number) < 1e15;
    int len = snprintf(digits, 40, "%.*g", precision, number); /* at most 24 characters */
    return len > 0 && len < 40 && strtod(digits, NULL) == number && !(plain && strchr(digits, 'e'));
}

/* The fewest digits that read back as the same number.  If a precision reads back, so does a higher one; bisection is
 * used because there may be millions of numbers.  Numbers that people read directly get no exponent: 2000, not
 * 2e+03. */
static void shortest(char digits[40], double number)
{
    int low = 1, high = 17;
    while (low < high) {
        int middle = (low + high) / 2;
        if (reads_back(digits, number, middle))
            high = middle;
        else
            low = middle + 1;
    }
    while (!reads_back(digits, number, low) && low < 17)
        low++;
}

/* snprintf and strtod follow the program's locale; CSV must not. */
static void use_point(char *digits)
{
    const char *point = localeconv()->decimal_point;
    char *found = strstr(digits, point);
    if (!found)
        return;
    *found = '.';
    memmove(found + 1, found + strlen(point), strlen(found + strlen(point)) + 1);
}

void tb_csv_number(struct tb_text *row, double field)
{
    char digits[40] = "";
    if (isfinite(field)) {
        shortest(digits, field);
        use_point(digits);
    }
    add_field(row, digits, false);
}

void tb_csv_count(struct tb_text *row, uint64_t field)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%llu", (unsigned long long)field);
    add_field(row, digits, false);
}

void tb_csv_end(struct tb_text *row)
{
    tb_text_add(row, "\r\n");
}

/* Reads one field into `row`, zero terminated.  Fails if a quote is missing or misplaced. */
static bool read_field(const char *data, size_t len, size_t *at, struct tb_text *row)
{
    size_t i = *at;
    bool quoted = i < len && data[i] == '"';
    if (quoted) {
        for (i++; i < len && data[i] != '\0'; i++) {
            if (data[i] == '"' && !(i + 1 < len && data[i + 1] == '"'))
                break;
            if (data[i] == '"')
                i++;
            tb_text_add_bytes(row, data + i, 1);
        }
        if (i >= len || data[i] != '"')
            return false;
        i++;
    } else {
        size_t start = i;
        while (i < len && !strchr(",\r\n\"", data[i]) && data[i] != '\0')
            i++;
        tb_text_add_bytes(row, data + start, i - start);
    }
    tb_text_add_bytes(row, "", 1);
    *at = i;
    return i == len || data[i] == ',' || data[i] == '\r' || data[i] == '\n';
}

/* Fields are zero terminated one after another; their addresses are taken once the row no longer moves. */
static void find_fields(const struct tb_text *row, const char **fields, size_t num)
{
    const char *field = row->data;
    for (size_t i = 0; i < num; i++) {
        fields[i] = field;
        field += strlen(field) + 1;
    }
}

ptrdiff_t tb_csv_read(const char *data, size_t len, size_t *at, struct tb_text *row, const char **fields, size_t cap)
{
    size_t i = *at, num = 0;
    if (i >= len)
        return 0;
    tb_text_clear(row);
    for (;;) {
        if (num == cap || !read_field(data, len, &i, row) || row->truncated)
            return -1;
        num++;
        if (i >= len || data[i] != ',')
            break;
        i++;
    }
    if (i < len && data[i] == '\r')
        i++;
    if (i < len && data[i] == '\n')
        i++;
    else if (i < len)
        return -1; /* a CR without LF */
    find_fields(row, fields, num);
    *at = i;
    return (ptrdiff_t)num;
}
