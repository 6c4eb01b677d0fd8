#include "control/table.h"
#include <string.h>

enum { GAP = 3, PART_GAP = 1 };

static size_t max(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* How wide the columns of one group are. */
struct widths {
    size_t part[TB_NUM_PARTS], parts, group;
};

static struct widths measure(const struct tb_table *table, size_t group)
{
    struct widths widths = {.group = tb_display_width(table->groups[group])};
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

static void put(FILE *out, const char *text, size_t width, bool right)
{
    size_t own = tb_display_width(text);
    int pad = own < width ? (int)(width - own) : 0;
    if (right)
        fprintf(out, "%*s%s", pad, "", text);
    else
        fprintf(out, "%s%*s", text, pad, "");
}

static void put_cell(FILE *out, const struct tb_table_cell *cell, const struct widths *widths)
{
    fprintf(out, "%*s", GAP, "");
    if (*cell->whole) {
        put(out, cell->whole, widths->group, true);
        return;
    }
    fprintf(out, "%*s", (int)(widths->group - widths->parts), "");
    for (size_t j = 0, before = 0; j < TB_NUM_PARTS; j++) {
        if (!widths->part[j])
            continue;
        fprintf(out, "%*s", before++ ? PART_GAP : 0, "");
        put(out, cell->part[j], widths->part[j], true);
    }
}

/* How many groups from `first` on fit; at least one. */
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

static void print_groups(FILE *out, const struct tb_table *table, size_t first, size_t num, size_t label, size_t what)
{
    fprintf(out, "%*s", (int)(label + (label && what ? 1 : 0) + what), "");
    for (size_t i = first; i < first + num; i++) {
        fprintf(out, "%*s", GAP, "");
        put(out, table->groups[i], measure(table, i).group, true);
    }
    fputc('\n', out);
    for (size_t i = 0; i < table->num_rows; i++) {
        const struct tb_table_row *row = &table->rows[i];
        put(out, row->label, label, false);
        if (label && what)
            fputc(' ', out);
        put(out, row->what, what, false);
        for (size_t j = first; j < first + num; j++) {
            struct widths widths = measure(table, j);
            put_cell(out, &row->cells[j], &widths);
        }
        fputc('\n', out);
    }
}

void tb_table_print(FILE *out, const struct tb_table *table, const struct tb_term *term)
{
    size_t label = 0, what = 0;
    for (size_t i = 0; i < table->num_rows; i++) {
        label = max(label, tb_display_width(table->rows[i].label));
        what = max(what, tb_display_width(table->rows[i].what));
    }
    fprintf(out, "\n%s%s%s\n", term->color ? "\033[1m" : "", table->title, term->color ? "\033[0m" : "");
    size_t words = label + what + 1, room = term->width > words ? term->width - words : 0;
    for (size_t first = 0; first < table->num_groups;) {
        size_t num = fitting(table, first, room);
        if (first > 0)
            fputc('\n', out);
        print_groups(out, table, first, num, label, what);
        first += num;
    }
}
