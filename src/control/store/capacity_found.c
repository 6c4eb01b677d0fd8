#include "control/store/capacity_found.h"
#include "control/base/csv_columns.h"
#include "control/base/csv_table.h"
#include "control/base/words.h"
#include "control/store/load_run.h"
#include "control/store/run_dir.h"
#include "core/case.h"
#include "core/columns.h"
#include <errno.h>
#include <jansson.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The columns that are read: csv_columns.h. */
#define READ(X)                                                                                                        \
    X(SCHEMA, "", schema)                                                                                              \
    X(KIND, "", kind)                                                                                                  \
    X(CASE, "", case)                                                                                                  \
    X(LIBRARY, "", library)                                                                                            \
    X(PROMISE, "", promise)                                                                                            \
    X(VALUE, "", value)                                                                                                \
    X(LOW, "", low)                                                                                                    \
    X(HIGH, "", high)                                                                                                  \
    X(COVERAGE, "", coverage)                                                                                          \
    X(SEARCHES, "?", searches)                                                                                         \
    X(RATIO, "", ratio)                                                                                                \
    X(RATIO_LOW, "", ratio_low)                                                                                        \
    X(RATIO_HIGH, "", ratio_high)                                                                                      \
    X(ROUND, "", round)                                                                                                \
    X(CLIENT_BUSY, "", client_busy)                                                                                    \
    X(SERVER_BUSY, "", server_busy)                                                                                    \
    X(REASON, "", reason)

enum { TB_CAPACITY_COLUMNS(TB_CSV_HAS, TB_CSV_HAS_WHO) NUM_COLUMNS };
enum { READ(TB_CSV_PLACE) NUM_READ };
static const char *const columns[NUM_READ] = {READ(TB_CSV_NAME)};

static bool make_path(char path[PATH_MAX], const char *folder, const char *file)
{
    return snprintf(path, PATH_MAX, "%s/%s", folder, file) < PATH_MAX;
}

struct tb_capacity_found *tb_capacities_add(struct tb_capacities_found *found)
{
    struct tb_capacity_found *grown = tb_grow(found->items, found->num, sizeof *grown);
    if (!grown)
        return NULL;
    found->items = grown;
    grown[found->num] = (struct tb_capacity_found){.client_busy = NAN, .server_busy = NAN};
    return &grown[found->num++];
}

void tb_capacities_found_free(struct tb_capacities_found *found)
{
    for (size_t i = 0; i < found->num; i++) {
        free(found->items[i].library);
        free(found->items[i].reason);
    }
    free(found->items);
    free(found->case_name);
    free(found->promise);
    json_decref(found->facts);
    *found = (struct tb_capacities_found){0};
}

/* ---- Rows ---- */

/* A field that may be empty: *has says whether it is not. */
static bool read_number(const struct tb_csv_table *table, size_t column, bool *has_it, double *number,
                        struct tb_text *why)
{
    *has_it = *tb_csv_table_get(table, column) != '\0';
    return !*has_it || tb_csv_table_figure(table, column, number, why);
}

static bool read_interval(const struct tb_csv_table *table, struct tb_capacity_found *item, struct tb_text *why)
{
    struct tb_interval *interval = &item->interval;
    bool ignored;
    double searches = 0;
    interval->high = INFINITY;
    if (!read_number(table, VALUE, &item->found, &interval->median, why))
        return false;
    if (item->found && !(read_number(table, LOW, &ignored, &interval->low, why) &&
                         read_number(table, HIGH, &ignored, &interval->high, why) &&
                         tb_csv_table_figure(table, COVERAGE, &interval->coverage, why) &&
                         read_number(table, SEARCHES, &ignored, &searches, why)))
        return false;
    if (item->found && !(interval->median > 0 && interval->low <= interval->median &&
                         interval->median <= interval->high && interval->coverage >= 0 && interval->coverage <= 1))
        return tb_csv_table_blame(table, why,
                                  "value, low, high and coverage do not fit together, so the file is damaged");
    item->searches = searches >= 1 && searches <= TB_MOST_ROUNDS ? (size_t)searches : 0;
    return true;
}

/* The file has how many times as good it is.  An interval without a width is that of one round. */
static bool read_ratio(const struct tb_csv_table *table, struct tb_capacity_found *item, struct tb_text *why)
{
    double ratio = 1, low = 0, high = INFINITY;
    bool ignored;
    if (!read_number(table, RATIO, &item->compared, &ratio, why))
        return false;
    if (item->compared &&
        (!read_number(table, RATIO_LOW, &ignored, &low, why) || !read_number(table, RATIO_HIGH, &ignored, &high, why)))
        return false;
    if (!(ratio > 0 && low >= 0 && low <= ratio && ratio <= high))
        return tb_csv_table_blame(table, why, "ratio is not within ratio_low and ratio_high, so the file is damaged");
    item->ratio = (struct tb_ratio){.ratio = 1 / ratio,
                                    .low = 1 / high,
                                    .high = 1 / low,
                                    .rounds = low < high ? item->searches : 1,
                                    .paired = true};
    return true;
}

static bool read_busy(const struct tb_csv_table *table, struct tb_capacity_found *item, struct tb_text *why)
{
    bool ignored;
    if (!read_number(table, CLIENT_BUSY, &ignored, &item->client_busy, why) ||
        !read_number(table, SERVER_BUSY, &ignored, &item->server_busy, why))
        return false;
    return !(item->client_busy < 0 || item->server_busy < 0) ||
           tb_csv_table_blame(table, why, "client_busy or server_busy is negative, so the file is damaged");
}

static bool keep(char **kept, const char *text, struct tb_text *why)
{
    free(*kept);
    *kept = strdup(text);
    if (!*kept)
        tb_text_add(why, "out of memory");
    return *kept != NULL;
}

/* The case is that of the first search's first sample; as long as there is none, of a library. */
static bool take_case(struct tb_capacities_found *found, const struct tb_csv_table *table, struct tb_text *why)
{
    struct tb_case c;
    struct tb_text wrong;
    const char *name = tb_csv_table_get(table, CASE);
    tb_text_init(&wrong, 1000);
    bool good = tb_case_parse(&c, name, &wrong);
    if (good)
        found->threads = tb_case_threads(&c);
    else
        tb_csv_table_blame(table, why, "this tlsbench does not know the case (%s); use the version that wrote it",
                           wrong.data);
    tb_text_free(&wrong);
    return good && keep(&found->case_name, name, why) && keep(&found->promise, tb_csv_table_get(table, PROMISE), why);
}

static bool take_library(struct tb_capacities_found *found, const struct tb_csv_table *table, struct tb_text *why)
{
    struct tb_capacity_found *item = tb_capacities_add(found);
    if (!item)
        tb_text_add(why, "out of memory");
    return item && keep(&item->library, tb_csv_table_get(table, LIBRARY), why) &&
           keep(&item->reason, tb_csv_table_get(table, REASON), why) && read_interval(table, item, why) &&
           read_ratio(table, item, why) && read_busy(table, item, why) &&
           (found->case_name || take_case(found, table, why));
}

static bool take_sample(struct tb_capacities_found *found, const struct tb_csv_table *table, bool *first,
                        struct tb_text *why)
{
    double round;
    if (!tb_csv_table_number(table, ROUND, &round, why))
        return false;
    if (round > (double)found->rounds && round <= TB_MOST_ROUNDS)
        found->rounds = (size_t)round;
    bool good = !*first || take_case(found, table, why);
    *first = false;
    return good;
}

static bool take_rows(struct tb_capacities_found *found, struct tb_csv_table *table, struct tb_text *why)
{
    bool first = true;
    double schema;
    int more;
    while ((more = tb_csv_table_next(table, why)) > 0) {
        if (!tb_csv_table_number(table, SCHEMA, &schema, why))
            return false;
        if (schema < 1 || schema > TB_CSV_SCHEMA)
            return tb_csv_table_blame(table, why,
                                      "schema '%s', but this tlsbench reads 1 to %d; use the version that "
                                      "wrote it",
                                      tb_csv_table_get(table, SCHEMA), TB_CSV_SCHEMA);
        bool library = strcmp(tb_csv_table_get(table, KIND), "capacity") == 0;
        if (!(library ? take_library(found, table, why) : take_sample(found, table, &first, why)))
            return false;
    }
    if (more == 0 && found->num == 0)
        tb_text_printf(why, "%s has no library", table->path);
    return more == 0 && found->num > 0;
}

bool tb_capacities_load(struct tb_capacities_found *found, const char *folder, struct tb_text *why)
{
    char path[PATH_MAX];
    struct tb_csv_table table;
    *found = (struct tb_capacities_found){0};
    if (make_path(path, folder, "samples.csv.partial"))
        found->under_way = tb_run_is_under_way(path);
    if (!make_path(path, folder, "capacity.csv")) {
        tb_text_printf(why, "%s: %s", folder, strerror(ENAMETOOLONG));
        return false;
    }
    if (!tb_csv_table_open(&table, path, columns, NUM_READ, why))
        return false;
    bool good = take_rows(found, &table, why) && tb_run_facts_load(&found->facts, folder, why);
    tb_csv_table_close(&table);
    const json_t *settings = json_object_get(found->facts, "settings");
    json_int_t rounds = json_integer_value(json_object_get(settings, "rounds"));
    found->one_client = json_string_length(json_object_get(settings, "client")) > 0;
    if (rounds > 0) /* those that were asked for */
        found->rounds = (size_t)rounds;
    for (size_t i = 0; i < found->num; i++)
        if (found->items[i].searches == 0) /* an older tlsbench did not tell */
            found->items[i].searches = found->rounds;
    return good;
}
