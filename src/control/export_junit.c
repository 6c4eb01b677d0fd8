/* export_junit.c - test results as JUnit writes them: a testcase for each case and library.
 *
 * failure: got worse.  error: void, failed, timed out, or not to be judged.  skipped: the library cannot do it, or the
 * rounds do not settle it; the message says why.  There is no schema that all readers agree on; these are the elements
 * and attributes that the Ant task, surefire and GitLab have in common.  A testcase has no time: how long a case was
 * measured says nothing about it.
 */
#include "control/escape.h"
#include "control/export.h"
#include "control/export_verdict.h"
#include "control/grid.h"
#include "core/catalog.h"
#include "core/text.h"
#include <jansson.h>

enum outcome { PASSED, FAILURE, ERROR, SKIPPED, NUM_OUTCOMES };

struct report {
    struct tb_text *cases; /* the testcases so far */
    size_t counts[NUM_OUTCOMES];
};

static void add_attribute(struct tb_text *out, const char *name, const char *value)
{
    tb_text_printf(out, " %s=\"", name);
    tb_escape_xml(out, value);
    tb_text_add(out, "\"");
}

static void add_case(struct report *report, const struct tb_planned *planned, const char *on, enum outcome outcome,
                     const char *message)
{
    static const char *const elements[] = {NULL, "failure", "error", "skipped"};
    struct tb_text name, *out = report->cases;
    tb_text_init(&name, 1000);
    tb_text_printf(&name, "%s on %s", planned->name, on);
    tb_text_add(out, "    <testcase");
    add_attribute(out, "classname", planned->c.driver->name);
    add_attribute(out, "name", name.data);
    if (outcome == PASSED) {
        tb_text_add(out, "/>\n");
    } else {
        tb_text_printf(out, ">\n      <%s", elements[outcome]);
        add_attribute(out, "message", message);
        tb_text_add(out, "/>\n    </testcase>\n");
    }
    report->counts[outcome]++;
    tb_text_free(&name);
}

static enum outcome outcome_of_status(enum tb_sample_status status)
{
    if (status == TB_SAMPLE_OK)
        return PASSED;
    return status == TB_SAMPLE_UNSUPPORTED ? SKIPPED : ERROR;
}

static void add_cells(struct report *report, const struct tb_plan *plan)
{
    struct tb_text message, reason;
    tb_text_init(&message, 2000);
    tb_text_init(&reason, 1500);
    for (size_t i = 0; i < plan->num; i++)
        for (size_t j = 0; j < plan->items[i].num_cells; j++) {
            const struct tb_cell *cell = &plan->items[i].cells[j];
            tb_text_clear(&message);
            tb_text_clear(&reason);
            enum tb_sample_status status = tb_cell_status(cell, &reason);
            tb_text_printf(&message, "%s: %s", tb_sample_status_name(status), reason.data);
            add_case(report, &plan->items[i], cell->variant->name, outcome_of_status(status), message.data);
        }
    tb_text_free(&message);
    tb_text_free(&reason);
}

/* A case that either side cannot do is nobody's mistake; one that came out bad is. */
static enum outcome outcome_of_invalid(const struct tb_comparison_row *row)
{
    const struct tb_cell *cells[] = {row->base_cell, row->other_cell};
    struct tb_text reason;
    enum outcome outcome = ERROR;
    tb_text_init(&reason, 0); /* nobody asks */
    for (size_t i = 0; i < 2; i++) {
        enum tb_sample_status status = cells[i] ? tb_cell_status(cells[i], &reason) : TB_SAMPLE_OK;
        if (status != TB_SAMPLE_OK && status != TB_SAMPLE_UNSUPPORTED) {
            outcome = ERROR;
            break;
        }
        if (status == TB_SAMPLE_UNSUPPORTED)
            outcome = SKIPPED;
    }
    tb_text_free(&reason);
    return outcome;
}

static enum outcome outcome_of_row(const struct tb_comparison_row *row)
{
    switch (row->verdict) {
    case TB_VERDICT_WORSE:
        return FAILURE;
    case TB_VERDICT_INCONCLUSIVE:
        return SKIPPED;
    case TB_VERDICT_INVALID:
        return outcome_of_invalid(row);
    case TB_VERDICT_SAME:
    case TB_VERDICT_BETTER:
        return PASSED;
    }
    return ERROR;
}

static void add_rows(struct report *report, const struct tb_export_source *source)
{
    const struct tb_comparison *comparison = source->comparison;
    struct tb_text message;
    tb_text_init(&message, 2000);
    for (size_t i = 0; i < comparison->num_rows; i++) {
        const struct tb_comparison_row *row = &comparison->rows[i];
        const struct tb_ratio *ratio = tb_export_ratio(row);
        if (!row->primary)
            continue;
        tb_text_clear(&message);
        tb_text_printf(&message, "%s: ", tb_export_verdict(source, row->verdict));
        if (row->verdict != TB_VERDICT_INVALID) {
            tb_text_printf(&message, "%s%s ", tb_export_is_check(source) ? "cost of " : "", row->metric->name);
            tb_export_ratio_words(&message, source, ratio, " (");
            tb_text_printf(&message, ") against %s, threshold %.1f%%; ", row->base_name, 100 * row->threshold);
        }
        tb_export_reason(&message, row);
        add_case(report, row->planned, row->other->name, outcome_of_row(row), message.data);
    }
    tb_text_free(&message);
}

static void add_property(struct tb_text *out, const char *name, const char *value)
{
    tb_text_add(out, "      <property");
    add_attribute(out, "name", name);
    add_attribute(out, "value", value);
    tb_text_add(out, "/>\n");
}

static void add_properties(struct tb_text *out, const struct tb_export_source *source)
{
    size_t i;
    json_t *library;
    tb_text_add(out, "    <properties>\n");
    add_property(out, "run", tb_export_fact(source, "", "run"));
    add_property(out, "seed", tb_export_fact(source, "", "seed"));
    add_property(out, "cpu", tb_export_fact(source, "host", "cpu"));
    json_array_foreach(json_object_get(source->facts, "libraries"), i, library)
    {
        const char *name = json_string_value(json_object_get(library, "name"));
        char version[200];
        tb_export_version(version, sizeof version, library);
        add_property(out, name ? name : "", version);
    }
    tb_text_add(out, "    </properties>\n");
}

static bool write(struct tb_text *out, const struct tb_export_source *source, struct tb_text *why)
{
    struct tb_text cases;
    struct report report = {.cases = &cases};
    size_t tests = 0;
    tb_text_init(&cases, out->limit);
    if (source->comparison)
        add_rows(&report, source);
    else
        add_cells(&report, source->plan);
    for (size_t i = 0; i < NUM_OUTCOMES; i++)
        tests += report.counts[i];
    tb_text_add(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite");
    add_attribute(out, "name", "tlsbench");
    add_attribute(out, "timestamp", tb_export_fact(source, "", "started"));
    add_attribute(out, "hostname", tb_export_fact(source, "host", "name"));
    tb_text_printf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\">\n", tests,
                   report.counts[FAILURE], report.counts[ERROR], report.counts[SKIPPED]);
    add_properties(out, source);
    tb_text_add(out, cases.data);
    tb_text_add(out, "  </testsuite>\n</testsuites>\n");
    bool good = !cases.truncated;
    if (!good)
        tb_text_add(why, "no memory for JUnit's XML");
    tb_text_free(&cases);
    return good;
}

const struct tb_exporter tb_export_junit = {
    "junit", "junit.xml", "JUnit XML: failure: got worse; error: void or failed; skipped: unsupported or not settled",
    true, write};
