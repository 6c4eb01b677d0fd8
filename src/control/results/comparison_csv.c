#include "control/results/comparison_csv.h"
#include "control/base/ratio_words.h"
#include "control/plan/inject.h"
#include "control/store/row.h"
#include "control/store/run_names.h"
#include "control/verdict/comparison.h"
#include "core/catalog.h"

static const char *yes_or_no(bool yes)
{
    return yes ? "yes" : "no";
}

static void fill_figures(struct tb_comparison_fields *row, const struct tb_figure *base, const struct tb_figure *other)
{
    if (base->rounds > 0) {
        tb_row_number(row, base_value, base->interval.median);
        tb_row_number(row, base_low, base->interval.low);
        tb_row_number(row, base_high, base->interval.high);
    }
    if (other->rounds > 0) {
        tb_row_number(row, other_value, other->interval.median);
        tb_row_number(row, other_low, other->interval.low);
        tb_row_number(row, other_high, other->interval.high);
    }
}

static void fill_ratio(struct tb_comparison_fields *row, const struct tb_ratio *ratio)
{
    tb_row_text(row, paired, yes_or_no(ratio->paired));
    tb_row_count(row, rounds, ratio->rounds);
    struct tb_gain gain = tb_ratio_gain(ratio);
    if (ratio->rounds == 0)
        return;
    tb_row_number(row, ratio, gain.ratio);
    tb_row_number(row, low, gain.low);
    tb_row_number(row, high, gain.high);
    tb_row_number(row, coverage, ratio->coverage);
    tb_row_number(row, confidence, ratio->confidence);
    tb_row_number(row, spread, ratio->spread);
    if (ratio->paired && ratio->worse + ratio->better > 0) { /* not for a group */
        tb_row_count(row, rounds_worse, ratio->worse);
        tb_row_count(row, rounds_better, ratio->better);
    }
}

static void fill_second(struct tb_comparison_fields *row, const struct tb_comparison_row *from)
{
    tb_row_text(row, suspect, yes_or_no(from->suspect));
    if (!from->suspect || from->second.rounds == 0)
        return;
    struct tb_gain gain = tb_ratio_gain(&from->second);
    tb_row_number(row, second_ratio, gain.ratio);
    tb_row_number(row, second_low, gain.low);
    tb_row_number(row, second_high, gain.high);
    tb_row_count(row, second_rounds, from->second.rounds);
    tb_row_number(row, p, from->p);
    tb_row_count(row, second_rounds_worse, from->second.worse);
    tb_row_count(row, second_rounds_better, from->second.better);
}

static void begin(struct tb_comparison_fields *row, const char *kind, struct tb_compared_runs runs)
{
    tb_row_begin(row, TB_COMPARISON_SCHEMA);
    tb_row_text(row, kind, kind);
    tb_row_run(row, runs.other);
    tb_row_text(row, base_run, runs.base->run);
    tb_row_text(row, base_started, runs.base->started);
    tb_row_text(row, base_host, runs.base->host);
    tb_row_text(row, base_cpu, runs.base->cpu);
}

/* Appends "beta=5:every-32", or nothing. */
static void add_injected(struct tb_text *text, const struct tb_planned *planned, const struct tb_cell *cell)
{
    char words[TB_INJECTED_CAP] = "";
    if (cell && *tb_injected_words(words, planned, cell->variant))
        tb_text_printf(text, "%s%s=%s", text->len ? "," : "", cell->variant->name, words);
}

static void write_row(struct tb_text *csv, const struct tb_comparison_row *from, struct tb_compared_runs runs)
{
    struct tb_comparison_fields row;
    bool steady = from->planned->steady;
    struct tb_text injected;
    tb_text_init(&injected, 2000);
    add_injected(&injected, from->base_planned, from->base_cell);
    if (from->other != from->base)
        add_injected(&injected, from->planned, from->other_cell);
    begin(&row, steady ? "steady" : "case", runs);
    tb_row_planned(&row, from->planned);
    tb_row_metric(&row, from->metric);
    tb_row_text(&row, better, from->metric->more_is_better ? "more" : "less");
    tb_row_text(&row, primary, yes_or_no(from->primary));
    tb_row_text(&row, base, from->base->name);
    tb_row_text(&row, other, from->other->name);
    if (from->base_planned)
        tb_row_text(&row, base_case, from->base_planned->name);
    fill_figures(&row, &from->base_figure, &from->other_figure);
    fill_ratio(&row, &from->ratio);
    if (from->reason)
        tb_row_text(&row, reason, from->reason);
    tb_row_text(&row, injected, injected.data);
    tb_row_text(&row, gates, yes_or_no(!steady && from->gates));
    if (from->note)
        tb_row_text(&row, note, from->note);
    if (!steady) {
        tb_row_number(&row, threshold, from->threshold);
        tb_row_number(&row, floor, from->floor);
        tb_row_text(&row, advised, yes_or_no(from->advised));
        tb_row_text(&row, verdict, tb_verdict_name(from->verdict));
        tb_row_text(&row, decides, yes_or_no(tb_row_counts(from)));
        if (from->rounds_needed)
            tb_row_count(&row, rounds_needed, from->rounds_needed);
        fill_second(&row, from);
    }
    tb_row_write(&row, csv);
    tb_text_free(&injected);
}

static void write_group(struct tb_text *csv, const struct tb_comparison *comparison,
                        const struct tb_comparison_group *group, struct tb_compared_runs runs)
{
    struct tb_comparison_fields row;
    begin(&row, "group", runs);
    tb_row_text(&row, driver, group->driver->name);
    row.params[TB_PARAM_TRANSPORT] = tb_field_text(group->transport);
    tb_row_text(&row, base, comparison->base->name);
    tb_row_text(&row, other, group->other->name);
    if (comparison->of_cases) {
        tb_row_text(&row, base_case, comparison->base_name);
        tb_row_text(&row, case, group->other_name);
    }
    tb_row_count(&row, cases, group->cases);
    fill_ratio(&row, &group->ratio);
    tb_row_write(&row, csv);
}

void tb_comparison_csv(struct tb_text *csv, const struct tb_comparison *comparison, struct tb_compared_runs runs)
{
    tb_row_header(tb_comparison_columns, tb_num_comparison_columns, csv);
    for (size_t i = 0; i < comparison->num_rows; i++)
        write_row(csv, &comparison->rows[i], runs);
    for (size_t i = 0; i < comparison->num_steady; i++)
        write_row(csv, &comparison->steady[i], runs);
    for (size_t i = 0; i < comparison->num_groups; i++)
        write_group(csv, comparison, &comparison->groups[i], runs);
}
