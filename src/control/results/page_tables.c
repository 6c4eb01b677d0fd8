/* page_tables.c - the figures behind the charts, the rows that have none, and counters. */
#include "control/base/format.h"
#include "control/base/ratio_words.h"
#include "control/plan/losses.h"
#include "control/results/export.h"
#include "control/results/export_verdict.h"
#include "control/results/page.h"
#include "control/results/page_figures.h"
#include "control/results/page_parts.h"
#include "control/show/view.h"
#include "control/store/counts.h"
#include "core/catalog.h"
#include "core/counters.h"
#include "core/text.h"
#include <jansson.h>
#include <stdlib.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* The texts of a row. */
enum { MOST_COLUMNS = 12 };
struct row {
    struct tb_text text[MOST_COLUMNS];
    size_t num;
};

static void begin_row(struct row *row, size_t num)
{
    row->num = num;
    for (size_t i = 0; i < num; i++)
        tb_text_init(&row->text[i], TB_PAGE_TEXT);
}

static void end_row(struct row *row, json_t *rows)
{
    const char *texts[MOST_COLUMNS];
    for (size_t i = 0; i < row->num; i++)
        texts[i] = row->text[i].data;
    tb_page_row(rows, texts, row->num);
    for (size_t i = 0; i < row->num; i++)
        tb_text_free(&row->text[i]);
}

/* ---- Figures ---- */

enum { CASE, LIBRARY, METRIC, VALUE, UNIT, LOW, HIGH, ROUNDS, RATIO, NOTE, NUM_FIGURES };
static const char *const figure_columns[NUM_FIGURES] = {"Case", "Library", "Metric",  "#Median", "Unit",
                                                        "#Low", "#High",   "#Rounds", "#Ratio",  "Note"};

static const struct tb_comparison_row *compared(const struct tb_comparison *comparison,
                                                const struct tb_planned *planned, const struct tb_cell *cell,
                                                const struct tb_metric_info *metric)
{
    for (size_t i = 0; i < comparison->num_rows; i++) {
        const struct tb_comparison_row *row = &comparison->rows[i];
        if (row->other_cell == cell && row->metric == metric && row->planned == planned)
            return row;
    }
    return NULL;
}

/* Whose limit a rate is, the efficiency of threads, and the rounds that were lost. */
static void add_note(struct tb_text *note, const struct tb_plan *plan, const struct tb_planned *planned,
                     const struct tb_cell *cell)
{
    static const char separator[] = "; ";
    struct tb_text limit, losses;
    tb_text_init(&limit, TB_PAGE_TEXT);
    tb_text_init(&losses, TB_PAGE_TEXT);
    tb_export_limit(&limit, plan, planned, cell); /* begins with the separator, and so does */
    tb_export_efficiency(&limit, plan, planned, cell);
    tb_cell_losses(cell, &losses);
    tb_text_add(note, limit.len ? limit.data + sizeof separator - 1 : "");
    tb_text_printf(note, "%s%s", limit.len && losses.len ? separator : "", losses.data);
    tb_text_free(&limit);
    tb_text_free(&losses);
}

static void add_figure(json_t *rows, const struct tb_page_source *source, const struct tb_planned *planned,
                       const struct tb_cell *cell, const struct tb_metric_info *metric)
{
    const struct tb_plan *plan = source->export->plan;
    struct tb_figure figure;
    struct row row;
    if (!tb_page_figure_of(cell, plan, planned, metric, &figure))
        return;
    begin_row(&row, NUM_FIGURES);
    tb_text_add(&row.text[CASE], planned->name);
    tb_text_add(&row.text[LIBRARY], cell->variant->name);
    tb_text_add(&row.text[METRIC], metric->name);
    tb_text_add(&row.text[UNIT], metric->unit);
    tb_page_number(&row.text[VALUE], figure.interval.median);
    tb_page_number(&row.text[LOW], figure.interval.low);
    tb_page_number(&row.text[HIGH], figure.interval.high);
    tb_text_printf(&row.text[ROUNDS], "%zu", figure.rounds);
    const struct tb_comparison_row *of = compared(source->comparison, planned, cell, metric);
    const struct tb_ratio *ratio = of && !tb_page_is_matrix(plan, planned) ? tb_page_ratio(of) : NULL;
    if (ratio)
        tb_page_ratio_words(&row.text[RATIO], ratio, source->check);
    if (metric == planned->primary)
        add_note(&row.text[NOTE], plan, planned, cell);
    end_row(&row, rows);
}

void tb_page_figures(struct tb_page *page, const struct tb_page_source *source, const struct tb_view *view)
{
    json_t *rows = tb_page_table(page, "Figures", true, figure_columns, NUM_FIGURES);
    for (size_t i = 0; i < view->num; i++) {
        const struct tb_planned *planned = view->items[i];
        const struct tb_cell *plain = tb_plan_plain(planned);
        for (size_t j = 0; j < planned->c.driver->num_metrics; j++) {
            const struct tb_metric_info *metric = &planned->c.driver->metrics[j];
            if (!tb_page_shows(planned, metric))
                continue;
            for (size_t k = 0; k < planned->num_cells; k++)
                if (!planned->cells[k].variant->plain)
                    add_figure(rows, source, planned, &planned->cells[k], metric);
            if (plain)
                add_figure(rows, source, planned, plain, metric);
        }
    }
}

/* ---- Comparisons ---- */

/* Few columns, so that they fit a page beside each other: of several others the case tells whose row it is. */
enum { OF_CASE, OF_METRIC, OF_BASE, OF_OTHER, OF_RATIO, OF_VERDICT, NUM_COMPARED };

static void add_comparison(json_t *rows, const struct tb_page_source *source, const struct tb_comparison_row *of)
{
    const struct tb_ratio *ratio = tb_page_ratio(of);
    struct tb_text reason;
    struct row row;
    begin_row(&row, NUM_COMPARED);
    tb_text_add(&row.text[OF_CASE], of->planned->name);
    if (source->comparison->num_others > 1)
        tb_text_printf(&row.text[OF_CASE], "%s%s", source->comparison->of_cases ? ", with " : " on ", of->other_name);
    tb_text_add(&row.text[OF_METRIC], of->metric->name);
    if (of->base_figure.rounds > 0)
        tb_page_figure(&row.text[OF_BASE], &of->base_figure, of->metric);
    if (of->other_figure.rounds > 0)
        tb_page_figure(&row.text[OF_OTHER], &of->other_figure, of->metric);
    if (ratio)
        tb_page_ratio_words(&row.text[OF_RATIO], ratio, source->check);
    tb_text_add(&row.text[OF_VERDICT], tb_export_verdict(source->export, of->verdict));
    tb_export_threshold(&row.text[OF_VERDICT], source->export, of);
    tb_text_init(&reason, TB_PAGE_TEXT);
    tb_export_reason(&reason, of);
    if (reason.len)
        tb_text_printf(&row.text[OF_VERDICT], ": %s", reason.data);
    tb_text_free(&reason);
    end_row(&row, rows);
}

static json_t *comparison_table(struct tb_page *page, const struct tb_page_source *source, const char *title,
                                bool folded)
{
    const struct tb_comparison *comparison = source->comparison;
    bool one = comparison->num_others == 1 && comparison->num_rows > 0;
    struct tb_text base, other;
    tb_text_init(&base, TB_PAGE_TEXT);
    tb_text_init(&other, TB_PAGE_TEXT);
    tb_text_printf(&base, "#%s", comparison->base_name);
    tb_text_printf(&other, "#%s", one ? comparison->rows[0].other_name : "Other");
    const char *const columns[NUM_COMPARED] = {
        "Case", "Metric", base.data, other.data, source->check ? "#Cost" : "#Ratio", "Verdict"};
    json_t *rows = tb_page_table(page, title, folded, columns, NUM_COMPARED);
    tb_text_free(&base);
    tb_text_free(&other);
    return rows;
}

void tb_page_comparisons(struct tb_page *page, const struct tb_page_source *source, const struct tb_view *view)
{
    json_t *rows = comparison_table(page, source, "Comparisons", true);
    for (size_t i = 0; i < source->comparison->num_rows; i++)
        if (tb_export_lists(source->export, &source->comparison->rows[i]) &&
            tb_view_same(source->comparison->rows[i].planned, view->items[0]))
            add_comparison(rows, source, &source->comparison->rows[i]);
}

void tb_page_moved(struct tb_page *page, const struct tb_page_source *source)
{
    static const enum tb_verdict order[] = {TB_VERDICT_WORSE, TB_VERDICT_BETTER, TB_VERDICT_INCONCLUSIVE};
    const struct tb_comparison *comparison = source->comparison;
    json_t *rows = comparison_table(page, source, "What moved, or is not decided", false);
    for (size_t i = 0; i < COUNT(order); i++)
        for (size_t j = 0; j < comparison->num_rows; j++)
            if (tb_export_lists(source->export, &comparison->rows[j]) && comparison->rows[j].verdict == order[i])
                add_comparison(rows, source, &comparison->rows[j]);
}

/* ---- What has no figure ---- */

enum { NO_CASE, NO_LIBRARY, NO_STATUS, NO_REASON, NUM_WITHOUT };

static void add_without(json_t *rows, const char *name, const char *library, const char *status, const char *reason)
{
    tb_page_row(rows, (const char *const[NUM_WITHOUT]){name, library, status, reason}, NUM_WITHOUT);
}

static void add_cells(json_t *rows, const struct tb_planned *planned)
{
    for (size_t i = 0; i < planned->num_cells; i++) {
        const struct tb_cell *cell = &planned->cells[i];
        struct tb_text reason;
        tb_text_init(&reason, TB_PAGE_TEXT);
        enum tb_sample_status status = tb_cell_status(cell, &reason);
        if (status != TB_SAMPLE_OK)
            add_without(rows, planned->name, cell->variant->name, tb_sample_status_name(status), reason.data);
        tb_text_free(&reason);
    }
}

/* Cells have told it, but those of another run, and cases that one side has not measured. */
static void add_invalid(json_t *rows, const struct tb_page_source *source, const struct tb_comparison_row *row)
{
    struct tb_text reason;
    tb_text_init(&reason, TB_PAGE_TEXT);
    tb_export_reason(&reason, row);
    add_without(rows, row->planned->name, row->other_name, tb_export_verdict(source->export, row->verdict),
                reason.data);
    tb_text_free(&reason);
}

void tb_page_without(struct tb_page *page, const struct tb_page_source *source)
{
    static const char *const columns[NUM_WITHOUT] = {"Case", "Library", "Status", "Reason"};
    const struct tb_comparison *comparison = source->comparison;
    const struct tb_plan *plan = source->export->plan;
    json_t *rows = json_array();
    for (size_t i = 0; i < plan->num; i++)
        add_cells(rows, &plan->items[i]);
    for (size_t i = 0; i < comparison->num_rows && source->asked; i++)
        if (comparison->rows[i].primary && comparison->rows[i].verdict == TB_VERDICT_INVALID)
            add_invalid(rows, source, &comparison->rows[i]);
    if (json_array_size(rows) > 0) { /* they are of all sections above */
        tb_page_heading(page, 2, "What has no figure");
        json_array_extend(tb_page_table(page, "Rows without a figure or a verdict", false, columns, NUM_WITHOUT), rows);
    }
    json_decref(rows);
}

/* ---- Counters ---- */

enum { COUNTED_CASE, COUNTED_LIBRARY, COUNTER, COUNTED }; /* then a column for each side, and the unit */

/* Of both passes, "3,963" or "3,963 to 3,970"; nothing where it was not counted. */
static void add_count(struct tb_text *text, const struct tb_count *count, size_t counter, enum tb_counter_side side)
{
    double first, second;
    if (!tb_count_value(count, 0, counter, side, &first) || !tb_count_value(count, 1, counter, side, &second))
        return;
    tb_page_number(text, first < second ? first : second);
    if (first == second)
        return;
    tb_text_add(text, " to ");
    tb_page_number(text, first < second ? second : first);
}

static void add_counted(json_t *rows, const struct tb_count *count, size_t counter, enum tb_counter_side first,
                        size_t num_sides)
{
    struct row row;
    begin_row(&row, COUNTED + num_sides + 1);
    tb_text_add(&row.text[COUNTED_CASE], count->planned->name);
    tb_text_add(&row.text[COUNTED_LIBRARY], count->cell->variant->name);
    tb_text_add(&row.text[COUNTER], tb_counters[counter].name);
    for (size_t i = 0; i < num_sides; i++)
        add_count(&row.text[COUNTED + i], count, counter, first + i);
    tb_text_add(&row.text[COUNTED + num_sides], tb_counters[counter].unit);
    end_row(&row, rows);
}

static bool is_counted(const struct tb_count *count, enum tb_counter_side side)
{
    const char *reason;
    return tb_count_status(count, &reason) == TB_SAMPLE_OK && tb_counter_has_side(&count->planned->c, side);
}

/* Of the cases that have these sides; no table if there are none. */
static void add_counters(struct tb_page *page, const struct tb_counts *counts, const char *title,
                         const char *const *columns, enum tb_counter_side first, size_t num_sides)
{
    json_t *rows = NULL;
    for (size_t i = 0; i < counts->num; i++) {
        const struct tb_count *count = &counts->items[i];
        if (!is_counted(count, first))
            continue;
        if (!rows)
            rows = tb_page_table(page, title, true, columns, COUNTED + num_sides + 1);
        for (size_t j = 0; j < tb_num_counters; j++)
            if (tb_counter_belongs(j, first, &count->planned->c))
                add_counted(rows, count, j, first, num_sides);
    }
}

void tb_page_counters(struct tb_page *page, const struct tb_page_source *source)
{
    static const char *const of_sides[] = {"Case", "Library", "Counter", "#Client", "#Server", "Unit"};
    static const char *const of_local[] = {"Case", "Library", "Counter", "#Count", "Unit"};
    const struct tb_counts *counts = source->export->counts;
    if (!counts || counts->num == 0)
        return;
    tb_page_heading(page, 2, "Counters of an operation");
    add_counters(page, counts, "What an operation takes without a connection", of_local, TB_SIDE_LOCAL, 1);
    add_counters(page, counts, "What each side takes for an operation", of_sides, TB_SIDE_CLIENT, 2);
}
