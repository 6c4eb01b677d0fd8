/* load_cells.c - loads the samples of a stored run into the cells of its plan. */
#include "control/store/load_cells.h"
#include "control/plan/grid.h"
#include "control/sample/libraries.h"
#include "core/catalog.h"
#include <string.h>

bool tb_load_is_plain(const struct tb_csv_table *table, const struct tb_case *c, const char *plain)
{
    return plain && tb_case_is_pair(c) && strcmp(tb_csv_table_get(table, CLIENT), plain) == 0 &&
           strcmp(tb_csv_table_get(table, SERVER), plain) == 0;
}

static struct tb_planned *find_case(struct tb_plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->num; i++)
        if (strcmp(plan->items[i].name, name) == 0)
            return &plan->items[i];
    return NULL;
}

/* Plain TCP belongs to a case of the same kind; if its own was left out, to another one. */
static struct tb_cell *find_plain(struct tb_plan *plan, const struct tb_case *c, struct tb_planned **planned)
{
    const struct tb_planned *plain = tb_plan_plain_beside(plan, c);
    if (!plain)
        return NULL;
    *planned = &plan->items[plain - plan->items];
    return &(*planned)->cells[(*planned)->num_cells - 1];
}

/* NULL: the plan has no plain TCP. */
static const char *plain_of(const struct tb_plan *plan)
{
    return plan->num_plain ? plan->variants[plan->num_local + plan->num_pair].client->name : NULL;
}

struct tb_cell *tb_load_find_cell(struct tb_plan *plan, const struct tb_csv_table *table, struct tb_planned **planned)
{
    const char *client = tb_csv_table_get(table, CLIENT), *server = tb_csv_table_get(table, SERVER);
    struct tb_case c;
    struct tb_text ignored;
    *planned = find_case(plan, tb_csv_table_get(table, CASE));
    tb_text_init(&ignored, 0); /* the names were already checked */
    bool known = *planned || tb_case_parse(&c, tb_csv_table_get(table, CASE), &ignored);
    tb_text_free(&ignored);
    if (*planned)
        c = (*planned)->c;
    if (known && tb_load_is_plain(table, &c, plain_of(plan)))
        return find_plain(plan, &c, planned);
    for (size_t i = 0; *planned && i < (*planned)->num_cells; i++) {
        const struct tb_variant *variant = (*planned)->cells[i].variant;
        if (strcmp(variant->client->name, client) == 0 && strcmp(variant->server->name, server) == 0)
            return &(*planned)->cells[i];
    }
    return NULL;
}

/* The sample that the rows so far belong to. */
struct gathered {
    struct tb_sample sample;
    struct tb_cell *cell; /* NULL: none */
    struct tb_planned *planned;
    size_t round;
    double place;
};

static bool flush(struct gathered *gathered, struct tb_plan *plan)
{
    bool good =
        !gathered->cell || tb_cell_add(gathered->cell, gathered->planned, plan, gathered->round - 1, &gathered->sample);
    tb_sample_free(&gathered->sample);
    tb_sample_init(&gathered->sample);
    gathered->cell = NULL;
    return good;
}

static bool take_status(struct gathered *gathered, const struct tb_csv_table *table, struct tb_text *why)
{
    const char *status = tb_csv_table_get(table, STATUS);
    tb_text_clear(&gathered->sample.reason);
    tb_text_add(&gathered->sample.reason, tb_csv_table_get(table, REASON));
    return tb_sample_status_by_name(status, &gathered->sample.status) ||
           tb_csv_table_blame(table, why, "there is no status '%s'", status);
}

static bool take_value(struct gathered *gathered, const struct tb_csv_table *table, struct tb_text *why)
{
    const char *metric = tb_csv_table_get(table, METRIC);
    double value;
    if (!*metric && gathered->sample.status != TB_SAMPLE_OK)
        return true; /* a bad sample without figures */
    if (!tb_metric_by_name(gathered->planned->c.driver, metric))
        return tb_csv_table_blame(table, why, "there is no metric '%s'", metric);
    if (!tb_csv_table_figure(table, VALUE, &value, why))
        return false;
    if (tb_record_add(&gathered->sample.record, metric, value))
        return true;
    tb_text_add(why, "out of memory");
    return false;
}

/* Reads the operations per chunk.  Only local cases have it: their chunks have one size in all samples of the case,
 * while the operations of a window vary. */
static bool take_operations(struct tb_planned *planned, const struct tb_csv_table *table, struct tb_text *why)
{
    double operations;
    if (planned->pair || !*tb_csv_table_get(table, OPERATIONS))
        return true;
    if (!tb_csv_table_number(table, OPERATIONS, &operations, why))
        return false;
    if (!(operations >= 0 && operations < 0x1p53))
        return tb_csv_table_blame(table, why, "%g operations", operations);
    planned->operations = (uint64_t)operations;
    return true;
}

static bool take_row(struct gathered *gathered, struct tb_plan *plan, const struct tb_csv_table *table,
                     struct tb_text *why)
{
    struct tb_planned *planned;
    double round, place;
    struct tb_cell *cell = tb_load_find_cell(plan, table, &planned);
    if (!tb_csv_table_number(table, ROUND, &round, why) || !tb_csv_table_number(table, PLACE, &place, why))
        return false;
    bool same = cell == gathered->cell && round == (double)gathered->round && place == gathered->place;
    if (!same && !flush(gathered, plan)) {
        tb_text_add(why, "out of memory");
        return false;
    }
    if (!cell || strcmp(tb_csv_table_get(table, REPLACED), "1") == 0)
        return true;
    gathered->cell = cell;
    gathered->planned = planned;
    gathered->round = (size_t)round;
    gathered->place = place;
    return take_status(gathered, table, why) && take_value(gathered, table, why) &&
           (gathered->sample.status != TB_SAMPLE_OK || take_operations(planned, table, why));
}

bool tb_load_cells(struct tb_plan *plan, struct tb_csv_table *table, struct tb_text *why)
{
    struct gathered gathered = {0};
    int more;
    tb_sample_init(&gathered.sample);
    tb_csv_table_rewind(table);
    while ((more = tb_csv_table_next(table, why)) > 0)
        if (!take_row(&gathered, plan, table, why))
            break;
    bool good = more == 0 && flush(&gathered, plan);
    tb_sample_free(&gathered.sample);
    return good;
}

bool tb_load_closed(struct tb_plan *plan, struct tb_csv_table *table, struct tb_text *why)
{
    int more;
    tb_csv_table_rewind(table);
    while ((more = tb_csv_table_next(table, why)) > 0) {
        struct tb_planned *planned;
        struct tb_cell *cell = tb_load_find_cell(plan, table, &planned);
        enum tb_sample_status status;
        if (!tb_sample_status_by_name(tb_csv_table_get(table, STATUS), &status))
            return tb_csv_table_blame(table, why, "there is no status '%s'", tb_csv_table_get(table, STATUS));
        size_t samples = 0;
        for (size_t i = 0; cell && i < TB_NUM_STATUSES; i++)
            samples += cell->counts[i];
        if (cell && samples == 0 && status != TB_SAMPLE_OK &&
            !tb_cell_close(cell, status, tb_csv_table_get(table, REASON)))
            return false;
    }
    return more == 0;
}
