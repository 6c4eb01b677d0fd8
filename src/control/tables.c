/* tables.c - the tables at the end of a run: one for each driver and transport, libraries as columns.  Where every
 * library was measured against every other, clients are rows and servers columns, and only the primary metric is shown.
 */
#include "control/tables.h"
#include "control/format.h"
#include "control/grid.h"
#include "control/run.h"
#include "control/table.h"
#include "core/catalog.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_NOTES = 60, TITLE_LIMIT = 1000, REASON_LIMIT = 1200 };

/* The cases of one table, and what they have in common. */
struct view {
    const struct tb_plan *plan;
    const struct tb_planned **items;
    size_t num;
    bool shared[TB_NUM_PARAMS]; /* parameters with one value all through: they stand in the title */
    size_t num_headlines;       /* most that a case has */
    struct tb_words *notes;     /* reasons, referred to as [1], [2], ... over all tables */
};

static bool in_view(const struct tb_planned *planned, const struct tb_planned *first)
{
    return planned->c.driver == first->c.driver &&
           strcmp(planned->c.value[TB_PARAM_TRANSPORT], first->c.value[TB_PARAM_TRANSPORT]) == 0;
}

static size_t count_headlines(const struct tb_planned *planned)
{
    size_t num = 0;
    for (size_t i = 0; i < planned->c.driver->num_metrics; i++)
        num += planned->c.driver->metrics[i].headline && tb_metric_applies(&planned->c.driver->metrics[i], &planned->c);
    return num;
}

/* All cases of the plan that belong beside `first`. */
static bool collect(struct view *view, const struct tb_planned *first)
{
    view->items = calloc(view->plan->num, sizeof *view->items);
    if (!view->items)
        return false;
    for (enum tb_param param = 0; param < TB_NUM_PARAMS; param++)
        view->shared[param] = true;
    for (size_t i = 0; i < view->plan->num; i++) {
        const struct tb_planned *planned = &view->plan->items[i];
        if (!in_view(planned, first))
            continue;
        view->items[view->num++] = planned;
        if (count_headlines(planned) > view->num_headlines)
            view->num_headlines = count_headlines(planned);
        for (enum tb_param param = 0; param < TB_NUM_PARAMS; param++)
            if (strcmp(planned->c.value[param], first->c.value[param]) != 0)
                view->shared[param] = false;
    }
    return true;
}

/* ---- Words ---- */

static void add_value(struct tb_text *text, const struct tb_case *c, enum tb_param param, const char *separator)
{
    const char *value = c->value[param];
    if (!*value)
        return;
    tb_text_printf(text, "%s%s", text->len ? separator : "", value);
    if (param == TB_PARAM_SIZE)
        tb_text_add(text, " B");
    if (param == TB_PARAM_CONNECTIONS)
        tb_text_add(text, strcmp(value, "1") == 0 ? " connection" : " connections");
}

/* The parameters that are, or are not, the same in all rows. */
static void add_values(struct tb_text *text, const struct view *view, const struct tb_case *c, bool shared,
                       const char *separator)
{
    for (size_t i = 0; i < c->driver->num_params; i++)
        if (view->shared[c->driver->params[i].param] == shared)
            add_value(text, c, c->driver->params[i].param, separator);
}

/* "Handshakes: loopback, aes-128-gcm, full, 16 connections" */
static void make_title(struct tb_text *title, const struct view *view)
{
    const struct tb_case *c = &view->items[0]->c;
    struct tb_text shared;
    tb_text_init(&shared, TITLE_LIMIT);
    add_values(&shared, view, c, true, ", ");
    tb_text_printf(title, "%s%s%s", c->driver->title, shared.len ? ": " : "", shared.data);
    if (view->num_headlines == 1)
        tb_text_printf(title, "%s%s", shared.len ? "; " : ": ", view->items[0]->primary->doc);
    tb_text_free(&shared);
}

static void make_label(char *dst, size_t cap, const struct view *view, const struct tb_planned *planned)
{
    struct tb_text label;
    tb_text_init(&label, cap - 1);
    add_values(&label, view, &planned->c, false, " ");
    snprintf(dst, cap, "%s", label.data);
    tb_text_free(&label);
}

/* "latency p50, us".  The name is left out where there is only one metric, the unit where the name says it. */
static void make_what(char *dst, size_t cap, const struct view *view, const struct tb_metric_info *metric,
                      const char *unit)
{
    bool alone = view->num_headlines == 1, said = strcmp(unit, "1/s") == 0;
    int len =
        snprintf(dst, cap, "%s%s%s", alone ? "" : metric->name, alone || said ? "" : ", ", said && !alone ? "" : unit);
    if (len < 0)
        dst[0] = '\0';
    for (char *c = dst; *c; c++)
        if (*c == '_')
            *c = ' ';
}

/* ---- Figures ---- */

/* The cell of a group: of a variant, or of the floor, which may be measured in another case. */
static const struct tb_cell *cell_of(const struct tb_planned *planned, size_t group, size_t num_variants)
{
    return group < num_variants ? &planned->cells[group] : tb_plan_floor(planned);
}

/* The number of the note, from 1; 0 when there is no room for it. */
static size_t note(const struct view *view, const char *reason)
{
    for (size_t i = 0; i < view->notes->num; i++)
        if (strcmp(view->notes->items[i], reason) == 0)
            return i + 1;
    if (view->notes->num == MOST_NOTES || !tb_words_add(view->notes, reason, strlen(reason)))
        return 0;
    return view->notes->num;
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
    size_t number = note(view, reason.data);
    int len = snprintf(shown->whole, sizeof shown->whole, "%s", tb_sample_status_name(status));
    if (number && len > 0)
        snprintf(shown->whole + len, sizeof shown->whole - (size_t)len, " [%zu]", number);
    tb_text_free(&reason);
}

static void fill_figure(struct tb_table_cell *shown, const struct tb_figure *figure, const struct tb_scale *scale,
                        int decimals)
{
    const struct tb_interval *interval = &figure->interval;
    struct tb_text text;
    tb_text_init(&text, sizeof shown->part[0] - 1);
    tb_format_number(&text, interval->median * scale->factor, decimals);
    snprintf(shown->part[0], sizeof shown->part[0], "%s", text.data);
    double below = interval->median - interval->low, above = interval->high - interval->median;
    if (figure->rounds > 1 && interval->median > 0) {
        tb_text_clear(&text);
        tb_text_add(&text, "±");
        tb_format_percent(&text, (below > above ? below : above) / interval->median);
        snprintf(shown->part[1], sizeof shown->part[1], "%s", text.data);
    }
    tb_text_free(&text);
}

static void fill_ratio(struct tb_table_cell *shown, const struct tb_cell *cell, const struct tb_cell *base,
                       const struct tb_planned *planned, const struct tb_plan *plan, size_t metric)
{
    struct tb_text text;
    double ratio;
    tb_text_init(&text, sizeof shown->part[2] - 1);
    if (is_good(base, &text) && tb_cell_ratio(cell, base, planned, plan, metric, &ratio)) {
        tb_text_clear(&text);
        tb_format_ratio(&text, ratio);
        snprintf(shown->part[2], sizeof shown->part[2], "%s", text.data);
    }
    tb_text_free(&text);
}

/* The smallest median of a row's variants; 0: there is none.  It decides the row's digits. */
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

/* The median of the first variant that has one: it decides the row's unit. */
static double base_of(const struct view *view, const struct tb_planned *planned, size_t num_variants, size_t metric)
{
    struct tb_figure figure;
    for (size_t i = 0; i < num_variants; i++)
        if (tb_cell_figure(&planned->cells[i], view->plan, metric, &figure))
            return figure.interval.median;
    return 0;
}

/* "12.3 ±0.4% 1.43x", or why there is no figure. */
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
        shown->part[0][0] = '\0'; /* its status stands in the case's first row */
    else if (!cell || !tb_cell_figure(cell, view->plan, metric, &figure))
        snprintf(shown->whole, sizeof shown->whole, "-");
    else
        fill_figure(shown, &figure, scale,
                    decimals < 0 ? tb_decimals_for(figure.interval.median * scale->factor) : decimals);
    tb_text_free(&reason);
}

static void fill_row(struct tb_table_row *row, const struct view *view, const struct tb_planned *planned, size_t metric,
                     size_t num_variants, size_t num_groups)
{
    const struct tb_metric_info *info = &planned->c.driver->metrics[metric];
    bool first = info == planned->primary;
    double least = smallest(view, planned, num_variants, metric);
    struct tb_scale scale = tb_scale_for(info->unit, base_of(view, planned, num_variants, metric));
    make_what(row->what, sizeof row->what, view, info, scale.unit);
    for (size_t i = 0; i < num_groups; i++) {
        const struct tb_cell *cell = cell_of(planned, i, num_variants);
        bool variant = i < num_variants; /* the floor may be of quite another size: it has digits of its own */
        fill_cell(&row->cells[i], view, cell, metric, first, &scale,
                  variant ? tb_decimals_for(least * scale.factor) : -1);
        if (variant && i > 0 && *row->cells[i].part[0])
            fill_ratio(&row->cells[i], cell, &planned->cells[0], planned, view->plan, metric);
    }
}

/* ---- Every client against every server ---- */

static bool is_matrix(const struct view *view)
{
    return view->items[0]->pair && view->plan->num_pair > view->plan->num_local;
}

/* One client's row: the primary metric against each server, then the floor beside the first client. */
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
        fill_cell(&row->cells[num], view, tb_plan_floor(planned), metric, true, &scale, -1);
}

static void fill_clients(struct tb_table *table, const struct view *view, struct tb_table_cell *cells)
{
    for (size_t i = 0; i < view->num; i++)
        for (size_t client = 0; client < view->plan->num_local; client++) {
            struct tb_table_row *row = &table->rows[table->num_rows];
            row->cells = cells + table->num_rows++ * table->num_groups;
            if (client == 0)
                make_label(row->label, sizeof row->label, view, view->items[i]);
            fill_client(row, view, view->items[i], client, table->num_groups);
        }
}

/* ---- A table ---- */

static void fill_rows(struct tb_table *table, const struct view *view, size_t num_variants, struct tb_table_cell *cells)
{
    for (size_t i = 0; i < view->num; i++) {
        const struct tb_planned *planned = view->items[i];
        for (size_t metric = 0; metric < planned->c.driver->num_metrics; metric++) {
            const struct tb_metric_info *info = &planned->c.driver->metrics[metric];
            if (!info->headline || !tb_metric_applies(info, &planned->c))
                continue;
            struct tb_table_row *row = &table->rows[table->num_rows];
            row->cells = cells + table->num_rows++ * table->num_groups;
            if (info == planned->primary)
                make_label(row->label, sizeof row->label, view, planned);
            fill_row(row, view, planned, metric, num_variants, table->num_groups);
        }
    }
}

/* false: no memory. */
static bool print_view(const struct view *view, const struct tb_term *term)
{
    const struct tb_planned *first = view->items[0];
    const struct tb_cell *floor = tb_plan_floor(first);
    bool matrix = is_matrix(view);
    size_t num_variants = first->num_cells - (first->floor == first);
    size_t num_columns = matrix ? view->plan->num_local : num_variants, num_groups = num_columns + (floor != NULL);
    size_t most_rows = view->num * (matrix ? view->plan->num_local : view->num_headlines);
    struct tb_text title;
    struct tb_table table = {.num_groups = num_groups,
                             .groups = calloc(num_groups, sizeof *table.groups),
                             .rows = calloc(most_rows, sizeof *table.rows)};
    struct tb_table_cell *cells = calloc(most_rows * num_groups, sizeof *cells);
    bool good = table.groups && table.rows && cells;
    tb_text_init(&title, TITLE_LIMIT);
    if (good) {
        for (size_t i = 0; i < num_columns; i++)
            table.groups[i] = matrix ? view->plan->variants[i].name : first->cells[i].variant->name;
        if (floor)
            table.groups[num_columns] = floor->variant->name;
        if (matrix)
            fill_clients(&table, view, cells);
        else
            fill_rows(&table, view, num_variants, cells);
        make_title(&title, view);
        if (matrix)
            tb_text_printf(&title, "; clients beside, servers above: %s", first->primary->name);
        table.title = title.data;
        tb_table_print(stdout, &table, term);
    }
    tb_text_free(&title);
    free(cells);
    free(table.rows);
    free(table.groups);
    return good;
}

static bool is_first_of_its_view(const struct tb_plan *plan, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (in_view(&plan->items[j], &plan->items[i]))
            return false;
    return true;
}

bool tb_tables_print(const struct tb_plan *plan, const struct tb_term *term, struct tb_words *notes)
{
    bool good = true;
    for (size_t i = 0; i < plan->num && good; i++) {
        if (plan->items[i].control || !is_first_of_its_view(plan, i))
            continue;
        struct view view = {.plan = plan, .notes = notes};
        good = collect(&view, &plan->items[i]) && print_view(&view, term);
        free(view.items);
    }
    return good;
}
