#include "control/store/run_lacks.h"
#include "control/base/csv_columns.h"
#include "control/base/csv_table.h"
#include "control/plan/plan.h"
#include "control/store/counts.h"
#include "control/store/load_run.h"
#include "core/text.h"
#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The columns of anatomy.csv that are read: csv_columns.h. */
#define READ(X)                                                                                                        \
    X(FLIGHT, "", flight)                                                                                              \
    X(PHASE, "", phase)                                                                                                \
    X(STATUS, "", instructions_status)                                                                                 \
    X(REASON, "", reason)
enum { TB_ANATOMY_COLUMNS(TB_CSV_HAS, TB_CSV_HAS_WHO) NUM_COLUMNS };
enum { READ(TB_CSV_PLACE) NUM_READ };
static const char *const columns[NUM_READ] = {READ(TB_CSV_NAME)};

/* What a pass was to yield, and what it did not. */
struct lack {
    size_t all, missing;
};

static void add(struct tb_text *text, struct lack lack, const char *what, const char *of)
{
    const char *separator = text->len ? " and " : "";
    if (lack.missing == lack.all)
        tb_text_printf(text, "%sany %s", separator, what);
    else if (lack.missing)
        tb_text_printf(text, "%sthe %s of %zu of %zu %s", separator, what, lack.missing, lack.all, of);
}

static const char *command_of(const json_t *facts)
{
    const char *command = json_string_value(json_array_get(json_object_get(facts, "command_line"), 1));
    return command ? command : "";
}

static bool was_asked(const json_t *facts, const char *pass)
{
    const json_t *passes = json_object_get(facts, "passes");
    for (size_t i = 0; i < json_array_size(passes); i++) {
        const char *name = json_string_value(json_array_get(passes, i));
        if (name && strcmp(name, pass) == 0)
            return true;
    }
    return false;
}

static struct lack of_counters(const struct tb_plan *plan, const struct tb_counts *counts, const json_t *facts)
{
    struct lack lack = {0};
    bool in_check = strcmp(command_of(facts), "check") == 0;
    for (size_t i = 0; i < plan->num; i++)
        for (size_t j = 0; j < plan->items[i].num_cells; j++) {
            const struct tb_cell *cell = &plan->items[i].cells[j];
            bool counted = tb_counts_of(counts, cell) != NULL;
            lack.all += counted || tb_count_is_due(&plan->items[i], cell, in_check);
            lack.missing += !counted && tb_count_is_due(&plan->items[i], cell, in_check);
        }
    return lack;
}

/* How many processes are to be profiled is known once the rounds are over: 0 until then. */
static struct lack of_profiles(const json_t *facts)
{
    const json_t *profiles = json_object_get(facts, "profiles");
    json_int_t all = json_integer_value(json_object_get(profiles, "processes"));
    size_t done = json_array_size(json_object_get(profiles, "workers"));
    size_t wanted = all > 0 && (size_t)all > done ? (size_t)all : done;
    return (struct lack){.all = wanted, .missing = wanted - done};
}

/* The status of what was not reached, which an older tlsbench called failed. */
static bool is_open(const char *status)
{
    return strcmp(status, tb_sample_status_name(TB_SAMPLE_UNMEASURED)) == 0 ||
           strcmp(status, tb_sample_status_name(TB_SAMPLE_FAILED)) == 0;
}

/* Each handshake has one row of the whole.  A file that is missing or damaged tells of none. */
static struct lack of_anatomy(const char *folder)
{
    struct lack lack = {0};
    char path[PATH_MAX];
    struct tb_csv_table table;
    struct tb_text why;
    if (snprintf(path, sizeof path, "%s/anatomy.csv", folder) >= (int)sizeof path || access(path, F_OK) != 0)
        return lack;
    tb_text_init(&why, 1000);
    bool good = tb_csv_table_open(&table, path, columns, NUM_READ, &why);
    while (good && tb_csv_table_next(&table, &why) > 0) {
        bool whole =
            strcmp(tb_csv_table_get(&table, FLIGHT), "all") == 0 && strcmp(tb_csv_table_get(&table, PHASE), "all") == 0;
        lack.all += whole;
        lack.missing += whole && is_open(tb_csv_table_get(&table, STATUS)) &&
                        strstr(tb_csv_table_get(&table, REASON), TB_NOT_REACHED);
    }
    tb_csv_table_close(&table);
    tb_text_free(&why);
    return lack;
}

void tb_run_lacks(struct tb_text *text, const struct tb_plan *plan, const struct tb_counts *counts,
                  const struct json_t *facts, const char *folder)
{
    struct tb_text lacks;
    if (!facts || json_is_true(json_object_get(facts, "complete")))
        return;
    tb_text_init(&lacks, 1000);
    if (counts && (counts->num || was_asked(facts, "counters")))
        add(&lacks, of_counters(plan, counts, facts), "counters", "cells (a case on a library)");
    if (was_asked(facts, "profiles"))
        add(&lacks, of_profiles(facts), "profiles", "processes");
    if (folder && strcmp(command_of(facts), "anatomy") == 0)
        add(&lacks, of_anatomy(folder), "instructions by callgrind", "handshakes");
    tb_text_add(text, lacks.data);
    tb_text_free(&lacks);
}

void tb_run_state(const struct tb_loaded_run *run, struct tb_text *text)
{
    struct tb_text lacks;
    if (run->under_way)
        tb_text_printf(text, "the run in %s is still under way; these are its rows so far", run->folder);
    else if (run->killed)
        tb_text_printf(text, "tlsbench was killed during the run in %s; these are the rows that were complete by then",
                       run->folder);
    else if (run->facts && !run->complete)
        tb_text_printf(text, "the run in %s was interrupted; these are the rows it finished", run->folder);
    else
        return;
    tb_text_init(&lacks, 1000);
    tb_run_lacks(&lacks, &run->plan, &run->counts, run->facts, run->folder);
    if (lacks.len)
        tb_text_printf(text, ", without %s%s", lacks.data, run->under_way ? "" : "; run it again for what is missing");
    tb_text_free(&lacks);
}
