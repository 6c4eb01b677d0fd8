#include "control/show/table.h"
#include "control/base/streams.h"
#include "core/text.h"
#include <string.h>

enum { GAP = 3, PART_GAP = 1, LINE_LIMIT = 4096 };

#define COUNT(array) (sizeof(array) / sizeof *(array))

static size_t max(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* The widths of one group's columns. */
struct widths {
    size_t part[TB_NUM_PARTS], parts, group;
};

static struct widths measure(const struct tb_table *table, size_t group)
{
    struct widths widths = {.group = tb_display_width(table->groups[group])};
    for (size_t i = 0; table->below && i < COUNT(table->below->line); i++)
        widths.group = max(widths.group, tb_display_width(table->below[group].line[i]));
    for (size_t i = 0; i < table->num_rows; i++) {
        const struct tb_table_cell *cell = &table->rows[i].cells[group];
        widths.group = max(widths.group, tb_display_width(cell->whole));
        for (size_t j = 0; j < TB_NUM_PARTS && !*cell->whole; j++)
            widths.part[j] = max(widths.part[j], tb_display_width(cell->part[j]));
    }
    for (size_t j = 0; j < TB_NUM_PARTS; j++)
        if (widths.part[j])
            widths.parts += widths.part[j] + (widths.parts ? PART_GAP : 0);
    widths.group = max(widths.group, widths.parts);
    return widths;
}

static void put_blanks(struct tb_text *line, size_t num)
{
    tb_text_printf(line, "%*s", (int)num, "");
}

static void put(struct tb_text *line, const char *text, size_t width, bool right)
{
    size_t own = tb_display_width(text), pad = own < width ? width - own : 0;
    put_blanks(line, right ? pad : 0);
    tb_text_add(line, text);
    put_blanks(line, right ? 0 : pad);
}

static void put_cell(struct tb_text *line, const struct tb_table_cell *cell, const struct widths *widths)
{
    put_blanks(line, GAP);
    if (*cell->whole) {
        put(line, cell->whole, widths->group, true);
        return;
    }
    put_blanks(line, widths->group - widths->parts);
    for (size_t j = 0, before = 0; j < TB_NUM_PARTS; j++) {
        if (!widths->part[j])
            continue;
        put_blanks(line, before++ ? PART_GAP : 0);
        put(line, cell->part[j], widths->part[j], true);
    }
}

/* Without trailing blanks. */
static void print_line(FILE *out, struct tb_text *line)
{
    size_t len = line->len;
    while (len > 0 && line->data[len - 1] == ' ')
        len--;
    fprintf(out, "%.*s\n", (int)len, line->data);
    tb_text_clear(line);
}

/* The number of groups from `first` on that fit; at least one. */
static size_t fitting(const struct tb_table *table, size_t first, size_t room)
{
    size_t used = 0, num = 0;
    for (size_t i = first; i < table->num_groups; i++, num++) {
        used += GAP + measure(table, i).group;
        if (used > room && num > 0)
            break;
    }
    return num;
}

/* Prints a line of headings after `indent` blanks; prints nothing if it would be empty. */
static void print_headings(FILE *out, struct tb_text *line, const struct tb_table *table, size_t first, size_t num,
                           size_t indent, const char *(*heading)(const struct tb_table *, size_t, size_t), size_t which)
{
    bool something = false;
    put_blanks(line, indent);
    for (size_t i = first; i < first + num; i++) {
        const char *text = heading(table, i, which);
        something = something || *text;
        put_blanks(line, GAP);
        put(line, text, measure(table, i).group, true);
    }
    if (something)
        print_line(out, line);
    else
        tb_text_clear(line);
}

static const char *name_of(const struct tb_table *table, size_t group, size_t which)
{
    (void)which;
    return table->groups[group];
}

static const char *below(const struct tb_table *table, size_t group, size_t which)
{
    return table->below[group].line[which];
}

static void print_groups(FILE *out, const struct tb_table *table, size_t first, size_t num, size_t label, size_t what)
{
    struct tb_text line;
    tb_text_init(&line, LINE_LIMIT);
    size_t indent = label + (label && what ? 1 : 0) + what;
    print_headings(out, &line, table, first, num, indent, name_of, 0);
    for (size_t i = 0; table->below && i < COUNT(table->below->line); i++)
        print_headings(out, &line, table, first, num, indent, below, i);
    for (size_t i = 0; i < table->num_rows; i++) {
        const struct tb_table_row *row = &table->rows[i];
        put(&line, row->label, label, false);
        put_blanks(&line, label && what ? 1 : 0);
        put(&line, row->what, what, false);
        for (size_t j = first; j < first + num; j++) {
            struct widths widths = measure(table, j);
            put_cell(&line, &row->cells[j], &widths);
        }
        print_line(out, &line);
    }
    tb_text_free(&line);
}

/* Columns are compared by their ratios; the figure's own interval is also in summary.csv. */
static void leave_intervals_out(const struct tb_table *table)
{
    for (size_t i = 0; i < table->num_rows; i++)
        for (size_t j = 0; j < table->num_groups; j++) {
            struct tb_table_cell *cell = &table->rows[i].cells[j];
            if (*cell->part[TB_PART_RATIO])
                cell->part[TB_PART_INTERVAL][0] = '\0';
        }
}

void tb_table_print(FILE *out, const struct tb_table *table, const struct tb_term *term)
{
    size_t label = 0, what = 0;
    for (size_t i = 0; i < table->num_rows; i++) {
        label = max(label, tb_display_width(table->rows[i].label));
        what = max(what, tb_display_width(table->rows[i].what));
    }
    fputc('\n', out);
    if (term->color)
        tb_streams_control(out, "\033[1m");
    fputs(table->title, out);
    if (term->color)
        tb_streams_control(out, "\033[0m");
    fputc('\n', out);
    size_t words = label + what + 1, room = term->width > words ? term->width - words : 0;
    if (fitting(table, 0, room) < table->num_groups)
        leave_intervals_out(table);
    for (size_t first = 0; first < table->num_groups;) {
        size_t num = fitting(table, first, room);
        if (first > 0)
            fputc('\n', out);
        print_groups(out, table, first, num, label, what);
        first += num;
    }
}
