/* export_markdown.c - the comment on a pull request, or the summary of a job: the verdict in a sentence, a table of
 * what changed, and the rest in collapsed sections.
 *
 * GitHub allows 65536 characters in a comment.  Tables stop before that and state how many rows they left out; the
 * facts about libraries and machine, and how to repeat the run, always fit.
 */
#include "control/base/escape.h"
#include "control/results/export.h"
#include "control/results/export_verdict.h"
#include "control/results/markdown.h"
#include "control/verdict/advice.h"
#include "control/verdict/conclusion.h"
#include "control/verdict/partings.h"
#include "core/catalog.h"
#include "core/text.h"
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The two estimators. */
#define FIGURES                                                                                                        \
    "Figures use each process's median chunk, as in summary.csv and bmf.json, and are medians over rounds. Ratios "    \
    "use its fastest chunk, over loopback and with several threads its median chunk.\n"

/* Two table cells: the ratio or the change, and its interval. */
static void add_ratio(struct tb_text *out, const struct tb_export_source *source, const struct tb_ratio *ratio)
{
    if (ratio->rounds == 0)
        tb_text_add(out, "none | none");
    else
        tb_export_ratio_words(out, source, ratio, " | ");
}

static const char *ratio_heading(const struct tb_export_source *source)
{
    return tb_export_is_check(source) ? "Cost" : "Ratio";
}

static void add_comparison_row(struct tb_text *out, const struct tb_export_source *source,
                               const struct tb_comparison_row *row, size_t *left_out)
{
    const struct tb_ratio *ratio = tb_export_ratio(row);
    struct tb_text line, reason;
    tb_text_init(&line, TB_MARKDOWN_ROW);
    tb_text_init(&reason, 600);
    tb_text_add(&line, "| ");
    tb_escape_markdown(&line, row->planned->name);
    if (source->comparison->num_others > 1) {
        tb_text_add(&line, source->comparison->of_cases ? ", with " : " on ");
        tb_escape_markdown(&line, row->other_name);
    }
    tb_text_printf(&line, " | %s | ", row->metric->name);
    bool judged = row->verdict != TB_VERDICT_INVALID;
    tb_markdown_figure(&line, row->base_cell, row->metric, &row->base_figure, judged);
    tb_text_add(&line, " | ");
    tb_markdown_figure(&line, row->other_cell, row->metric, &row->other_figure, judged);
    tb_text_add(&line, " | ");
    add_ratio(&line, source, ratio);
    tb_text_printf(&line, " | %s", tb_export_verdict(source, row->verdict));
    tb_export_reason(&reason, row);
    if (reason.len) {
        tb_text_add(&line, ": ");
        tb_escape_markdown(&line, reason.data);
    }
    tb_text_add(&line, " |");
    tb_markdown_row(out, &line, left_out);
    tb_text_free(&line);
    tb_text_free(&reason);
}

static size_t count(const struct tb_export_source *source, unsigned verdicts)
{
    const struct tb_comparison *comparison = source->comparison;
    size_t num = 0;
    for (size_t i = 0; i < comparison->num_rows; i++)
        num += tb_export_lists(source, &comparison->rows[i]) && verdicts >> comparison->rows[i].verdict & 1;
    return num;
}

/* Rows with these verdicts (a bit mask), ordered by verdict. */
static void add_comparison_table(struct tb_text *out, const struct tb_export_source *source, unsigned verdicts)
{
    const struct tb_comparison *comparison = source->comparison;
    size_t left_out = 0;
    tb_text_add(out, "| Case | Metric | ");
    tb_escape_markdown(out, comparison->base_name);
    tb_text_add(out, " | ");
    if (comparison->num_others == 1 && comparison->num_rows > 0)
        tb_escape_markdown(out, comparison->rows[0].other_name);
    else
        tb_text_add(out, "Other");
    tb_text_printf(out, " | %s | Interval | Verdict |\n|---|---|--:|--:|--:|--:|---|\n", ratio_heading(source));
    for (unsigned verdict = 0; verdict <= TB_VERDICT_INVALID; verdict++)
        for (size_t i = 0; verdicts >> verdict & 1 && i < comparison->num_rows; i++)
            if (tb_export_lists(source, &comparison->rows[i]) && comparison->rows[i].verdict == verdict)
                add_comparison_row(out, source, &comparison->rows[i], &left_out);
    tb_markdown_end_table(out, left_out);
}

static void fold_comparison_table(struct tb_text *out, const struct tb_export_source *source, unsigned verdicts,
                                  const char *title)
{
    size_t num = count(source, verdicts);
    if (num == 0)
        return;
    tb_text_printf(out, "\n<details><summary>%s: %zu</summary>\n\n", title, num);
    add_comparison_table(out, source, verdicts);
    tb_text_add(out, "\n</details>\n");
}

/* What the sentence on the terminal says. */
static void add_conclusion(struct tb_text *out, const struct tb_conclusion *conclusion)
{
    struct tb_text unjudged;
    tb_text_init(&unjudged, 1000);
    tb_conclusion_unjudged(conclusion, &unjudged);
    tb_text_add(out, "\n");
    tb_escape_markdown(out, conclusion->sentence.data);
    tb_text_add(out, ". ");
    tb_escape_markdown(out, unjudged.data);
    tb_text_add(out, ".\n");
    tb_text_free(&unjudged);
}

/* What the terminal says of rows in which the mean disagrees, each line of it. */
static void add_partings(struct tb_text *out, const struct tb_comparison *comparison)
{
    char *text = NULL, *rest, *line;
    size_t len;
    FILE *file = open_memstream(&text, &len);
    if (file)
        tb_partings_print(file, comparison);
    bool whole = file && fclose(file) == 0;
    for (rest = text; whole && (line = strsep(&rest, "\n"));) {
        bool of_a_row = strncmp(line, "  ", 2) == 0;
        tb_text_add(out, of_a_row ? "- " : "");
        if (of_a_row) /* the others have no names in them */
            tb_escape_markdown(out, line + 2);
        else
            tb_text_add(out, line);
        tb_text_add(out, "\n");
    }
    free(text);
}

/* Why a reader should not trust what stands above. */
static void add_doubts(struct tb_text *out, const struct tb_export_source *source)
{
    const struct tb_comparison *comparison = source->comparison;
    if (comparison->base_plan != source->plan)
        tb_markdown_remarks(out, comparison->base_plan, source->base_facts);
    tb_markdown_remarks(out, source->plan, source->facts);
    if (comparison->contamination != TB_STEADY_LOST && !source->plan->counted &&
        !tb_comparison_has_reference(comparison))
        tb_text_printf(out, "\n%s, so a change of the machine itself would go unnoticed. Drop `--no-steady`.\n",
                       comparison->num_steady ? "Not all reference work was measured on both sides"
                                              : "No reference work was measured");
    add_partings(out, comparison);
}

/* Rows whose larger thresholds were asked for. */
static void add_advised(struct tb_text *out, const struct tb_comparison *comparison)
{
    struct tb_text text;
    tb_text_init(&text, 2000);
    tb_advised_describe(comparison, &text);
    if (text.len) {
        tb_text_add(out, "\n");
        tb_escape_markdown(out, text.data);
        tb_text_add(out, ".\n");
    }
    tb_text_free(&text);
}

static void add_verdict(struct tb_text *out, const struct tb_export_source *source)
{
    const struct tb_comparison *comparison = source->comparison;
    tb_text_add(out, "**");
    if (source->conclusion)
        tb_text_printf(out, "%s. ", tb_outcome_name(source->conclusion->outcome));
    if (comparison->of_cases) {
        tb_escape_markdown(out, comparison->base->name);
        tb_text_add(out, ", cases");
    } else if (comparison->num_others == 1 && comparison->num_rows > 0) {
        tb_escape_markdown(out, comparison->rows[0].other_name);
    } else {
        tb_text_printf(out, "%zu libraries", comparison->num_others);
    }
    tb_text_add(out, " against ");
    tb_escape_markdown(out, comparison->base_name);
    tb_text_add(out, ": ");
    tb_export_counts(out, source);
    tb_text_add(out, ".**\n");
    if (source->conclusion)
        add_conclusion(out, source->conclusion);
    if (comparison->contamination == TB_STEADY_LOST) {
        tb_text_add(out, "\nThe machine was not steady: ");
        tb_escape_markdown(out, comparison->unsteady ? comparison->unsteady : "the reference work moved");
        tb_text_add(out, ". So there are figures but no verdicts; run it again on a quieter machine.\n");
    } else if (comparison->contamination == TB_STEADY_MOVED) {
        tb_text_printf(out,
                       "\nThe machine was not steady: the reference work, which uses no TLS library, moved by "
                       "%.1f%%%s. Differences of that size are probably the machine; run it again to be sure.\n",
                       100 * comparison->moved, comparison->of_cases ? " from one round to the next" : "");
    }
    if (!comparison->paired)
        tb_text_add(out,
                    "\nThe two sides share no rounds, so a change of the machine between them is part of the ratios. "
                    "For a verdict, measure both together.\n");
    add_advised(out, comparison);
    add_doubts(out, source);
}

static void add_groups(struct tb_text *out, const struct tb_export_source *source)
{
    const struct tb_comparison *comparison = source->comparison;
    if (comparison->num_groups == 0)
        return;
    tb_text_printf(out,
                   "\n<details><summary>Geometric means</summary>\n\n"
                   "| Cases | Where | %s | Number | %s | Interval |\n|---|---|---|--:|--:|--:|\n",
                   comparison->of_cases ? "With" : "Library", ratio_heading(source));
    for (size_t i = 0; i < comparison->num_groups; i++) {
        const struct tb_comparison_group *group = &comparison->groups[i];
        tb_text_printf(out, "| %s | %s | ", group->driver->title, group->transport);
        tb_escape_markdown(out, group->other_name);
        tb_text_printf(out, " | %zu | ", group->cases);
        add_ratio(out, source, &group->ratio);
        if (group->ratio.rounds > 0 && group->ratio.coverage < group->ratio.confidence)
            tb_text_printf(out, " (%zu round%s: too few for a verdict)", group->ratio.rounds,
                           group->ratio.rounds == 1 ? "" : "s");
        tb_text_add(out, " |\n");
    }
    tb_text_add(out, "\n</details>\n");
}

static void add_comparison(struct tb_text *out, const struct tb_export_source *source)
{
    const unsigned moved = 1U << TB_VERDICT_WORSE | 1U << TB_VERDICT_BETTER;
    add_verdict(out, source);
    if (count(source, moved)) {
        tb_text_add(out, "\n");
        add_comparison_table(out, source, moved);
    }
    tb_text_add(out,
                tb_export_is_check(source)
                    ? "\nCost is the change of the time, instructions or bytes of an operation, or the loss of a rate; "
                      "+ is worse. "
                    : "\n1.20x means 1.2 times as good as the base; more is better. ");
    tb_text_add(out, FIGURES);
    add_groups(out, source);
    fold_comparison_table(out, source, 1U << TB_VERDICT_INCONCLUSIVE | 1U << TB_VERDICT_INVALID,
                          "Inconclusive or invalid");
    fold_comparison_table(out, source, 1U << TB_VERDICT_SAME, "No change");
}

static void add_state(struct tb_text *out, const struct json_t *facts, const char *which)
{
    if (facts && !json_is_true(json_object_get(facts, "complete")))
        tb_text_printf(out, "\n%s was interrupted; these are the rows it finished.\n", which);
}

static bool write(struct tb_text *out, const struct tb_export_source *source, struct tb_text *why)
{
    (void)why; /* the only error is the limit of `out`, which it records itself */
    if (source->comparison)
        add_comparison(out, source);
    else
        tb_markdown_run(out, source->plan, source->facts);
    add_state(out, source->base_facts, "The base's run");
    add_state(out, source->facts, source->base_facts ? "The other run" : "The run");
    if (source->base_facts) {
        struct tb_export_source base = *source;
        base.facts = source->base_facts;
        tb_markdown_facts(out, &base, "The base's run: host");
    }
    tb_markdown_facts(out, source, source->base_facts ? "The other run: host" : "Host");
    return true;
}

const struct tb_exporter tb_export_markdown = {
    .name = "markdown",
    .file = "report.md",
    .doc = "for a comment on a pull request or a job's summary: the verdict first, then what changed",
    .compares = true,
    .write = write};
