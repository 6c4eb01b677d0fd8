/* compare_tables.c - the rows of a comparison as tables: sorted, grouped, filtered. */
#include "control/base/format.h"
#include "control/base/ratio_words.h"
#include "control/plan/grid.h"
#include "control/show/compare.h"
#include "control/show/table.h"
#include "control/show/view.h"
#include "control/verdict/enough.h"
#include "core/catalog.h"
#include "core/text.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TITLE_LIMIT = 1000, REASON_LIMIT = 2000, BASE = 0, OTHER, RATIO, VERDICT, NUM_COLUMNS };

struct line {
    const struct tb_comparison_row *row;
    size_t table[2]; /* lines with the same two numbers form a table */
    double key;
    size_t place; /* in the original order */
};

struct page {
    const struct tb_compared *compared;
    const struct tb_compare_view *view;
    const struct tb_term *term;
    struct tb_words *notes;
};

/* ---- The order of the lines ---- */

static size_t first_with(const struct tb_comparison *comparison, const struct tb_comparison_row *row, bool same_other)
{
    size_t i = 0;
    while (same_other ? strcmp(comparison->rows[i].other_name, row->other_name) != 0
                      : !tb_view_same(comparison->rows[i].planned, row->planned))
        i++;
    return i;
}

static double key_of(const struct tb_comparison_row *row, enum tb_compare_sort sort)
{
    static const double order[] = {[TB_VERDICT_WORSE] = 0,
                                   [TB_VERDICT_BETTER] = 1,
                                   [TB_VERDICT_SAME] = 2,
                                   [TB_VERDICT_INCONCLUSIVE] = 3,
                                   [TB_VERDICT_INVALID] = 4};
    if (sort == TB_SORT_RATIO)
        return isnan(row->ratio.ratio) ? INFINITY : row->ratio.ratio;
    return sort == TB_SORT_VERDICT ? order[row->verdict] : 0;
}

static struct line make_line(const struct page *page, size_t i)
{
    const struct tb_comparison *comparison = page->compared->comparison;
    const struct tb_comparison_row *row = &comparison->rows[i];
    struct line line = {.row = row, .key = key_of(row, page->view->sort), .place = i};
    enum tb_compare_tables tables = page->view->tables;
    if (tables == TB_TABLES_DRIVER || tables == TB_TABLES_CASE)
        line.table[0] = first_with(comparison, row, false);
    if (tables == TB_TABLES_DRIVER)
        line.table[1] = first_with(comparison, row, true);
    if (tables == TB_TABLES_VERDICT)
        line.table[0] = (size_t)key_of(row, TB_SORT_VERDICT);
    return line;
}

static bool same_table(const struct line *a, const struct line *b)
{
    return a->table[0] == b->table[0] && a->table[1] == b->table[1];
}

static int in_order(const void *of_a, const void *of_b)
{
    const struct line *a = of_a, *b = of_b;
    for (size_t i = 0; i < 2; i++)
        if (a->table[i] != b->table[i])
            return a->table[i] < b->table[i] ? -1 : 1;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->place > b->place) - (a->place < b->place);
}

/* ---- The contents of a line ---- */

/* The figure of one side; empty if there is none, and the verdict says why. */
static void fill_side(struct tb_table_cell *shown, bool has, const struct tb_figure *figure,
                      const struct tb_scale *scale, int decimals)
{
    if (has)
        tb_view_figure(shown, figure, scale, decimals);
    else
        snprintf(shown->whole, sizeof shown->whole, "-");
}

static void fill_ratio(struct tb_table_cell *shown, const struct tb_ratio *ratio)
{
    struct tb_text text;
    if (ratio->rounds == 0)
        return;
    tb_text_init(&text, sizeof shown->part[TB_PART_RATIO] - 1);
    tb_ratio_words(&text, ratio);
    snprintf(shown->part[TB_PART_RATIO], sizeof shown->part[TB_PART_RATIO], "%s", text.data);
    tb_text_clear(&text);
    tb_interval_words(&text, ratio);
    snprintf(shown->part[TB_PART_RATIO_INTERVAL], sizeof shown->part[TB_PART_RATIO_INTERVAL], "%s", text.data);
    tb_text_free(&text);
}

static void fill_verdict(struct tb_table_cell *shown, const struct page *page, const struct tb_comparison_row *row)
{
    const char *verdict = tb_compare_verdict_of(row);
    struct tb_text text;
    char mark[32] = "";
    tb_text_init(&text, REASON_LIMIT);
    if (row->reason)
        tb_text_add(&text, row->reason);
    else if (row->verdict == TB_VERDICT_INCONCLUSIVE && !row->rounds_needed)
        tb_row_unsettled(&text, row);
    if (!row->reason && row->note)
        tb_text_printf(&text, "%s%s", text.len ? ".  " : "", row->note);
    size_t note = text.len ? tb_view_note(page->notes, text.data) : 0;
    tb_text_free(&text);
    if (note)
        snprintf(mark, sizeof mark, " [%zu]", note);
    char *word = shown->part[TB_PART_VALUE], *remark = shown->part[TB_PART_REMARK];
    snprintf(word, sizeof shown->part[0], "%s%s", verdict, *mark ? mark : row->rounds_needed ? ":" : "");
    if (row->rounds_needed)
        snprintf(remark, sizeof shown->part[0], "about %u rounds", (unsigned)row->rounds_needed);
}

static void fill_figures(struct tb_table_row *shown, const struct tb_view *view, const struct tb_comparison_row *row)
{
    const struct tb_figure *base = &row->base_figure, *other = &row->other_figure;
    bool has_base = base->rounds > 0, has_other = other->rounds > 0;
    double typical = has_base ? base->interval.median : has_other ? other->interval.median : 0;
    double least = has_base && has_other ? fmin(base->interval.median, other->interval.median) : typical;
    struct tb_scale scale = tb_scale_for(row->metric->unit, typical);
    int decimals = tb_decimals_for(least * scale.factor);
    tb_view_what(shown->what, sizeof shown->what, view, row->planned, row->metric, scale.unit);
    fill_side(&shown->cells[BASE], has_base, base, &scale, decimals);
    fill_side(&shown->cells[OTHER], has_other, other, &scale, decimals);
}

/* The case's own parameters if the title has the others, else its whole name; the library if it is not in the
 * heading. */
static void make_label(struct tb_table_row *shown, const struct page *page, const struct tb_view *view,
                       const struct tb_comparison_row *row)
{
    enum tb_compare_tables tables = page->view->tables;
    if (tables == TB_TABLES_DRIVER || tables == TB_TABLES_CASE) {
        tb_view_label_row(shown, view, row->planned);
    } else {
        snprintf(shown->label, sizeof shown->label, "%s", row->planned->name);
        const char *slash = strrchr(shown->label, '/');
        shown->lead = slash ? (size_t)(slash + 1 - shown->label) : 0;
    }
    size_t len = strlen(shown->label);
    if (tables == TB_TABLES_DRIVER || page->compared->comparison->num_others < 2)
        return;
    snprintf(shown->label + len, sizeof shown->label - len, "%s%s", len ? " " : "", row->other_name);
    shown->lead = len + (len && len + 1 < sizeof shown->label);
}

static void fill_row(struct tb_table_row *shown, const struct page *page, const struct tb_view *view,
                     const struct line *line, const struct line *before)
{
    const struct tb_comparison_row *row = line->row;
    if (!before || before->row->planned != row->planned || strcmp(before->row->other_name, row->other_name) != 0)
        make_label(shown, page, view, row);
    fill_figures(shown, view, row);
    fill_ratio(&shown->cells[RATIO], &row->ratio);
    fill_verdict(&shown->cells[VERDICT], page, row);
}

static void make_title(struct tb_text *title, const struct page *page, const struct tb_view *view,
                       const struct tb_comparison_row *first)
{
    enum tb_compare_tables tables = page->view->tables;
    if (tables == TB_TABLES_DRIVER || tables == TB_TABLES_CASE)
        tb_view_title(title, view);
    else
        tb_text_add(title, tables == TB_TABLES_VERDICT ? tb_compare_verdict(first->verdict) : "All cases");
}

/* ---- A table ---- */

static bool same_other(const struct line *lines, size_t num)
{
    for (size_t i = 1; i < num; i++)
        if (strcmp(lines[i].row->other_name, lines[0].row->other_name) != 0)
            return false;
    return true;
}

/* Fails only if memory runs out. */
static bool note_faults(const struct line *lines, size_t num)
{
    const struct tb_comparison_row **rows = calloc(num + 1, sizeof *rows);
    for (size_t i = 0; i < num && rows; i++)
        rows[i] = lines[i].row;
    bool good = rows && tb_compare_faults(stdout, rows, num);
    free(rows);
    return good;
}

/* Fails only if memory runs out. */
static bool print_table(const struct page *page, const struct line *lines, size_t num)
{
    const char *groups[NUM_COLUMNS] = {page->compared->comparison->base_name,
                                       same_other(lines, num) ? lines[0].row->other_name : "other", "ratio", "verdict"};
    struct tb_table_below below[NUM_COLUMNS] = {0};
    struct tb_view view = {.items = calloc(num, sizeof *view.items)};
    struct tb_table table = {
        .groups = groups, .below = below, .num_groups = NUM_COLUMNS, .rows = calloc(num, sizeof *table.rows)};
    struct tb_table_cell *cells = calloc(num * NUM_COLUMNS, sizeof *cells);
    struct tb_text title;
    bool good = view.items && table.rows && cells;
    tb_text_init(&title, TITLE_LIMIT);
    tb_view_below(&below[BASE], page->compared->comparison->base);
    if (same_other(lines, num))
        tb_view_below(&below[OTHER], lines[0].row->other);
    for (size_t i = 0; good && i < num; i++)
        tb_view_add(&view, lines[i].row->planned);
    for (size_t i = 0; good && i < num; i++) {
        table.rows[table.num_rows].cells = cells + i * NUM_COLUMNS;
        fill_row(&table.rows[table.num_rows++], page, &view, &lines[i], i ? &lines[i - 1] : NULL);
    }
    if (good) {
        make_title(&title, page, &view, lines[0].row);
        table.title = title.data;
        tb_table_print(stdout, &table, page->term);
        good = note_faults(lines, num);
    }
    tb_text_free(&title);
    free(cells);
    free(table.rows);
    free(view.items);
    return good;
}

static bool print_tables(const struct page *page, const struct line *lines, size_t num)
{
    for (size_t first = 0, end = 1; first < num; first = end++) {
        while (end < num && same_table(&lines[first], &lines[end]))
            end++;
        if (!print_table(page, lines + first, end - first))
            return false;
    }
    return true;
}

bool tb_compare_print(const struct tb_compared *compared, const struct tb_compare_view *view,
                      const struct tb_term *term, struct tb_words *notes)
{
    const struct page page = {.compared = compared, .view = view, .term = term, .notes = notes};
    const struct tb_comparison *comparison = compared->comparison;
    struct line *lines = calloc(comparison->num_rows + 1, sizeof *lines);
    size_t num = 0, all = 0;
    if (!lines)
        return false;
    for (size_t i = 0; i < comparison->num_rows; i++) {
        bool shown = tb_row_is_shown(&comparison->rows[i]);
        all += shown;
        if (shown && (!view->only || view->only >> comparison->rows[i].verdict & 1))
            lines[num++] = make_line(&page, i);
    }
    qsort(lines, num, sizeof *lines, in_order);
    bool good = print_tables(&page, lines, num);
    if (num < all)
        printf("\n--only hides %zu of %zu rows; the figures below count all of them.\n", all - num, all);
    free(lines);
    return good;
}
