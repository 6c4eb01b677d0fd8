#include "control/base/csv_table.h"
#include "control/base/files.h"
#include "core/csv.h"
#include "core/stats.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_LIMIT = 512 << 20, ROW_LIMIT = 1 << 20, MISSING = TB_CSV_MOST_COLUMNS };

bool tb_csv_table_blame(const struct tb_csv_table *table, struct tb_text *why, const char *format, ...)
{
    va_list args;
    tb_text_printf(why, "%s, row %zu: ", table->path, table->row);
    va_start(args, format);
    tb_text_vprintf(why, format, args);
    va_end(args);
    return false;
}

static int read_row(struct tb_csv_table *table, struct tb_text *why)
{
    table->row++;
    ptrdiff_t num = tb_csv_read(table->data, table->len, &table->at, &table->text, table->fields, TB_CSV_MOST_COLUMNS);
    if (num < 0)
        tb_csv_table_blame(table, why, "is not valid CSV, or has more than %d columns", TB_CSV_MOST_COLUMNS);
    else if (num > 0 && table->num_fields > 0 && (size_t)num != table->num_fields)
        tb_csv_table_blame(table, why, "has %td fields where the header has %zu, so the file is damaged or incomplete",
                           num, table->num_fields);
    else
        return num > 0 ? (int)num : 0;
    return -1;
}

static bool find_columns(struct tb_csv_table *table, size_t num, struct tb_text *why)
{
    for (size_t i = 0; i < num; i++) {
        bool optional = table->columns[i][0] == '?';
        table->place[i] = MISSING;
        for (size_t j = 0; j < table->num_fields; j++)
            if (strcmp(table->fields[j], table->columns[i] + optional) == 0)
                table->place[i] = j;
        if (table->place[i] == MISSING && !optional) {
            tb_text_printf(why, "%s has no column '%s'", table->path, table->columns[i]);
            return false;
        }
    }
    return true;
}

static bool open_table(struct tb_csv_table *table, const char *path, const char *const *columns, size_t num,
                       char *(*read)(const char *path, size_t limit, struct tb_text *why), struct tb_text *why)
{
    *table = (struct tb_csv_table){.path = path, .columns = columns};
    tb_text_init(&table->text, ROW_LIMIT);
    if (num > TB_CSV_MOST_COLUMNS || !(table->data = read(path, FILE_LIMIT, why)))
        return false;
    table->len = strlen(table->data);
    if (strncmp(table->data, "\xEF\xBB\xBF", 3) == 0) /* spreadsheets put it there */
        memmove(table->data, table->data + 3, (table->len -= 3) + 1);
    int fields = read_row(table, why);
    if (fields == 0)
        tb_text_printf(why, "%s is empty", path);
    if (fields <= 0)
        return false;
    table->num_fields = (size_t)fields;
    return find_columns(table, num, why);
}

bool tb_csv_table_open(struct tb_csv_table *table, const char *path, const char *const *columns, size_t num,
                       struct tb_text *why)
{
    return open_table(table, path, columns, num, tb_file_read, why);
}

bool tb_csv_table_open_torn(struct tb_csv_table *table, const char *path, const char *const *columns, size_t num,
                            struct tb_text *why)
{
    return open_table(table, path, columns, num, tb_file_read_torn, why);
}

/* The values of the requested columns from..to - 1, as a text like "3,17".  Returns false if the row ends within or
 * before them. */
static bool take_key(const struct tb_csv_table *table, size_t num, size_t from, size_t to, struct tb_text *key)
{
    tb_text_clear(key);
    for (size_t i = from; i < to; i++) {
        if (table->place[i] + 1 >= num)
            return false;
        tb_text_printf(key, "%s,", table->fields[table->place[i]]);
    }
    return true;
}

/* Is this, up to the end of the file, a row without its end?  One that can be read ends where the file does: a quoted
 * field of it may have line ends. */
static bool is_torn(const char *row, size_t len, bool readable, bool at_end)
{
    return readable && at_end ? row[len - 1] != '\n' : !memchr(row, '\n', len);
}

bool tb_csv_table_cut(struct tb_csv_table *table, size_t from, size_t to)
{
    struct tb_text key, last;
    size_t begin = 0, group = 0; /* start of this row, and of the first row with the same key */
    ptrdiff_t num;
    tb_text_init(&key, ROW_LIMIT);
    tb_text_init(&last, ROW_LIMIT);
    table->at = 0;
    for (;;) {
        begin = table->at;
        num = tb_csv_read(table->data, table->len, &table->at, &table->text, table->fields, TB_CSV_MOST_COLUMNS);
        bool keyed = num > 0 && take_key(table, (size_t)num, from, to, &key);
        bool whole = num > 0 && (size_t)num == table->num_fields && table->data[table->at - 1] == '\n';
        bool same = !keyed || strcmp(key.data, last.data) == 0;
        if (!whole) { /* the end, a torn row, or a damaged one, which is reported later when rows are read */
            if (num != 0 && is_torn(table->data + begin, table->len - begin, num > 0, table->at >= table->len))
                table->len = same ? group : begin;
            break;
        }
        if (!same)
            group = begin;
        tb_text_clear(&last);
        tb_text_add(&last, key.data);
    }
    bool good = !key.truncated && !last.truncated;
    tb_text_free(&key);
    tb_text_free(&last);
    tb_csv_table_rewind(table);
    return good;
}

void tb_csv_table_close(struct tb_csv_table *table)
{
    free(table->data);
    tb_text_free(&table->text);
    table->data = NULL;
}

void tb_csv_table_rewind(struct tb_csv_table *table)
{
    struct tb_text ignored;
    tb_text_init(&ignored, 0);
    table->at = table->row = 0;
    read_row(table, &ignored); /* the header, which was already checked */
    tb_text_free(&ignored);
}

int tb_csv_table_next(struct tb_csv_table *table, struct tb_text *why)
{
    int fields = read_row(table, why);
    return fields > 0 ? 1 : fields;
}

const char *tb_csv_table_get(const struct tb_csv_table *table, size_t column)
{
    return table->place[column] == MISSING ? "" : table->fields[table->place[column]];
}

bool tb_csv_table_number(const struct tb_csv_table *table, size_t column, double *number, struct tb_text *why)
{
    const char *text = tb_csv_table_get(table, column);
    char *end;
    *number = strtod(text, &end);
    bool decimal = strspn(text, "+-.0123456789eE") == strlen(text); /* strtod also accepts blanks, 0x10 and nan */
    bool good = *text && decimal && !*end && isfinite(*number);
    return good || tb_csv_table_blame(table, why, "'%s' is not a number (%s)", text, table->columns[column]);
}

bool tb_csv_table_figure(const struct tb_csv_table *table, size_t column, double *figure, struct tb_text *why)
{
    if (!tb_csv_table_number(table, column, figure, why))
        return false;
    return tb_is_figure(*figure) ||
           tb_csv_table_blame(table, why, "'%s' cannot have been measured: below 1e-30 or above 1e30 (%s)",
                              tb_csv_table_get(table, column), table->columns[column]);
}
