/* export_junit.c - JUnit test results: a testcase for each case and library.
 *
 * A case that got worse in two of its metrics is one failure, which names both.  failure: got worse.  error: void,
 * failed, timed out, not measured, or not judged.  skipped: the library cannot do it, or the rounds do not decide; the
 * message says why.  In a check, cases in which the candidate fails or that it lacks are failures as well, and a
 * separate testcase has the overall verdict: failure is FAIL, error is NO VERDICT.  Elements, their order and
 * attributes follow the schema of Ant's task, which is the strictest in use; surefire, Jenkins and GitLab accept it.
 * It requires a time for each testcase: that is 0, since the duration of measuring a case says nothing about it.  The
 * total duration is the suite's.  It has no place for a message of a testcase that passed, so notes on those, and what
 * must be known of the whole run, are the suite's output.
 */
#include "control/base/escape.h"
#include "control/base/run_facts.h"
#include "control/plan/grid.h"
#include "control/plan/inject.h"
#include "control/plan/losses.h"
#include "control/results/doubts.h"
#include "control/results/export.h"
#include "control/results/export_verdict.h"
#include "control/verdict/case_verdict.h"
#include "control/verdict/conclusion.h"
#include "core/catalog.h"
#include "core/text.h"
#include <jansson.h>
#include <stdio.h>
#include <time.h>

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

static void add_test(struct report *report, const char *class_name, const char *name, enum outcome outcome,
                     const char *message)
{
    static const char *const elements[] = {NULL, "failure", "error", "skipped"};
    struct tb_text *out = report->cases;
    tb_text_add(out, "    <testcase");
    add_attribute(out, "classname", class_name);
    add_attribute(out, "name", name);
    add_attribute(out, "time", "0");
    if (outcome == PASSED) {
        tb_text_add(out, "/>\n");
    } else {
        tb_text_printf(out, ">\n      <%s", elements[outcome]);
        add_attribute(out, "message", message);
        if (outcome != SKIPPED)
            add_attribute(out, "type", outcome == FAILURE ? "regression" : "invalid");
        tb_text_add(out, "/>\n    </testcase>\n");
    }
    report->counts[outcome]++;
}

static void add_case(struct report *report, const struct tb_planned *planned, const char *on, enum outcome outcome,
                     const char *message)
{
    struct tb_text name;
    tb_text_init(&name, 1000);
    tb_text_printf(&name, "%s on %s", planned->name, on);
    add_test(report, planned->c.driver->name, name.data, outcome, message);
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

/* A case that one side does not support is skipped; one with a bad result is an error. */
static enum outcome outcome_of_invalid(const struct tb_comparison_row *row)
{
    const struct tb_cell *cells[] = {row->base_cell, row->other_cell};
    struct tb_text reason;
    enum outcome outcome = ERROR;
    tb_text_init(&reason, 0); /* the reason is not needed */
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

/* In a check, is the candidate to blame? */
static bool is_candidates(const struct tb_export_source *source, const struct tb_comparison_row *row)
{
    enum tb_fault_of fault = source->conclusion ? tb_fault_of(row) : TB_FAULT_OF_NOBODY;
    return fault == TB_FAULT_OF_CANDIDATE || (fault == TB_FAULT_MISSING && source->conclusion->fails_missing);
}

static enum outcome outcome_of_row(const struct tb_export_source *source, const struct tb_comparison_row *row)
{
    if (is_candidates(source, row))
        return FAILURE;
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

static void describe(struct tb_text *message, const struct tb_export_source *source,
                     const struct tb_comparison_row *row)
{
    const struct tb_ratio *ratio = tb_export_ratio(row);
    tb_text_printf(message, "%s%s: ", message->len ? "; " : "", tb_export_verdict(source, row->verdict));
    if (row->verdict != TB_VERDICT_INVALID) {
        tb_text_printf(message, "%s%s ", tb_export_is_check(source) ? "cost of " : "", row->metric->name);
        tb_export_ratio_words(message, source, ratio, " (");
        tb_text_printf(message, ") against %s, threshold %.1f%%", row->base_name, 100 * row->threshold);
    } else if (!row->primary) {
        tb_text_printf(message, "%s: ", row->metric->name);
    }
    struct tb_text reason;
    tb_text_init(&reason, 2000);
    tb_export_reason(&reason, row);
    if (reason.len)
        tb_text_printf(message, "%s%s", row->verdict != TB_VERDICT_INVALID ? "; " : "", reason.data);
    tb_text_free(&reason);
}

/* Failures take precedence over unknown results. */
static enum outcome worse_of(enum outcome a, enum outcome b)
{
    static const int gravity[NUM_OUTCOMES] = {[PASSED] = 0, [SKIPPED] = 1, [ERROR] = 2, [FAILURE] = 3};
    return gravity[a] >= gravity[b] ? a : b;
}

/* Adds the case that begins with this row: its worst outcome, and each metric with that outcome. */
static void add_compared(struct report *report, const struct tb_export_source *source, size_t first)
{
    const struct tb_comparison *comparison = source->comparison;
    const struct tb_comparison_row *rows = comparison->rows;
    enum outcome outcome = PASSED;
    struct tb_text message;
    tb_text_init(&message, 4000);
    for (size_t i = first; i < comparison->num_rows; i = tb_case_next(comparison, i))
        outcome = worse_of(outcome, outcome_of_row(source, &rows[i]));
    for (size_t i = first; i < comparison->num_rows; i = tb_case_next(comparison, i))
        if (outcome_of_row(source, &rows[i]) == outcome)
            describe(&message, source, &rows[i]);
    add_case(report, rows[first].planned, rows[first].other->name, outcome, message.data);
    tb_text_free(&message);
}

static void add_rows(struct report *report, const struct tb_export_source *source)
{
    for (size_t i = 0; i < source->comparison->num_rows; i++)
        if (tb_case_begins(source->comparison, i))
            add_compared(report, source, i);
}

static void add_conclusion(struct report *report, const struct tb_conclusion *conclusion)
{
    static const enum outcome outcomes[] = {
        [TB_OUTCOME_PASS] = PASSED, [TB_OUTCOME_FAIL] = FAILURE, [TB_OUTCOME_NO_VERDICT] = ERROR};
    struct tb_text message;
    tb_text_init(&message, 2500);
    tb_text_printf(&message, "%s: %s", tb_outcome_name(conclusion->outcome), conclusion->sentence.data);
    add_test(report, "tlsbench", "verdict of the check", outcomes[conclusion->outcome], message.data);
    tb_text_free(&message);
}

static void add_property(struct tb_text *out, const char *name, const char *value)
{
    tb_text_add(out, "      <property");
    add_attribute(out, "name", name);
    add_attribute(out, "value", value);
    tb_text_add(out, "/>\n");
}

static void add_injected(struct tb_text *out, const struct tb_plan *plan)
{
    struct tb_text line;
    tb_text_init(&line, 1000);
    for (size_t place = 0; tb_injected_next(plan, &place, &line);)
        add_property(out, "injected", line.data);
    tb_text_free(&line);
}

static void add_properties(struct tb_text *out, const struct tb_export_source *source)
{
    size_t i;
    json_t *library;
    tb_text_add(out, "    <properties>\n");
    add_property(out, "run", tb_export_fact(source, "", "run"));
    add_property(out, "seed", tb_export_fact(source, "", "seed"));
    add_property(out, "cpu", tb_export_fact(source, "host", "cpu"));
    if (source->comparison && source->comparison->base_plan != source->plan)
        add_injected(out, source->comparison->base_plan);
    add_injected(out, source->plan);
    json_array_foreach(json_object_get(source->facts, "libraries"), i, library)
    {
        const char *name = json_string_value(json_object_get(library, "name"));
        char version[200];
        tb_run_version(version, sizeof version, library);
        if (tb_run_is_library(source->facts, library))
            add_property(out, name ? name : "", version);
    }
    tb_text_add(out, "    </properties>\n");
}

static void add_line(struct tb_text *out, const char *line)
{
    tb_escape_xml(out, line);
    tb_text_add(out, "\n");
}

/* Rounds that were lost, of cases that are good all the same. */
static void add_losses(struct tb_text *out, const struct tb_plan *plan)
{
    struct tb_text losses, line, reason;
    tb_text_init(&losses, 1500);
    tb_text_init(&line, 3000);
    tb_text_init(&reason, 0); /* the reason is not needed */
    for (size_t i = 0; i < plan->num; i++)
        for (size_t j = 0; j < plan->items[i].num_cells; j++) {
            const struct tb_cell *cell = &plan->items[i].cells[j];
            tb_text_clear(&losses);
            tb_text_clear(&line);
            tb_cell_losses(cell, &losses);
            tb_text_printf(&line, "%s on %s: %s", plan->items[i].name, cell->variant->name, losses.data);
            if (losses.len && tb_cell_status(cell, &reason) == TB_SAMPLE_OK)
                add_line(out, line.data);
        }
    tb_text_free(&losses);
    tb_text_free(&line);
    tb_text_free(&reason);
}

/* What is to be said of rows that passed, such as a change below the noise floor. */
static void add_notes(struct tb_text *out, const struct tb_export_source *source)
{
    struct tb_text message, line;
    tb_text_init(&message, 2500);
    tb_text_init(&line, 4000);
    for (size_t i = 0; i < source->comparison->num_rows; i++) {
        const struct tb_comparison_row *row = &source->comparison->rows[i];
        tb_text_clear(&message);
        tb_text_clear(&line);
        describe(&message, source, row);
        tb_text_printf(&line, "%s on %s: %s", row->planned->name, row->other->name, message.data);
        if (row->note && outcome_of_row(source, row) == PASSED)
            add_line(out, line.data);
    }
    tb_text_free(&message);
    tb_text_free(&line);
}

static void add_verdict(struct tb_text *out, const struct tb_conclusion *conclusion)
{
    struct tb_text line;
    tb_text_init(&line, 4000);
    tb_text_printf(&line, "%s: %s. ", tb_outcome_name(conclusion->outcome), conclusion->sentence.data);
    tb_conclusion_unjudged(conclusion, &line);
    tb_text_add(&line, ".");
    add_line(out, line.data);
    tb_text_free(&line);
}

static void add_output(struct tb_text *out, const struct tb_export_source *source, const json_t *doubts)
{
    size_t i;
    json_t *doubt;
    tb_text_add(out, "    <system-out>");
    if (source->conclusion)
        add_verdict(out, source->conclusion);
    json_array_foreach(doubts, i, doubt)
    {
        add_line(out, json_string_value(doubt));
    }
    if (source->comparison)
        add_notes(out, source);
    if (source->comparison && source->comparison->base_plan != source->plan)
        add_losses(out, source->comparison->base_plan);
    add_losses(out, source->plan);
    tb_text_add(out, "</system-out>\n");
}

/* Seconds since 1970 for "2026-04-07T12:00:00Z"; 0: invalid. */
static double seconds_of(const char *when)
{
    struct tm utc = {0};
    const char *end = strptime(when, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return end && !*end ? (double)timegm(&utc) : 0;
}

static void open_suite(struct tb_text *out, const struct tb_export_source *source, const struct report *report)
{
    const char *host = tb_export_fact(source, "host", "name"), *started = tb_export_fact(source, "", "started");
    double took = seconds_of(tb_export_fact(source, "", "ended")) - seconds_of(started);
    size_t tests = 0;
    char stamp[20];
    for (size_t i = 0; i < NUM_OUTCOMES; i++)
        tests += report->counts[i];
    snprintf(stamp, sizeof stamp, "%s", seconds_of(started) > 0 ? started : "1970-01-01T00:00:00"); /* without the Z */
    tb_text_add(out, "  <testsuite id=\"0\" package=\"tlsbench\"");
    add_attribute(out, "name", "tlsbench");
    add_attribute(out, "timestamp", stamp);
    add_attribute(out, "hostname", *host ? host : "localhost");
    tb_text_printf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\" time=\"%.0f\">\n", tests,
                   report->counts[FAILURE], report->counts[ERROR], report->counts[SKIPPED], took > 0 ? took : 0);
}

static bool write(struct tb_text *out, const struct tb_export_source *source, struct tb_text *why)
{
    struct tb_text cases;
    struct report report = {.cases = &cases};
    json_t *doubts = tb_doubts(source);
    tb_text_init(&cases, out->limit);
    if (source->comparison)
        add_rows(&report, source);
    else
        add_cells(&report, source->plan);
    if (source->conclusion)
        add_conclusion(&report, source->conclusion);
    tb_text_add(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    open_suite(out, source, &report);
    add_properties(out, source);
    tb_text_add(out, cases.data);
    add_output(out, source, doubts);
    tb_text_add(out, "    <system-err/>\n  </testsuite>\n</testsuites>\n");
    bool good = doubts && !cases.truncated;
    json_decref(doubts);
    if (!good)
        tb_text_add(why, "out of memory for JUnit's XML");
    tb_text_free(&cases);
    return good;
}

const struct tb_exporter tb_export_junit = {
    .name = "junit",
    .file = "junit.xml",
    .doc = "JUnit XML: cases that are slower by what decides (a comparison's first metric) are failures, void or "
           "failed ones errors, unsupported or inconclusive ones skipped",
    .compares = true,
    .write = write};
