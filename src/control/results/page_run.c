/* page_run.c - the page of a run, a comparison or a check: the answer, how it came about, then the pictures. */
#include "control/plan/estimator.h"
#include "control/plan/grid.h"
#include "control/results/export.h"
#include "control/results/export_verdict.h"
#include "control/results/heard.h"
#include "control/results/page.h"
#include "control/results/page_figures.h"
#include "control/results/page_parts.h"
#include "control/show/compare.h"
#include "control/show/results.h"
#include "control/show/view.h"
#include "control/verdict/conclusion.h"
#include "core/catalog.h"
#include "core/text.h"
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- The answer ---- */

static void add_outcome(struct tb_page *page, const struct tb_conclusion *conclusion)
{
    struct tb_text text;
    tb_text_init(&text, 8 * TB_PAGE_TEXT);
    tb_page_paragraph(page, "outcome", tb_outcome_name(conclusion->outcome));
    tb_text_printf(&text, "%s. ", conclusion->sentence.data);
    tb_conclusion_unjudged(conclusion, &text);
    tb_text_add(&text, ".");
    tb_page_paragraph(page, "answer", text.data);
    tb_text_free(&text);
}

/* The sentences for the drivers.  false: out of memory. */
static bool tell_means(FILE *out, const struct tb_page_source *source, struct tb_comparison *of_run)
{
    const struct tb_compared compared = {.comparison = source->comparison, .plan = source->export->plan};
    if (!source->asked)
        return tb_results_answer(out, "", source->export->plan, of_run);
    if (source->check)
        return true;
    return tb_compare_means(out, &compared);
}

static size_t count_good(const struct tb_plan *plan)
{
    struct tb_text reason;
    size_t good = 0;
    tb_text_init(&reason, 0); /* nobody asks */
    for (size_t i = 0; i < plan->num; i++)
        for (size_t j = 0; j < plan->items[i].num_cells && !plan->items[i].steady; j++)
            good += tb_cell_status(&plan->items[i].cells[j], &reason) == TB_SAMPLE_OK;
    tb_text_free(&reason);
    return good;
}

/* Why there is no answer. */
static const char *no_answer(const struct tb_plan *plan)
{
    if (count_good(plan) == 0)
        return "No row could be measured, so there is nothing to compare; the reasons are below.";
    if (plan->counted)
        return "Instructions were counted.  They say nothing about two libraries, so there are figures and no answer.";
    if (plan->num_local < 2)
        return "Only one library was measured, so there are figures and no ratios; measure two or more for an answer.";
    if (plan->rounds < 2)
        return "One round gives no interval, so there is no answer; how to read it, below, says how many it takes.";
    return "There is no one ratio of a library here; see the tables.";
}

/* What was compared in which way. */
static void add_question(struct tb_page *page, const struct tb_page_source *source)
{
    const struct tb_comparison *comparison = source->comparison;
    struct tb_text text;
    if (!source->asked)
        return;
    tb_text_init(&text, TB_PAGE_TEXT);
    if (comparison->of_cases)
        tb_text_printf(&text, "%s: each case against the same case with %s: ", comparison->base->name,
                       comparison->base_name);
    else if (comparison->num_others == 1 && comparison->num_rows > 0)
        tb_text_printf(&text, "%s against %s: ", comparison->rows[0].other_name, comparison->base_name);
    else
        tb_text_printf(&text, "%zu libraries against %s: ", comparison->num_others, comparison->base_name);
    tb_export_counts(&text, source->export);
    tb_text_add(&text, ".");
    tb_page_paragraph(page, "answer", text.data);
    tb_text_free(&text);
}

static bool add_answer(struct tb_page *page, const struct tb_page_source *source, struct tb_comparison *of_run)
{
    struct tb_heard heard;
    tb_page_heading(page, 2, source->export->conclusion ? "Result" : "Answer");
    if (source->export->conclusion)
        add_outcome(page, source->export->conclusion);
    add_question(page, source);
    if (!tb_hear(&heard))
        return false;
    bool good = count_good(source->export->plan) == 0 || tell_means(heard.out, source, of_run);
    fflush(heard.out);
    if (heard.len == 0 && !source->check)
        tb_page_paragraph(page, "answer", no_answer(source->export->plan));
    tb_heard_add(heard.len ? tb_page_list(page, "answer") : NULL, &heard);
    if (source->check)
        tb_page_moved(page, source);
    else if (source->comparison->num_rows > 0)
        tb_page_overview(page, source);
    return good;
}

static bool add_legend(struct tb_page *page, const struct tb_page_source *source)
{
    struct tb_heard heard;
    if (!tb_hear(&heard))
        return false;
    if (source->check)
        fprintf(heard.out,
                "Cost is the change of the time, instructions or bytes of an operation, or the loss of a rate; + is "
                "worse.\nFigures use each process's median chunk, and are medians over rounds.  Ratios compare each "
                "process %s.\n",
                tb_estimator_words(tb_comparison_estimators(source->comparison)));
    else if (source->asked)
        tb_compare_basis(heard.out, source->comparison);
    else
        tb_results_legend(heard.out, source->export->plan);
    if (source->comparison->num_rows > 0)
        fprintf(heard.out, "A hollow mark: %s.\n",
                source->asked ? "there is no verdict"
                              : "the interval includes 1, or there are too few rounds, so either may be faster");
    tb_page_heading(page, 2, "How to read it");
    tb_heard_add(tb_page_list(page, ""), &heard);
    return true;
}

/* ---- A section for each driver and transport ---- */

static bool is_shown(const struct tb_view *view, const struct tb_metric_info *metric)
{
    for (size_t i = 0; i < view->num; i++)
        if (tb_planned_shows(view->items[i], metric))
            return true;
    return false;
}

/* Ratios where there are some to one base, else values. */
static void add_dots(struct tb_page *page, const struct tb_page_source *source, const struct tb_view *view)
{
    const struct tb_driver_info *driver = view->items[0]->c.driver;
    bool ratios = source->comparison->num_rows > 0 && !tb_page_is_matrix(source->export->plan, view->items[0]);
    for (size_t i = 0; i < driver->num_metrics; i++) {
        const struct tb_metric_info *metric = &driver->metrics[i];
        if (ratios)
            tb_page_ratios(page, source, view, metric);
        else if (is_shown(view, metric))
            tb_page_values(page, source, view, metric);
    }
}

static bool has_figure(const struct tb_view *view)
{
    for (size_t i = 0; i < view->num; i++)
        for (size_t j = 0; j < view->items[i]->num_cells; j++)
            if (tb_cell_is_good(&view->items[i]->cells[j]))
                return true;
    return false;
}

static bool add_view(struct tb_page *page, const struct tb_page_source *source, const struct tb_planned *first)
{
    struct tb_view view;
    struct tb_text title;
    bool good = tb_view_collect(&view, source->export->plan, first);
    tb_text_init(&title, TB_PAGE_TEXT);
    if (good) {
        tb_view_title(&title, &view);
        tb_page_heading(page, 2, title.data);
        if (!has_figure(&view))
            tb_page_paragraph(page, "note", "No row has a figure; the reasons are at the end of the page.");
        add_dots(page, source, &view);
        good = tb_page_curves(page, source, &view);
        tb_page_latencies(page, source, &view);
        if (source->asked)
            tb_page_comparisons(page, source, &view);
        tb_page_figures(page, source, &view);
    }
    free(view.items);
    tb_text_free(&title);
    return good;
}

static bool add_views(struct tb_page *page, const struct tb_page_source *source)
{
    const struct tb_plan *plan = source->export->plan;
    bool good = true;
    for (size_t i = 0; i < plan->num && good; i++)
        if (!plan->items[i].steady && tb_view_first(plan, i))
            good = add_view(page, source, &plan->items[i]);
    return good;
}

/* ---- All ---- */

/* The same colour for a library everywhere: the base comes first. */
static void register_all(struct tb_page *page, const struct tb_page_source *source)
{
    const struct tb_plan *plan = source->export->plan;
    if (source->comparison->num_rows > 0)
        tb_page_register(page, source->comparison->base_name);
    for (size_t i = 0; i < plan->num_local; i++)
        tb_page_register(page, plan->variants[i].name);
}

static bool fill(struct tb_page *page, const struct tb_page_source *source, struct tb_comparison *of_run)
{
    register_all(page, source);
    bool good = add_answer(page, source, of_run) && tb_page_warnings(page, source);
    tb_page_facts(page, source->export);
    good = good && add_legend(page, source) && add_views(page, source);
    tb_page_anatomy(page, source->export);
    tb_page_profile(page, source->export);
    tb_page_counters(page, source);
    tb_page_without(page, source);
    return good;
}

/* "20260101T000000Z-quick, AMD EPYC 7763, tlsbench 0.1.0", as far as it is known. */
static void add_origin(struct tb_text *origin, const struct tb_export_source *source)
{
    const char *cpu = tb_export_fact(source, "host", "cpu"), *version = tb_export_fact(source, "", "tlsbench");
    tb_text_add(origin, tb_export_fact(source, "", "run"));
    tb_text_printf(origin, "%s%s", *cpu ? ", " : "", cpu);
    tb_text_printf(origin, "%s%s", *version ? ", tlsbench " : "", version);
}

void tb_page_begin(struct tb_page *page, const struct tb_export_source *source)
{
    const char *run = tb_export_fact(source, "", "run");
    struct tb_text title, origin;
    tb_text_init(&title, TB_PAGE_TEXT);
    tb_text_init(&origin, TB_PAGE_TEXT);
    tb_text_printf(&title, "tlsbench %s", *run ? run : "run");
    add_origin(&origin, source);
    tb_page_init(page, title.data, origin.data);
    tb_text_free(&title);
    tb_text_free(&origin);
}

bool tb_page_of_run(struct tb_page *page, const struct tb_export_source *source)
{
    struct tb_comparison of_run = {0};
    tb_page_begin(page, source);
    bool good = source->comparison || tb_results_compare(&of_run, source->plan);
    const struct tb_page_source from = {.export = source,
                                        .comparison = source->comparison ? source->comparison : &of_run,
                                        .asked = source->comparison != NULL,
                                        .check = source->comparison && tb_export_is_check(source)};
    good = good && fill(page, &from, &of_run);
    tb_comparison_free(&of_run);
    return good;
}
