/* load_cells.c - loads the samples of a stored run into the cells of its plan. */
#include "control/store/load_cells.h"
#include "control/plan/grid.h"
#include "control/sample/judge.h"
#include "control/sample/libraries.h"
#include "control/store/samples_csv.h"
#include "core/catalog.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FEW_SAMPLES = 100000, SAMPLES_OF_A_ROW = 200 };

bool tb_load_is_filled(const struct tb_load_size *size, const char *folder, struct tb_text *why)
{
    double libraries = (double)size->libraries, variants = size->pairs ? libraries * libraries : libraries;
    double samples = (double)size->cases * variants * (double)size->rounds;
    if (samples <= FEW_SAMPLES + SAMPLES_OF_A_ROW * (double)size->rows)
        return true;
    tb_text_printf(why,
                   "%s: %zu rows for %zu cases of %zu libraries in %zu rounds, so its tables are not as tlsbench wrote "
                   "them",
                   folder, size->rows, size->cases, size->libraries, size->rounds);
    return false;
}

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

/* The sample that the rows so far make up, and which samples there were. */
struct gathered {
    struct tb_sample sample;
    struct tb_cell *cell; /* NULL: none */
    struct tb_planned *planned;
    size_t round;
    double place;
    struct tb_plan *plan;
    uint64_t chunks; /* of a sample; 0: not known */
    size_t *before;  /* cells of the cases before each one */
    bool *seen;      /* by cell and round */
};

/* false: out of memory. */
static bool begin_gathering(struct gathered *gathered, struct tb_plan *plan, uint64_t chunks)
{
    size_t cells = 0;
    *gathered =
        (struct gathered){.plan = plan, .chunks = chunks, .before = calloc(plan->num + 1, sizeof *gathered->before)};
    tb_sample_init(&gathered->sample);
    for (size_t i = 0; gathered->before && i < plan->num; i++) {
        gathered->before[i] = cells;
        cells += plan->items[i].num_cells;
    }
    gathered->seen = calloc(cells * plan->rounds + 1, sizeof *gathered->seen);
    return gathered->before && gathered->seen;
}

static void end_gathering(struct gathered *gathered)
{
    tb_sample_free(&gathered->sample);
    free(gathered->before);
    free(gathered->seen);
}

/* A cell has one sample in a round: a second one would replace it without a word. */
static bool begin_sample(struct gathered *gathered, const struct tb_csv_table *table, struct tb_text *why)
{
    const struct tb_planned *planned = gathered->planned;
    size_t cell = gathered->before[planned - gathered->plan->items] + (size_t)(gathered->cell - planned->cells);
    bool *seen = &gathered->seen[cell * gathered->plan->rounds + gathered->round - 1];
    if (*seen)
        return tb_csv_table_blame(table, why,
                                  "round %zu of %s is there twice, or its rows do not stand together, so the file is "
                                  "not as tlsbench wrote it",
                                  gathered->round, planned->name);
    *seen = true;
    return true;
}

/* As a sample must be to count when it is measured, whatever metrics are asked for now: mean_time has one value, and
 * not all handshakes have a flight5_time. */
static bool is_whole(const struct gathered *gathered, const struct tb_csv_table *table, struct tb_text *why)
{
    struct tb_text wrong;
    if (gathered->sample.status != TB_SAMPLE_OK)
        return true;
    tb_text_init(&wrong, 500);
    const struct tb_case *c = &gathered->planned->c;
    const struct tb_metric_info *primary = gathered->plan->counted ? tb_counted_metric(c) : tb_primary_metric(c);
    uint64_t chunks = gathered->chunks && tb_metric_is_of_sample(primary) ? 1 : gathered->chunks;
    bool whole = tb_sample_has_figures(&gathered->sample.record, primary->name, chunks,
                                       primary->kind == TB_METRIC_MEMORY, &wrong);
    if (!whole)
        tb_text_printf(why, "%s: round %zu of %s: %s", table->path, gathered->round, gathered->planned->name,
                       wrong.data);
    tb_text_free(&wrong);
    return whole;
}

static bool flush(struct gathered *gathered, const struct tb_csv_table *table, struct tb_text *why)
{
    bool good = true;
    if (gathered->cell && !is_whole(gathered, table, why))
        return false;
    gathered->sample.died =
        gathered->sample.status == TB_SAMPLE_FAILED && tb_process_tells_death(gathered->sample.reason.data);
    if (gathered->cell)
        good = tb_cell_add(gathered->cell, gathered->planned, gathered->plan, gathered->round - 1, &gathered->sample);
    tb_sample_free(&gathered->sample);
    tb_sample_init(&gathered->sample);
    gathered->cell = NULL;
    if (!good)
        tb_text_add(why, "out of memory");
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

/* Chunks are numbered from 1 on; an older tlsbench may not have numbered them. */
static bool follows(const struct gathered *gathered, const struct tb_csv_table *table, const char *metric)
{
    const struct tb_series *series = tb_record_series(&gathered->sample.record, metric);
    const char *chunk = tb_csv_table_get(table, CHUNK);
    char next[24];
    snprintf(next, sizeof next, "%zu", (series ? series->num : 0) + 1);
    return !*chunk || strcmp(chunk, next) == 0;
}

static bool take_value(struct gathered *gathered, const struct tb_csv_table *table, struct tb_text *why)
{
    const char *metric = tb_csv_table_get(table, METRIC), *unit = tb_csv_table_get(table, UNIT);
    double value;
    if (!*metric && gathered->sample.status != TB_SAMPLE_OK)
        return true; /* a bad sample without figures */
    const struct tb_metric_info *info = tb_metric_by_name(gathered->planned->c.driver, metric);
    if (!info)
        return tb_csv_table_blame(table, why, "there is no metric '%s'", metric);
    if (*unit && strcmp(unit, info->unit) != 0)
        return tb_csv_table_blame(table, why, "%s is in '%s'; this tlsbench reads it in %s", metric, unit, info->unit);
    if (!tb_csv_table_figure(table, VALUE, &value, why))
        return false;
    if (value < 0)
        return tb_csv_table_blame(table, why, "%s is %g; no figure is below 0", metric, value);
    if (!follows(gathered, table, metric))
        return tb_csv_table_blame(table, why, "chunk '%s' of %s does not follow the one before",
                                  tb_csv_table_get(table, CHUNK), metric);
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
    if (planned->operations && planned->operations != (uint64_t)operations)
        return tb_csv_table_blame(table, why, "%g operations, where a sample of the same case has %llu", operations,
                                  (unsigned long long)planned->operations);
    planned->operations = (uint64_t)operations;
    return true;
}

/* The same in all rows of the sample. */
static bool take_vectors(struct gathered *gathered, const struct tb_csv_table *table, struct tb_text *why)
{
    const char *vectors = tb_csv_table_get(table, VECTORS);
    struct tb_record *record = &gathered->sample.record;
    if (strcmp(record->vectors, vectors) == 0 || tb_record_set(&record->vectors, vectors))
        return true;
    tb_text_add(why, "out of memory");
    return false;
}

/* It was measured again, so it does not count. */
static bool is_replaced(const struct tb_csv_table *table)
{
    return strcmp(tb_csv_table_get(table, STATUS), TB_REPLACED) == 0 ||
           strcmp(tb_csv_table_get(table, REPLACED), "1") == 0;
}

static bool take_row(struct gathered *gathered, const struct tb_csv_table *table, struct tb_text *why)
{
    struct tb_planned *planned;
    double round, place;
    struct tb_cell *cell = tb_load_find_cell(gathered->plan, table, &planned);
    if (!tb_csv_table_number(table, ROUND, &round, why) || !tb_csv_table_number(table, PLACE, &place, why))
        return false;
    bool same = cell == gathered->cell && round == (double)gathered->round && place == gathered->place;
    if (!same && !flush(gathered, table, why))
        return false;
    if (!cell || is_replaced(table))
        return true;
    gathered->cell = cell;
    gathered->planned = planned;
    gathered->round = (size_t)round;
    gathered->place = place;
    if (!same && !begin_sample(gathered, table, why))
        return false;
    return take_status(gathered, table, why) && take_vectors(gathered, table, why) &&
           take_value(gathered, table, why) &&
           (gathered->sample.status != TB_SAMPLE_OK || take_operations(planned, table, why));
}

bool tb_load_cells(struct tb_plan *plan, struct tb_csv_table *table, uint64_t chunks, struct tb_text *why)
{
    struct gathered gathered;
    bool good = begin_gathering(&gathered, plan, chunks);
    int more = 0;
    if (!good)
        tb_text_add(why, "out of memory");
    tb_csv_table_rewind(table);
    while (good && (more = tb_csv_table_next(table, why)) > 0)
        good = take_row(&gathered, table, why);
    good = good && more == 0 && flush(&gathered, table, why);
    end_gathering(&gathered);
    return good;
}

/* The row of a cell that the run did not reach, which an older tlsbench called failed. */
static bool is_unmeasured(const struct tb_csv_table *table)
{
    return strcmp(tb_csv_table_get(table, STATUS), tb_sample_status_name(TB_SAMPLE_UNMEASURED)) == 0 ||
           strcmp(tb_csv_table_get(table, REASON), TB_NOT_MEASURED) == 0;
}

bool tb_load_closed(struct tb_plan *plan, struct tb_csv_table *table, struct tb_text *why)
{
    int more;
    tb_csv_table_rewind(table);
    while ((more = tb_csv_table_next(table, why)) > 0) {
        struct tb_planned *planned;
        struct tb_cell *cell = tb_load_find_cell(plan, table, &planned);
        enum tb_sample_status status;
        if (is_unmeasured(table))
            continue;
        if (!tb_sample_status_by_name(tb_csv_table_get(table, STATUS), &status))
            return tb_csv_table_blame(table, why, "there is no status '%s'", tb_csv_table_get(table, STATUS));
        size_t samples = 0;
        for (size_t i = 0; cell && i < TB_NUM_STATUSES; i++)
            samples += cell->counts[i];
        if (!cell || samples > 0 || status == TB_SAMPLE_OK)
            continue;
        const char *reason = tb_csv_table_get(table, REASON);
        if (!tb_cell_close(cell, status, reason))
            return false;
        cell->deaths += status == TB_SAMPLE_FAILED && tb_process_tells_death(reason);
    }
    return more == 0;
}
