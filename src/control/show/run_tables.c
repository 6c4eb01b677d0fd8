/* run_tables.c - the tables at the end of a run: one for each driver and transport, with libraries as columns.  If
 * every library was measured with every other, clients are rows and servers columns, and only the primary metric is
 * shown.
 */
#include "control/show/run_tables.h"
#include "control/base/format.h"
#include "control/base/ratio_words.h"
#include "control/plan/grid.h"
#include "control/plan/losses.h"
#include "control/plan/shown.h"
#include "control/run/run.h"
#include "control/sample/blame.h"
#include "control/show/marks.h"
#include "control/show/table.h"
#include "control/show/view.h"
#include "control/store/fault_notes.h"
#include "control/verdict/comparison.h"
#include "control/verdict/limit.h"
#include "core/catalog.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TITLE_LIMIT = 1000, REASON_LIMIT = 1200 };

struct view {
    struct tb_view of;
    const struct tb_plan *plan;
    struct tb_words *notes; /* reasons, numbered [1], [2], ... across all tables */
    bool ranks;
    struct tb_marks_seen *seen;
};

/* ---- Figures ---- */

/* The cell of a group: a variant's, or that of plain TCP, which may be measured in another case. */
static const struct tb_cell *cell_of(const struct tb_planned *planned, size_t group, size_t num_variants)
{
    return group < num_variants ? &planned->cells[group] : tb_plan_plain(planned);
}

static bool is_good(const struct tb_cell *cell, struct tb_text *reason)
{
    return tb_cell_status(cell, reason) == TB_SAMPLE_OK;
}

static void fill_status(struct tb_table_cell *shown, const struct view *view, const struct tb_cell *cell)
{
    struct tb_text reason;
    tb_text_init(&reason, REASON_LIMIT);
    enum tb_sample_status status = tb_cell_status(cell, &reason);
    size_t number = tb_view_note(view->notes, reason.data);
    int len = snprintf(shown->whole, sizeof shown->whole, "%s", tb_sample_status_name(status));
    if (number && len > 0)
        snprintf(shown->whole + len, sizeof shown->whole - (size_t)len, " [%zu]", number);
    tb_text_free(&reason);
}

/* The same ratio and interval as in a comparison of these rounds; counts, which agree, have no interval. */
static void fill_ratio(struct tb_table_cell *shown, const struct tb_cell *cell, const struct tb_planned *planned,
                       const struct tb_plan *plan, size_t metric)
{
    const struct tb_metric_info *info = &planned->c.driver->metrics[metric];
    const struct tb_cell *base = &planned->cells[0];
    double confidence = tb_comparison_confidence(plan->num_local - 1);
    struct tb_text text;
    struct tb_ratio ratio;
    tb_text_init(&text, sizeof shown->part[TB_PART_RATIO] - 1);
    if (is_good(base, &text) && tb_cell_ratio(cell, base, info, metric, plan, confidence, &ratio)) {
        tb_text_clear(&text);
        tb_ratio_words(&text, &ratio);
        snprintf(shown->part[TB_PART_RATIO], sizeof shown->part[TB_PART_RATIO], "%s", text.data);
        tb_text_clear(&text);
        if (!plan->counted && ratio.rounds > 1)
            tb_interval_words(&text, &ratio);
        snprintf(shown->part[TB_PART_RATIO_INTERVAL], sizeof shown->part[TB_PART_RATIO_INTERVAL], "%s", text.data);
    }
    tb_text_free(&text);
}

/* The smallest median over a row's variants; 0: there is none.  It determines the number of decimals. */
static double smallest(const struct view *view, const struct tb_planned *planned, size_t num_variants, size_t metric)
{
    double least = 0;
    struct tb_figure figure;
    for (size_t i = 0; i < num_variants; i++)
        if (tb_cell_figure(&planned->cells[i], view->plan, metric, &figure) &&
            (least == 0 || figure.interval.median < least))
            least = figure.interval.median;
    return least;
}

/* The median of the first variant that has one; it determines the unit. */
static double base_of(const struct view *view, const struct tb_planned *planned, size_t num_variants, size_t metric)
{
    struct tb_figure figure;
    for (size_t i = 0; i < num_variants; i++)
        if (tb_cell_figure(&planned->cells[i], view->plan, metric, &figure))
            return figure.interval.median;
    return 0;
}

/* "[2]" after the figure: a remark on a good cell. */
static void fill_note(struct tb_table_cell *shown, const struct view *view, const char *note)
{
    size_t number = *note ? tb_view_note(view->notes, note) : 0;
    if (number)
        snprintf(shown->part[TB_PART_NOTE], sizeof shown->part[TB_PART_NOTE], "[%zu]", number);
}

static void fill_losses(struct tb_table_cell *shown, const struct view *view, const struct tb_cell *cell)
{
    struct tb_text losses;
    tb_text_init(&losses, REASON_LIMIT);
    tb_cell_losses(cell, &losses);
    fill_note(shown, view, losses.data);
    tb_text_free(&losses);
}

/* "12.3 ±0.4%", or why there is no figure. */
static void fill_cell(struct tb_table_cell *shown, const struct view *view, const struct tb_cell *cell, size_t metric,
                      bool first, const struct tb_scale *scale, int decimals)
{
    struct tb_text reason;
    struct tb_figure figure;
    tb_text_init(&reason, REASON_LIMIT);
    bool good = cell && is_good(cell, &reason);
    if (cell && !good && first)
        fill_status(shown, view, cell);
    else if (cell && !good)
        shown->part[TB_PART_VALUE][0] = '\0'; /* its status is in the case's first row */
    else if (!cell || !tb_cell_figure(cell, view->plan, metric, &figure))
        snprintf(shown->whole, sizeof shown->whole, "-");
    else
        tb_view_figure(shown, &figure, scale,
                       decimals < 0 ? tb_decimals_for(figure.interval.median * scale->factor) : decimals);
    if (good && first)
        fill_losses(shown, view, cell);
    tb_text_free(&reason);
}

static void fill_row(struct tb_table_row *row, const struct view *view, const struct tb_planned *planned, size_t metric,
                     size_t num_variants, size_t num_groups)
{
    const struct tb_metric_info *info = &planned->c.driver->metrics[metric];
    bool first = info == planned->primary;
    double least = smallest(view, planned, num_variants, metric);
    struct tb_scale scale = tb_scale_for(info->unit, base_of(view, planned, num_variants, metric));
    tb_view_what(row->what, sizeof row->what, &view->of, planned, info, scale.unit);
    for (size_t i = 0; i < num_groups; i++) {
        const struct tb_cell *cell = cell_of(planned, i, num_variants);
        bool variant = i < num_variants; /* plain TCP may differ a lot, so it has its own number of decimals */
        fill_cell(&row->cells[i], view, cell, metric, first, &scale,
                  variant ? tb_decimals_for(least * scale.factor) : -1);
        if (variant && i > 0 && *row->cells[i].part[TB_PART_VALUE])
            fill_ratio(&row->cells[i], cell, planned, view->plan, metric);
    }
    tb_marks_fill(row->cells, planned, view->plan, metric, num_variants, view->ranks);
    for (size_t i = 0; i < num_variants; i++) {
        view->seen->best = view->seen->best || row->cells[i].mark == TB_MARK_BEST;
        view->seen->open = view->seen->open || row->cells[i].mark == TB_MARK_OPEN;
    }
}

/* The cost of TLS on one side, relative to the same transfer without it: "server cpu, x plain". */
static void fill_price(struct tb_table_row *row, const struct view *view, const struct tb_planned *planned,
                       size_t metric, size_t num_variants)
{
    tb_view_what(row->what, sizeof row->what, &view->of, planned, &planned->c.driver->metrics[metric], "x plain");
    for (size_t i = 0; i < num_variants; i++) {
        struct tb_text reason;
        double price;
        tb_text_init(&reason, REASON_LIMIT);
        if (is_good(&planned->cells[i], &reason) &&
            tb_cell_price(&planned->cells[i], planned, view->plan, metric, &price))
            snprintf(row->cells[i].whole, sizeof row->cells[i].whole, "%.*f", tb_decimals_for(price), price);
        tb_text_free(&reason);
    }
}

/* The rate of all threads, told in units of so many times that of one. */
static void fill_efficiency(struct tb_table_row *row, const struct view *view, const struct tb_planned *planned,
                            size_t num_variants)
{
    size_t metric = (size_t)(planned->primary - planned->c.driver->metrics);
    snprintf(row->what, sizeof row->what, "efficiency");
    for (size_t i = 0; i < num_variants; i++) {
        static const struct tb_scale as_it_is = {.factor = 1};
        struct tb_figure efficiency;
        if (tb_cell_efficiency(&planned->cells[i], planned, view->plan, metric, &efficiency))
            tb_view_figure(&row->cells[i], &efficiency, &as_it_is, 2);
    }
}

/* Whose limit the rate is, in each column. */
static void fill_limit(struct tb_table_row *row, const struct view *view, const struct tb_planned *planned,
                       size_t num_variants, size_t num_groups)
{
    snprintf(row->what, sizeof row->what, "limited by");
    for (size_t i = 0; i < num_groups; i++) {
        const struct tb_cell *cell = cell_of(planned, i, num_variants);
        struct tb_table_cell *shown = &row->cells[i];
        struct tb_text note;
        tb_text_init(&note, REASON_LIMIT);
        bool good = cell && is_good(cell, &note);
        enum tb_limit limit = good ? tb_cell_limit(cell, planned, view->plan) : TB_LIMIT_UNKNOWN;
        if (limit == TB_LIMIT_NEITHER)
            tb_limit_explain(planned, &note);
        size_t number = good && note.len ? tb_view_note(view->notes, note.data) : 0;
        if (number)
            snprintf(shown->whole, sizeof shown->whole, "%s [%zu]", tb_limit_name(limit), number);
        else
            snprintf(shown->whole, sizeof shown->whole, "%s", tb_limit_name(limit));
        tb_text_free(&note);
    }
}

/* ---- Every client against every server ---- */

static bool is_matrix(const struct view *view)
{
    return view->of.items[0]->pair && view->plan->num_pair > view->plan->num_local;
}

/* One client's row: the primary metric with each server, then plain TCP in the first client's row. */
static void fill_client(struct tb_table_row *row, const struct view *view, const struct tb_planned *planned,
                        size_t client, size_t num_groups)
{
    size_t num = view->plan->num_local, metric = (size_t)(planned->primary - planned->c.driver->metrics);
    double least = smallest(view, planned, num * num, metric);
    struct tb_scale scale = tb_scale_for(planned->primary->unit, base_of(view, planned, num * num, metric));
    snprintf(row->what, sizeof row->what, "%s", view->plan->variants[client].name);
    for (size_t server = 0; server < num; server++)
        fill_cell(&row->cells[server], view, &planned->cells[client * num + server], metric, true, &scale,
                  tb_decimals_for(least * scale.factor));
    if (num_groups > num && client == 0)
        fill_cell(&row->cells[num], view, tb_plan_plain(planned), metric, true, &scale, -1);
}

static void fill_clients(struct tb_table *table, const struct view *view, struct tb_table_cell *cells)
{
    for (size_t i = 0; i < view->of.num; i++)
        for (size_t client = 0; client < view->plan->num_local; client++) {
            struct tb_table_row *row = &table->rows[table->num_rows];
            row->cells = cells + table->num_rows++ * table->num_groups;
            if (client == 0)
                tb_view_label_row(row, &view->of, view->of.items[i]);
            fill_client(row, view, view->of.items[i], client, table->num_groups);
        }
}

/* ---- A table ---- */

static struct tb_table_row *next_row(struct tb_table *table, struct tb_table_cell *cells)
{
    struct tb_table_row *row = &table->rows[table->num_rows];
    row->cells = cells + table->num_rows++ * table->num_groups;
    return row;
}

static bool has_price(const struct tb_planned *planned, const struct tb_metric_info *metric)
{
    return tb_plan_plain(planned) && metric->kind == TB_METRIC_SIDE_CPU && tb_planned_shows(planned, metric);
}

/* The rate of arrivals is planned, and what is held has none. */
static bool has_limit(const struct tb_planned *planned)
{
    return planned->pair && !tb_case_arrivals(&planned->c) && !planned->c.driver->holds;
}

static void fill_case(struct tb_table *table, const struct view *view, const struct tb_planned *planned,
                      size_t num_variants, struct tb_table_cell *cells)
{
    for (size_t metric = 0; metric < planned->c.driver->num_metrics; metric++) {
        const struct tb_metric_info *info = &planned->c.driver->metrics[metric];
        if (!tb_planned_shows(planned, info))
            continue;
        struct tb_table_row *row = next_row(table, cells);
        if (info == planned->primary)
            tb_view_label_row(row, &view->of, planned);
        fill_row(row, view, planned, metric, num_variants, table->num_groups);
        if (info == planned->primary && has_limit(planned))
            fill_limit(next_row(table, cells), view, planned, num_variants, table->num_groups);
        if (info == planned->primary && tb_planned_has_efficiency(planned, view->plan))
            fill_efficiency(next_row(table, cells), view, planned, num_variants);
    }
    for (size_t metric = 0; metric < planned->c.driver->num_metrics; metric++)
        if (has_price(planned, &planned->c.driver->metrics[metric]))
            fill_price(next_row(table, cells), view, planned, metric, num_variants);
}

/* Rows of a case besides its headlines: whose limit, a price for each side, the efficiency of threads. */
enum { FURTHER_ROWS = 4 };

static void add_matrix_title(struct tb_text *title, const struct view *view)
{
    size_t counts[TB_NUM_LIMITS] = {0};
    struct tb_text limits;
    tb_text_init(&limits, TITLE_LIMIT);
    for (size_t i = 0; i < view->of.num; i++)
        tb_limits_count(view->plan, view->of.items[i], counts);
    tb_limits_describe(counts, &limits);
    tb_text_printf(title, "; clients in rows, servers in columns: %s", view->of.items[0]->primary->doc);
    if (limits.len)
        tb_text_printf(title, "; limited by: %s", limits.data);
    tb_text_free(&limits);
}

/* Fails only if memory runs out. */
static bool print_view(const struct view *view, const struct tb_term *term)
{
    const struct tb_planned *first = view->of.items[0];
    const struct tb_cell *plain = tb_plan_plain(first);
    bool matrix = is_matrix(view);
    size_t num_variants = first->num_cells - (first->plain == first);
    size_t num_columns = matrix ? view->plan->num_local : num_variants, num_groups = num_columns + (plain != NULL);
    size_t most_rows = view->of.num * (matrix ? view->plan->num_local : view->of.num_headlines + FURTHER_ROWS);
    struct tb_text title;
    struct tb_table table = {.num_groups = num_groups,
                             .groups = calloc(num_groups, sizeof *table.groups),
                             .rows = calloc(most_rows, sizeof *table.rows)};
    struct tb_table_cell *cells = calloc(most_rows * num_groups, sizeof *cells);
    struct tb_table_below *below = calloc(num_groups, sizeof *below);
    bool good = table.groups && table.rows && cells && below;
    tb_text_init(&title, TITLE_LIMIT);
    if (good) {
        for (size_t i = 0; i < num_columns; i++) {
            const struct tb_variant *variant = matrix ? &view->plan->variants[i] : first->cells[i].variant;
            table.groups[i] = variant->name;
            tb_view_below(&below[i], variant);
        }
        table.below = below;
        if (plain)
            table.groups[num_columns] = plain->variant->name;
        if (matrix)
            fill_clients(&table, view, cells);
        for (size_t i = 0; i < view->of.num && !matrix; i++)
            fill_case(&table, view, view->of.items[i], num_variants, cells);
        tb_view_title(&title, &view->of);
        if (matrix)
            add_matrix_title(&title, view);
        table.title = title.data;
        tb_table_print(stdout, &table, term);
        tb_fault_notes_print_cases(stdout, view->of.items, view->of.num);
    }
    tb_text_free(&title);
    free(below);
    free(cells);
    free(table.rows);
    free(table.groups);
    return good;
}

bool tb_run_tables_print(const struct tb_plan *plan, const struct tb_term *term, bool ranks, struct tb_words *notes,
                         struct tb_marks_seen *seen)
{
    bool good = true;
    for (size_t i = 0; i < plan->num && good; i++) {
        if (plan->items[i].steady || !tb_shown_any(&plan->items[i]) || !tb_view_first(plan, i))
            continue;
        struct view view = {.plan = plan, .notes = notes, .ranks = ranks, .seen = seen};
        good = tb_view_collect(&view.of, plan, &plan->items[i]) && print_view(&view, term);
        free(view.of.items);
    }
    return good;
}
