/* export_markdown.c - the comment on a pull request, or the summary of a job: the verdict in a sentence, a table of
 * what changed, and the rest in collapsed sections.
 *
 * GitHub allows 65536 characters in a comment.  Tables stop before that and state how many rows they left out; the
 * facts about libraries and machine, and how to repeat the run, always fit.
 */
#include "control/base/escape.h"
#include "control/plan/estimator.h"
#include "control/results/export.h"
#include "control/results/export_verdict.h"
#include "control/results/markdown.h"
#include "control/verdict/conclusion.h"
#include "core/catalog.h"
#include "core/text.h"
#include <string.h>

/* The two estimators. */
#define FIGURES                                                                                                        \
    "Figures use each process's median chunk, as in summary.csv and bmf.json, and are medians over rounds. Ratios "    \
    "compare each process %s.\n"

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
    tb_export_threshold(&line, source, row);
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

/* false: out of memory for the remarks. */
static bool add_verdict(struct tb_text *out, const struct tb_export_source *source)
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
    return tb_markdown_remarks(out, source);
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

/* false: out of memory for the remarks. */
static bool add_comparison(struct tb_text *out, const struct tb_export_source *source)
{
    const unsigned moved = 1U << TB_VERDICT_WORSE | 1U << TB_VERDICT_BETTER;
    bool good = add_verdict(out, source);
    if (count(source, moved)) {
        tb_text_add(out, "\n");
        add_comparison_table(out, source, moved);
    }
    tb_text_add(out,
                tb_export_is_check(source)
                    ? "\nCost is the change of the time, instructions or bytes of an operation, or the loss of a rate; "
                      "+ is worse. "
                    : "\n1.20x means 1.2 times as good as the base; more is better. ");
    tb_text_printf(out, FIGURES, tb_estimator_words(tb_comparison_estimators(source->comparison)));
    add_groups(out, source);
    fold_comparison_table(out, source, 1U << TB_VERDICT_INCONCLUSIVE | 1U << TB_VERDICT_INVALID,
                          "Inconclusive or invalid");
    fold_comparison_table(out, source, 1U << TB_VERDICT_SAME, "No change");
    return good;
}

static bool write(struct tb_text *out, const struct tb_export_source *source, struct tb_text *why)
{
    bool good = source->comparison ? add_comparison(out, source) : tb_markdown_run(out, source);
    if (!good)
        tb_text_add(why, "out of memory for the remarks on the run");
    if (source->base_facts) {
        struct tb_export_source base = *source;
        base.facts = source->base_facts;
        tb_markdown_facts(out, &base, "The base's run: host");
    }
    tb_markdown_facts(out, source, source->base_facts ? "The other run: host" : "Host");
    return good;
}

const struct tb_exporter tb_export_markdown = {
    .name = "markdown",
    .file = "report.md",
    .doc = "for a comment on a pull request or a job's summary: the verdict first, then what changed",
    .compares = true,
    .write = write};
