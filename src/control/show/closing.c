/* closing.c - the end of a run on the terminal: the results, and warnings about them. */
#include "control/show/closing.h"
#include "control/base/format.h"
#include "control/plan/inject.h"
#include "control/run/run.h"
#include "control/run/run_json.h"
#include "control/show/head.h"
#include "control/show/remarks.h"
#include "control/show/results.h"
#include "control/store/run_lacks.h"
#include <jansson.h>
#include <stdio.h>
#include <unistd.h>

void tb_report_injected(FILE *out, const struct tb_plan *plan)
{
    struct tb_text line;
    tb_text_init(&line, 1000);
    for (size_t place = 0; tb_injected_next(plan, &place, &line);)
        fprintf(out, "warning: %s\n", line.data);
    tb_text_free(&line);
}

/* `facts`: of the run. */
static void remark(const struct tb_run *run, const json_t *facts)
{
    tb_report_injected(stdout, &run->plan);
    if (!tb_remarks_print(stdout, &run->plan, facts) || !facts)
        fprintf(stderr, "tlsbench: out of memory for some of the remarks on this run; tlsbench show %s has them\n",
                run->dir.path);
}

/* What the passes after the rounds did not reach. */
static void note_lacks(const struct tb_run *run, const json_t *facts)
{
    struct tb_text lacks;
    tb_text_init(&lacks, 1000);
    tb_run_lacks(&lacks, &run->plan, &run->counts, facts, run->dir.path);
    if (lacks.len)
        printf("note: the run ended without %s; run it again for what is missing\n", lacks.data);
    tb_text_free(&lacks);
}

static void close_run(const struct tb_run *run, const json_t *facts)
{
    struct tb_text duration;
    remark(run, facts);
    note_lacks(run, facts);
    tb_text_init(&duration, 100);
    tb_format_duration(&duration, (uint64_t)(run->ended - run->started) * 1000000000);
    printf("\n%s %s: %s/summary.csv (samples.csv, run.json beside it)\n",
           run->complete ? "Complete in" : "INCOMPLETE, what was measured is kept; stopped after", duration.data,
           run->dir.path);
    tb_text_free(&duration);
}

void tb_report_remarks(const struct tb_run *run)
{
    json_t *facts = tb_run_facts(run);
    remark(run, facts);
    json_decref(facts);
}

void tb_report_closing(const struct tb_run *run)
{
    json_t *facts = tb_run_facts(run);
    close_run(run, facts);
    json_decref(facts);
}

void tb_report_tables(const struct tb_run *run)
{
    struct tb_term term = tb_term_of(STDOUT_FILENO);
    json_t *facts = tb_run_facts(run);
    tb_head_print(stdout, facts);
    if (!tb_results_print(&run->plan, &term))
        fprintf(stderr, "tlsbench: out of memory for the tables\n");
    if (run->options.counters && !tb_counters_print(&run->plan, &run->counts, &term))
        fprintf(stderr, "tlsbench: out of memory for the counters\n");
    close_run(run, facts);
    json_decref(facts);
    fflush(stdout);
}
