/* counters_table.c - the counters at the end of a run: separate tables, of connections with client and server in each
 * cell. */
#include "control/base/format.h"
#include "control/plan/grid.h"
#include "control/plan/plan.h"
#include "control/run/counters.h"
#include "control/show/table.h"
#include "control/show/view.h"
#include "core/catalog.h"
#include "core/counters.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TITLE_LIMIT = 1000 };

/* One hides what is rare: a contended lock in some hundred operations. */
static int decimals_of(double value)
{
    if (value == floor(value) || value >= 100)
        return 0;
    return value >= 1 ? 1 : value >= 0.1 ? 2 : 4;
}

static void fill_part(char part[24], const char *before, double value)
{
    struct tb_text text;
    tb_text_init(&text, 20);
    tb_format_number(&text, value, decimals_of(value));
    snprintf(part, 24, "%s%s", before, text.data);
    tb_text_free(&text);
}

/* Adds the reason for a "-", once per reason.  Fails only if memory runs out. */
static bool note_absence(struct tb_words *notes, const struct tb_cell *cell, const struct tb_count *count,
                         size_t counter)
{
    struct tb_text note;
    const char *reason = "not counted: the run ended first, or is of an earlier tlsbench";
    if (!count && !(cell && tb_cell_is_good(cell))) /* its row in the tables above has the reason */
        return true;
    if (count && tb_count_status(count, &reason) == TB_SAMPLE_OK)
        reason = tb_count_absence(count, counter);
    tb_text_init(&note, TITLE_LIMIT);
    tb_text_printf(&note, "-: %s", reason);
    bool good = tb_words_have(notes, note.data) || tb_words_add(notes, note.data, note.len);
    tb_text_free(&note);
    return good;
}

/* Of all sides of the case, one after the other; false: not counted. */
static bool read_values(double values[TB_NUM_SIDES][TB_COUNTER_PASSES], size_t *num, const struct tb_count *count,
                        size_t counter)
{
    const char *reason;
    bool good = count && tb_count_status(count, &reason) == TB_SAMPLE_OK;
    *num = 0;
    for (enum tb_counter_side side = 0; side < TB_NUM_SIDES && good; side++) {
        if (!tb_counter_has_side(&count->planned->c, side))
            continue;
        for (size_t pass = 0; pass < TB_COUNTER_PASSES && good; pass++)
            good = tb_count_value(count, pass, counter, side, &values[*num][pass]);
        ++*num;
    }
    return good;
}

/* "3,963 / 633", with a ~ after values that the other pass does not reproduce.  It stands where a note does: a table
 * that is too wide gives up the second part of a cell that has a ratio.  Fails only if memory runs out. */
static bool fill_cell(struct tb_table_cell *shown, const struct tb_counts *counts, const struct tb_cell *cell,
                      size_t counter, struct tb_words *notes)
{
    static const char varies[] = "~: the second pass gave another number (counters.csv has both).";
    const struct tb_count *count = tb_counts_of(counts, cell);
    double values[TB_NUM_SIDES][TB_COUNTER_PASSES];
    size_t num;
    if (!read_values(values, &num, count, counter)) {
        snprintf(shown->whole, sizeof shown->whole, "-");
        return note_absence(notes, cell, count, counter);
    }
    bool repeats = true;
    for (size_t i = 0; i < num; i++) {
        fill_part(shown->part[i], i ? "/ " : "", values[i][0]);
        repeats = repeats && values[i][0] == values[i][1];
    }
    if (repeats)
        return true;
    snprintf(shown->part[TB_PART_NOTE], sizeof shown->part[TB_PART_NOTE], "~");
    return tb_words_have(notes, varies) || tb_words_add(notes, varies, strlen(varies));
}

static const struct tb_cell *cell_of(const struct tb_planned *planned, size_t group, size_t num_variants)
{
    return group < num_variants ? &planned->cells[group] : tb_plan_plain(planned);
}

static bool belongs(const struct tb_planned *planned, size_t counter)
{
    return tb_counter_belongs(counter, TB_SIDE_CLIENT, &planned->c) ||
           tb_counter_belongs(counter, TB_SIDE_LOCAL, &planned->c);
}

/* A counter that such cases lack, whatever the library, has no row, and the reason is told once.  Fails only if memory
 * runs out. */
static bool has_row(bool *has, const struct tb_planned *planned, size_t counter, struct tb_words *notes)
{
    struct tb_text note;
    const char *lacks = tb_counter_lacks(counter, &planned->c);
    *has = belongs(planned, counter) && !lacks;
    if (*has || !belongs(planned, counter))
        return true;
    tb_text_init(&note, TITLE_LIMIT);
    tb_text_printf(&note, "Left out: %s", lacks);
    bool good = tb_words_have(notes, note.data) || tb_words_add(notes, note.data, note.len);
    tb_text_free(&note);
    return good;
}

/* Fails only if memory runs out. */
static bool fill_rows(struct tb_table *table, const struct tb_counts *counts, const struct tb_view *view,
                      size_t num_variants, struct tb_table_cell *cells, struct tb_words *notes)
{
    bool good = true;
    for (size_t i = 0; i < view->num; i++) {
        bool first = true;
        for (size_t j = 0; j < tb_num_counters; j++) {
            struct tb_table_row *row = &table->rows[table->num_rows];
            bool has;
            good = has_row(&has, view->items[i], j, notes) && good;
            if (!has)
                continue;
            row->cells = cells + table->num_rows++ * table->num_groups;
            if (first)
                tb_view_label_row(row, view, view->items[i]);
            first = false;
            snprintf(row->what, sizeof row->what, "%s", tb_counters[j].name);
            for (char *c = row->what; *c; c++)
                *c = *c == '_' ? ' ' : *c;
            for (size_t group = 0; group < table->num_groups; group++)
                good = fill_cell(&row->cells[group], counts, cell_of(view->items[i], group, num_variants), j, notes) &&
                       good;
        }
    }
    return good;
}

/* Fails only if memory runs out. */
static bool print_view(const struct tb_counts *counts, const struct tb_view *view, const struct tb_term *term,
                       struct tb_words *notes)
{
    const struct tb_planned *first = view->items[0];
    const struct tb_cell *plain_cell = tb_plan_plain(first);
    size_t num_variants = first->num_cells - (first->plain == first);
    struct tb_table table = {.num_groups = num_variants + (plain_cell != NULL)};
    struct tb_table_cell *cells = calloc(view->num * tb_num_counters * table.num_groups, sizeof *cells);
    struct tb_table_below *below = calloc(table.num_groups, sizeof *below);
    struct tb_text title;
    table.below = below;
    table.groups = calloc(table.num_groups, sizeof *table.groups);
    table.rows = calloc(view->num * tb_num_counters, sizeof *table.rows);
    bool good = cells && below && table.groups && table.rows;
    tb_text_init(&title, TITLE_LIMIT);
    if (good) {
        for (size_t i = 0; i < table.num_groups; i++) {
            table.groups[i] = cell_of(first, i, num_variants)->variant->name;
            tb_view_below(&below[i], cell_of(first, i, num_variants)->variant);
        }
        good = fill_rows(&table, counts, view, num_variants, cells, notes);
        tb_text_add(&title,
                    tb_counter_has_side(&first->c, TB_SIDE_LOCAL) ? "Counters: " : "Counters (client / server): ");
        tb_view_title(&title, view);
        table.title = title.data;
        tb_table_print(stdout, &table, term);
    }
    tb_text_free(&title);
    free(below);
    free(cells);
    free(table.rows);
    free(table.groups);
    return good;
}

bool tb_counters_print(const struct tb_plan *plan, const struct tb_counts *counts, const struct tb_term *term)
{
    struct tb_words notes = {0};
    bool good = true;
    for (size_t i = 0; i < plan->num && good; i++) {
        const struct tb_planned *planned = &plan->items[i];
        if (!tb_case_has_counters(&planned->c) || !tb_view_first(plan, i))
            continue;
        struct tb_view view = {0};
        good = tb_view_collect(&view, plan, planned);
        view.num_headlines = 0; /* its title is not to tell of the metric that was timed */
        good = good && print_view(counts, &view, term, &notes);
        free(view.items);
    }
    if (good && counts->num)
        printf("\nValues are per operation, and of a connection per side.\n");
    for (size_t i = 0; i < notes.num; i++)
        printf("%s\n", notes.items[i]);
    tb_words_free(&notes);
    return good;
}
