#include "control/run/vectors.h"
#include "control/base/environment.h"
#include "control/base/format.h"
#include "control/base/places.h"
#include "control/plan/plan.h"
#include "control/sample/judge.h"
#include "control/sample/libraries.h"
#include "control/sample/process.h"
#include "control/sample/worker_line.h"
#include "core/catalog.h"
#include "core/clock.h"
#include "core/text.h"
#include "core/vectors.h"
#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { PATIENCE_S = 120, MOST_NAMED = 6, PASSES = 3 };

bool tb_vectors_matter(const struct tb_planned *planned)
{
    return !planned->steady && !*planned->c.value[TB_PARAM_TRANSPORT] && tb_case_threads(&planned->c) == 1;
}

void tb_vectors_note(struct tb_text *note, const struct tb_plan *plan, const struct tb_library *library)
{
    size_t num = 0;
    for (size_t i = 0; i < plan->num; i++) {
        const struct tb_planned *planned = &plan->items[i];
        bool dirty = false;
        for (size_t j = 0; j < planned->num_cells && tb_vectors_matter(planned); j++)
            dirty = dirty || (planned->cells[j].variant->client == library && planned->cells[j].dirty);
        if (!dirty)
            continue;
        if (num == 0)
            tb_text_printf(note, "note: %s leaves the vector registers dirty after ", library->name);
        if (num < MOST_NAMED)
            tb_text_printf(note, "%s%s", num ? ", " : "", planned->name);
        num++;
    }
    if (num > MOST_NAMED)
        tb_text_printf(note, " and %zu more", num - MOST_NAMED);
    if (num)
        tb_text_printf(note,
                       ". On a CPU where SSE code is then slower, each operation slows down the next one when they are "
                       "measured back to back; within a handshake this need not happen. tlsbench info %s shows the "
                       "effect on this CPU\n",
                       library->name);
}

static bool ask_once(struct tb_record *record, const struct tb_library *library, const char *case_name,
                     const struct tb_places *places, struct tb_signals *signals, struct tb_text *why)
{
    struct tb_worker_line line;
    struct tb_process process = {.out = -1, .err = -1};
    tb_worker_line_vectors(&line, places, library->module, case_name);
    struct tb_environment environment = {0};
    bool started = tb_environment_make(&environment, 0) &&
                   tb_process_start(&process, tb_worker_line_argv(&line), environment.variables, signals);
    enum tb_wait wait = TB_WAIT_DONE;
    if (started)
        wait = tb_process_wait(&process, NULL, NULL, tb_now_ns() + (uint64_t)PATIENCE_S * 1000000000, signals);
    else
        tb_text_printf(why, "cannot start %s: %s", places->worker, strerror(errno));
    if (wait == TB_WAIT_DEADLINE)
        tb_process_kill(&process);
    bool good =
        started && wait != TB_WAIT_SIGNAL && tb_process_judge(&process, PATIENCE_S, record, why) == TB_SAMPLE_OK;
    tb_process_end(&process);
    tb_environment_free(&environment);
    return good;
}

static double effect(const double values[])
{
    return values[TB_VECTORS_SOILED] / values[TB_VECTORS_CLEANED];
}

/* Smaller differences between minimum times are noise. */
bool tb_vectors_cost(const double values[])
{
    static const double worth_saying = 1.1;
    return effect(values) > worth_saying;
}

static bool has_cost(const struct tb_record *record)
{
    for (size_t i = 0; i < record->num_series; i++)
        if (record->series[i].num == TB_VECTORS_NUM && tb_vectors_cost(record->series[i].values))
            return true;
    return false;
}

void tb_vectors_repeat(struct tb_record *record, const struct tb_record *again)
{
    for (size_t i = 0; i < record->num_series; i++) {
        struct tb_series *series = &record->series[i];
        const struct tb_series *other = tb_record_series(again, series->metric);
        if (series->num == TB_VECTORS_NUM && other && other->num == TB_VECTORS_NUM &&
            effect(other->values) < effect(series->values))
            memcpy(series->values, other->values, TB_VECTORS_NUM * sizeof *series->values);
    }
}

/* Other programs on the machine can slow an operation down in one process, but hardly the same one in each. */
bool tb_vectors_ask(struct tb_record *record, const struct tb_library *library, const char *case_name,
                    const struct tb_places *places, struct tb_signals *signals, struct tb_text *why)
{
    bool good = ask_once(record, library, case_name, places, signals, why);
    for (int pass = 1; pass < PASSES && good && has_cost(record); pass++) {
        struct tb_record again;
        tb_record_init(&again);
        good = ask_once(&again, library, case_name, places, signals, why);
        if (good)
            tb_vectors_repeat(record, &again);
        tb_record_free(&again);
    }
    return good;
}

static bool is_dirty(const double values[])
{
    return values[TB_VECTORS_DIRTY] > 0;
}

static void describe_one(struct tb_text *text, const struct tb_series *series, const char *indent)
{
    static const size_t shown[] = {TB_VECTORS_IN_A_ROW, TB_VECTORS_CLEANED, TB_VECTORS_SOILED};
    tb_text_printf(text, "\n%s%s: ", indent, series->metric);
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        tb_text_add(text, i ? ", " : "");
        tb_format_number(text, series->values[shown[i]] / 1000, 2);
        tb_text_add(text, " us");
    }
}

static void describe_some(struct tb_text *text, const struct tb_record *record, const char *indent,
                          bool (*which)(const double values[]))
{
    for (size_t i = 0; i < record->num_series; i++)
        if (record->series[i].num == TB_VECTORS_NUM && which(record->series[i].values))
            describe_one(text, &record->series[i], indent);
}

void tb_vectors_describe(struct tb_text *text, const struct tb_record *record, const char *indent)
{
    static const char times[] = "; time of one operation back to back, with clean registers, and with dirty ones:";
    size_t dirty = 0, costly = 0;
    for (size_t i = 0; i < record->num_series; i++)
        if (record->series[i].num == TB_VECTORS_NUM) {
            dirty += is_dirty(record->series[i].values);
            costly += tb_vectors_cost(record->series[i].values);
        }
    if (record->num_series == 0)
        tb_text_add(text, "unknown, because this CPU does not report it, or the library has no operation to try");
    else if (dirty == 0)
        tb_text_printf(text, "left clean after each of %zu operations", record->num_series);
    else
        tb_text_printf(text, "left dirty (no VZEROUPPER) after %zu of %zu operations%s", dirty, record->num_series,
                       times);
    describe_some(text, record, indent, is_dirty);
    if (costly) {
        tb_text_printf(text, "\n%swith dirty registers at the start, %zu of %zu operations take longer%s", indent,
                       costly, record->num_series, times);
        describe_some(text, record, indent, tb_vectors_cost);
    }
}
