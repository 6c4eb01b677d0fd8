#include "control/show/anatomy_notes.h"
#include "control/base/csv_columns.h"
#include "control/base/csv_table.h"
#include "control/plan/plan.h"
#include "core/text.h"
#include <jansson.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The columns that are read: csv_columns.h. */
#define READ(X)                                                                                                        \
    X(CASE, "", case)                                                                                                  \
    X(LIBRARY, "", library)                                                                                            \
    X(FLIGHT, "", flight)                                                                                              \
    X(PHASE, "", phase)                                                                                                \
    X(CLOCK, "?", clock_status)                                                                                        \
    X(PRIMITIVES, "?", primitives_status)                                                                              \
    X(INSTRUCTIONS, "?", instructions_status)                                                                          \
    X(SUM, "?", primitives_sum)                                                                                        \
    X(REASON, "", reason)

enum { TB_ANATOMY_COLUMNS(TB_CSV_HAS, TB_CSV_HAS_WHO) NUM_COLUMNS };
enum { READ(TB_CSV_PLACE) NUM_READ };
static const char *const columns[NUM_READ] = {READ(TB_CSV_NAME)};

/* ", callgrind unsupported" */
static void add_status(struct tb_text *text, const char *method, const char *status)
{
    if (*status)
        tb_text_printf(text, "%s%s %s", text->len ? ", " : "", method, status);
}

/* Of the row of a whole handshake. */
static void print_row(FILE *out, const struct tb_csv_table *table)
{
    const char *clock = tb_csv_table_get(table, CLOCK), *primitives = tb_csv_table_get(table, PRIMITIVES);
    bool clock_astray = strcmp(clock, "astray") == 0, primitives_astray = strcmp(primitives, "astray") == 0;
    struct tb_text statuses;
    if (!*tb_csv_table_get(table, REASON))
        return;
    tb_text_init(&statuses, 200);
    add_status(&statuses, "clock", clock);
    add_status(&statuses, "primitives", primitives);
    add_status(&statuses, "callgrind", tb_csv_table_get(table, INSTRUCTIONS));
    fprintf(out, "note: %s, %s%s%s%s: %s%s\n", tb_csv_table_get(table, LIBRARY), tb_csv_table_get(table, CASE),
            statuses.len ? " (" : "", statuses.data, statuses.len ? ")" : "", tb_csv_table_get(table, REASON),
            clock_astray || primitives_astray ? "; more --rounds may help" : "");
    if (primitives_astray && strtod(tb_csv_table_get(table, SUM), NULL) > 1)
        fprintf(out, "note: a primitive takes longer back to back than within this handshake\n");
    tb_text_free(&statuses);
}

static bool is_wanted(const struct tb_csv_table *table, const struct tb_plan *plan)
{
    return strcmp(tb_csv_table_get(table, FLIGHT), "all") == 0 && strcmp(tb_csv_table_get(table, PHASE), "all") == 0 &&
           tb_plan_has(plan, tb_csv_table_get(table, CASE), tb_csv_table_get(table, LIBRARY));
}

static bool print_rows(FILE *out, const struct tb_plan *plan, const char *path, struct tb_text *why)
{
    struct tb_csv_table table;
    int more = -1;
    if (tb_csv_table_open(&table, path, columns, NUM_READ, why))
        while ((more = tb_csv_table_next(&table, why)) > 0)
            if (is_wanted(&table, plan))
                print_row(out, &table);
    tb_csv_table_close(&table);
    return more == 0;
}

/* The last round with a value. */
static size_t last_round(const struct tb_plan *plan)
{
    size_t last = 0;
    for (size_t i = 0; i < plan->num; i++) {
        const struct tb_planned *planned = &plan->items[i];
        size_t first = (size_t)(planned->primary - planned->c.driver->metrics) * plan->rounds;
        for (size_t j = 0; j < planned->num_cells; j++)
            for (size_t round = last; round < plan->rounds; round++)
                if (!isnan(planned->cells[j].values[first + round]))
                    last = round + 1;
    }
    return last;
}

void tb_anatomy_note_extra(FILE *out, size_t rounds, size_t extra)
{
    if (extra)
        fprintf(out,
                "note: the parts did not add up after %zu rounds, so %zu more rounds of these cases were measured\n",
                rounds, extra);
}

bool tb_anatomy_notes(FILE *out, const struct tb_plan *plan, const struct json_t *facts, const char *folder,
                      struct tb_text *why)
{
    char path[PATH_MAX];
    json_int_t rounds = json_integer_value(json_object_get(json_object_get(facts, "settings"), "rounds"));
    if (snprintf(path, sizeof path, "%s/anatomy.csv", folder) >= (int)sizeof path || access(path, F_OK) != 0)
        return true;
    size_t last = last_round(plan);
    if (rounds > 0 && last > (size_t)rounds)
        tb_anatomy_note_extra(out, (size_t)rounds, last - (size_t)rounds);
    return print_rows(out, plan, path, why);
}
