#include "control/results/doubts.h"
#include "control/results/export.h"
#include "control/results/heard.h"
#include "control/show/closing.h"
#include "control/show/compare.h"
#include "control/show/remarks.h"
#include "control/show/results.h"
#include "control/store/fault_notes.h"
#include "control/store/run_lacks.h"
#include "control/verdict/advice.h"
#include "control/verdict/comparison.h"
#include "core/text.h"
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ADVISED_LIMIT = 2000, LACKS_LIMIT = 1000 };

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

/* As run.json has it: "signal", "nothing: the run is under way, or tlsbench was killed", or what went wrong. */
static void tell_end(FILE *out, const char *run, const char *by, const char *lacks)
{
    static const char nothing[] = "nothing: ";
    bool none = strncmp(by, nothing, sizeof nothing - 1) == 0, signal = strcmp(by, "signal") == 0;
    fprintf(out, "warning: the run %s is not complete%s%s; only the rows that it finished are here%s%s\n", run,
            *by ? ": " : "",
            signal ? "a signal ended it"
            : none ? by + sizeof nothing - 1
                   : by,
            *lacks ? ", without " : "", lacks);
}

/* `lacks`: what is known to be missing from it.  false: out of memory. */
static bool tell_run(FILE *out, const struct tb_plan *plan, const json_t *facts, const char *lacks)
{
    tb_report_injected(out, plan);
    if (facts && !json_is_true(json_object_get(facts, "complete")))
        tell_end(out, text_of(facts, "run"), text_of(facts, "ended_by"), lacks);
    return tb_remarks_print(out, plan, facts);
}

static void tell_differences(FILE *out, const struct tb_words *differences)
{
    for (size_t i = 0; differences && i < differences->num; i++)
        fprintf(out, "%s\n", differences->items[i]);
}

/* Rows whose larger thresholds were asked for. */
static void tell_advised(FILE *out, const struct tb_comparison *comparison)
{
    struct tb_text text;
    tb_text_init(&text, ADVISED_LIMIT);
    tb_advised_describe(comparison, &text);
    if (text.len)
        fprintf(out, "note: %s\n", text.data);
    tb_text_free(&text);
}

/* Of the rows that are compared, or else of all.  false: out of memory. */
static bool tell_faults(FILE *out, const struct tb_export_source *source)
{
    const struct tb_comparison *comparison = source->comparison;
    if (!comparison) {
        tb_fault_notes_print_plan(out, source->plan);
        return true;
    }
    const struct tb_comparison_row **rows = calloc(comparison->num_rows + 1, sizeof *rows);
    for (size_t i = 0; i < comparison->num_rows && rows; i++)
        rows[i] = &comparison->rows[i];
    bool good = rows && tb_compare_faults(out, rows, comparison->num_rows);
    free(rows);
    return good;
}

/* false: out of memory. */
static bool tell(FILE *out, const struct tb_export_source *source, const struct tb_comparison *comparison)
{
    bool good = true;
    struct tb_text lacks;
    if (source->comparison && comparison->base_plan != source->plan)
        good = tell_run(out, comparison->base_plan, source->base_facts, "");
    tb_text_init(&lacks, LACKS_LIMIT);
    tb_run_lacks(&lacks, source->plan, source->counts, source->facts, source->folder);
    good = tell_run(out, source->plan, source->facts, lacks.data) && good;
    tb_text_free(&lacks);
    tell_differences(out, source->differences);
    if (source->comparison) {
        tell_advised(out, comparison);
        tb_compare_doubts(out, comparison);
    } else {
        tb_results_doubts(out, source->plan, comparison);
    }
    return tell_faults(out, source) && good;
}

struct json_t *tb_doubts_with(const struct tb_export_source *source, const struct tb_comparison *comparison)
{
    struct tb_heard heard;
    json_t *list = json_array();
    bool good = tb_hear(&heard) && list && tell(heard.out, source, comparison);
    tb_heard_add(list, &heard);
    if (!good) {
        json_decref(list);
        return NULL;
    }
    return list;
}

struct json_t *tb_doubts(const struct tb_export_source *source)
{
    struct tb_comparison of_run = {0};
    if (source->comparison)
        return tb_doubts_with(source, source->comparison);
    json_t *list = tb_results_compare(&of_run, source->plan) ? tb_doubts_with(source, &of_run) : NULL;
    tb_comparison_free(&of_run);
    return list;
}
