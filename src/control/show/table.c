#include "control/show/table.h"
#include "control/base/streams.h"
#include "core/text.h"
#include <stdlib.h>
#include <string.h>

enum { GAP = 3, NARROW_GAP = 2, PART_GAP = 1, INDENT = 1, LINE_LIMIT = 4096 };

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* What gives way to the width of the terminal; each step includes those before it. */
enum step {
    WHOLE,
    NO_OWN_INTERVALS, /* columns are compared by their ratios, and summary.csv has the figure's own interval */
    NARROW_GAPS,
    REMARKS_BELOW,
    LABELS_ABOVE,
    INTERVALS_BELOW,
    NO_INTERVALS, /* of figures, in a table that has ratios */
    NUM_STEPS
};

struct layout {
    const struct tb_table *table;
    enum step step;
    bool above;         /* labels, or their leading parts, have lines of their own */
    bool several;       /* a label stands for several rows */
    bool ratios;        /* there are some */
    size_t label, what; /* widths */
    size_t indent;      /* of everything right of the words */
    size_t gap;
    const struct widths *widths; /* of each group, while they are printed */
};

static size_t max(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* ---- Words ---- */

/* What stands in the row itself. */
static const char *label_of(const struct layout *layout, const struct tb_table_row *row)
{
    if (!layout->above)
        return row->label;
    return layout->several ? "" : row->label + row->lead;
}

static struct layout lay_out(const struct tb_table *table, enum step step)
{
    struct layout layout = {.table = table, .step = step, .gap = step >= NARROW_GAPS ? NARROW_GAP : GAP};
    bool leads = false, labels = false;
    for (size_t i = 0; i < table->num_rows; i++) {
        layout.several = layout.several || !*table->rows[i].label;
        labels = labels || *table->rows[i].label;
        leads = leads || table->rows[i].lead > 0;
        for (size_t j = 0; j < table->num_groups; j++)
            layout.ratios = layout.ratios || *table->rows[i].cells[j].part[TB_PART_RATIO];
    }
    layout.above = step >= LABELS_ABOVE && (layout.several ? labels : leads);
    for (size_t i = 0; i < table->num_rows; i++) {
        layout.label = max(layout.label, tb_display_width(label_of(&layout, &table->rows[i])));
        layout.what = max(layout.what, tb_display_width(table->rows[i].what));
    }
    layout.indent = (layout.above ? INDENT : 0) + layout.label + (layout.label && layout.what ? 1 : 0) + layout.what;
    return layout;
}

/* ---- Cells ---- */

/* A part on the cell's first line; "" if it stands below, or is left out. */
static const char *inside(const struct layout *layout, const struct tb_table_cell *cell, size_t part)
{
    enum step step = layout->step;
    bool away = (part == TB_PART_INTERVAL && step >= NO_OWN_INTERVALS && *cell->part[TB_PART_RATIO]) ||
                (part == TB_PART_INTERVAL && step >= NO_INTERVALS && layout->ratios) ||
                (part == TB_PART_REMARK && step >= REMARKS_BELOW) ||
                (part == TB_PART_RATIO_INTERVAL && step >= INTERVALS_BELOW);
    return away ? "" : cell->part[part];
}

/* The part on the line below; "": there is none. */
static const char *beneath(const struct tb_table_cell *cell, enum step step)
{
    if (*cell->whole || step < REMARKS_BELOW)
        return "";
    bool interval = step >= INTERVALS_BELOW && *cell->part[TB_PART_RATIO_INTERVAL];
    return cell->part[interval ? TB_PART_RATIO_INTERVAL : TB_PART_REMARK];
}

/* The widths of one group's columns. */
struct widths {
    size_t part[TB_NUM_PARTS], parts, group;
    bool marks;
};

static struct widths measure(const struct layout *layout, size_t group)
{
    const struct tb_table *table = layout->table;
    struct widths widths = {.group = tb_display_width(table->groups[group])};
    for (size_t i = 0; table->below && i < COUNT(table->below->line); i++)
        widths.group = max(widths.group, tb_display_width(table->below[group].line[i]));
    for (size_t i = 0; i < table->num_rows; i++) {
        const struct tb_table_cell *cell = &table->rows[i].cells[group];
        widths.group = max(widths.group, tb_display_width(cell->whole));
        widths.group = max(widths.group, tb_display_width(beneath(cell, layout->step)));
        widths.marks = widths.marks || cell->mark;
        for (size_t j = 0; j < TB_NUM_PARTS && !*cell->whole; j++)
            widths.part[j] = max(widths.part[j], tb_display_width(inside(layout, cell, j)));
    }
    for (size_t j = 0; j < TB_NUM_PARTS; j++)
        if (widths.part[j])
            widths.parts += widths.part[j] + (widths.parts ? PART_GAP : 0);
    widths.group = max(widths.group, widths.parts);
    return widths;
}

/* The number of groups from `first` on that fit; at least one. */
static size_t fitting(const struct layout *layout, size_t first, size_t room)
{
    size_t used = layout->indent, num = 0;
    for (size_t i = first; i < layout->table->num_groups; i++, num++) {
        struct widths widths = measure(layout, i);
        used += layout->gap + widths.group;
        if (used + widths.marks > room && num > 0)
            break;
    }
    return num;
}

static bool fits(const struct layout *layout, size_t room)
{
    size_t used = layout->indent, mark = 0;
    for (size_t i = 0; i < layout->table->num_groups; i++) {
        struct widths widths = measure(layout, i);
        used += layout->gap + widths.group;
        mark = widths.marks; /* others stand in the gaps */
    }
    return used + mark <= room;
}

/* ---- Lines ---- */

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

/* Without trailing blanks. */
static void print_line(FILE *out, struct tb_text *line)
{
    size_t len = line->len;
    while (len > 0 && line->data[len - 1] == ' ')
        len--;
    fprintf(out, "%.*s\n", (int)len, line->data);
    tb_text_clear(line);
}

static void put_cell(struct tb_text *line, const struct layout *layout, const struct tb_table_cell *cell,
                     const struct widths *widths)
{
    if (*cell->whole) {
        put(line, cell->whole, widths->group, true);
        return;
    }
    put_blanks(line, widths->group - widths->parts);
    for (size_t j = 0, before = 0; j < TB_NUM_PARTS; j++) {
        if (!widths->part[j])
            continue;
        put_blanks(line, before++ ? PART_GAP : 0);
        put(line, inside(layout, cell, j), widths->part[j], j != TB_PART_REMARK);
    }
}

/* Prints a line that has a text in each group; prints nothing if it would be empty. */
static void print_texts(FILE *out, struct tb_text *line, const struct layout *layout, size_t first, size_t num,
                        const char *(*text_of)(const struct layout *, size_t group, size_t which), size_t which)
{
    bool something = false;
    put_blanks(line, layout->indent);
    for (size_t i = first; i < first + num; i++) {
        const char *text = text_of(layout, i, which);
        something = something || *text;
        put_blanks(line, layout->gap);
        put(line, text, layout->widths[i].group, true);
    }
    if (something)
        print_line(out, line);
    else
        tb_text_clear(line);
}

static const char *name_of(const struct layout *layout, size_t group, size_t which)
{
    (void)which;
    return layout->table->groups[group];
}

static const char *below(const struct layout *layout, size_t group, size_t which)
{
    return layout->table->below[group].line[which];
}

/* The part of a row's cell that stands beneath it. */
static const char *beneath_row(const struct layout *layout, size_t group, size_t row)
{
    return beneath(&layout->table->rows[row].cells[group], layout->step);
}

/* The label above the row, or its leading part unless the row before it has the same. */
static void print_above(FILE *out, struct tb_text *line, const struct layout *layout, size_t row)
{
    const struct tb_table_row *own = &layout->table->rows[row], *before = row ? own - 1 : NULL;
    bool same = before && before->lead == own->lead && strncmp(before->label, own->label, own->lead) == 0;
    if (layout->several)
        tb_text_add(line, own->label);
    else if (!same)
        tb_text_printf(line, "%.*s", (int)own->lead, own->label);
    if (line->len)
        print_line(out, line);
}

static void print_row(FILE *out, struct tb_text *line, const struct layout *layout, size_t row, size_t first,
                      size_t num)
{
    const struct tb_table_row *own = &layout->table->rows[row];
    char mark = '\0';
    if (layout->above)
        print_above(out, line, layout, row);
    put_blanks(line, layout->above ? INDENT : 0);
    put(line, label_of(layout, own), layout->label, false);
    put_blanks(line, layout->label && layout->what ? 1 : 0);
    put(line, own->what, layout->what, false);
    for (size_t i = first; i < first + num; i++) {
        tb_text_printf(line, "%c", mark ? mark : ' ');
        put_blanks(line, layout->gap - 1);
        put_cell(line, layout, &own->cells[i], &layout->widths[i]);
        mark = own->cells[i].mark;
    }
    if (mark)
        tb_text_printf(line, "%c", mark);
    print_line(out, line);
}

static void print_groups(FILE *out, const struct layout *layout, size_t first, size_t num)
{
    const struct tb_table *table = layout->table;
    struct tb_text line;
    tb_text_init(&line, LINE_LIMIT);
    print_texts(out, &line, layout, first, num, name_of, 0);
    for (size_t i = 0; table->below && i < COUNT(table->below->line); i++)
        print_texts(out, &line, layout, first, num, below, i);
    for (size_t i = 0; i < table->num_rows; i++) {
        print_row(out, &line, layout, i, first, num);
        print_texts(out, &line, layout, first, num, beneath_row, i);
    }
    tb_text_free(&line);
}

/* All rows are looked at for the width of a group. */
static struct widths *measure_all(const struct layout *layout)
{
    struct widths *widths = calloc(layout->table->num_groups + 1, sizeof *widths);
    for (size_t i = 0; widths && i < layout->table->num_groups; i++)
        widths[i] = measure(layout, i);
    return widths;
}

void tb_table_print(FILE *out, const struct tb_table *table, const struct tb_term *term)
{
    fputc('\n', out);
    if (term->color)
        tb_streams_control(out, "\033[1m");
    fputs(table->title, out);
    if (term->color)
        tb_streams_control(out, "\033[0m");
    fputc('\n', out);
    struct layout layout = lay_out(table, WHOLE);
    for (int step = WHOLE + 1; step < NUM_STEPS && !fits(&layout, term->width); step++)
        layout = lay_out(table, (enum step)step);
    struct widths *widths = measure_all(&layout);
    layout.widths = widths;
    if (!widths) {
        fputs("out of memory for the table\n", out); /* and so says the exit code: core/memory.h */
        return;
    }
    for (size_t first = 0; first < table->num_groups;) {
        size_t num = fitting(&layout, first, term->width);
        if (first > 0)
            fputc('\n', out);
        print_groups(out, &layout, first, num);
        first += num;
    }
    free(widths);
}
