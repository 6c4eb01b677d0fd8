#include "control/run/instructions.h"
#include "control/plan/grid.h"
#include "control/run/run.h"
#include "control/sample/process.h"
#include "control/sample/sample_instructions.h"
#include "control/sample/sample_worker.h"
#include "control/sample/worker_line.h"
#include "core/catalog.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- Prerequisites ---- */

bool tb_instructions_possible(const struct tb_places *places, struct tb_text *why)
{
    if (!*places->valgrind)
        tb_text_add(why, "valgrind is not on the PATH; install it with apt-get install valgrind");
    else if (access(places->still, R_OK) != 0)
        tb_text_printf(why, "there is no %s; use a build without sanitizers, which valgrind cannot run", places->still);
    else if (strpbrk(places->still, ":;"))
        tb_text_printf(why,
                       "%s cannot be preloaded, because its path has a colon or a semicolon; move the tree to another "
                       "folder",
                       places->still);
    else
        return true;
    return false;
}

bool tb_instructions_check(struct tb_run *run)
{
    struct tb_text why;
    tb_text_init(&why, 2 * PATH_MAX);
    bool possible = tb_instructions_possible(&run->places, &why);
    if (!possible)
        tb_text_printf(&run->why, "--metric instructions: %s", why.data);
    tb_text_free(&why);
    return possible;
}

/* Is it a metric of one process with one thread that the case has? */
static bool has_metric(const struct tb_case *c, const char *name)
{
    const struct tb_metric_info *metric = tb_metric_by_name(c->driver, name);
    return metric && tb_metric_applies(metric, c) && !tb_case_names_threads(c);
}

bool tb_countable_cases(struct tb_cases *cases, const char *metric, struct tb_text *why)
{
    size_t kept = 0, all = cases->num;
    bool good = true;
    for (size_t i = 0; i < cases->num && good; i++) {
        struct tb_text misfit;
        if (has_metric(&cases->items[i], metric)) {
            cases->items[kept++] = cases->items[i];
            continue;
        }
        tb_text_init(&misfit, 1000);
        tb_case_name(&cases->items[i], &misfit);
        tb_text_printf(&misfit, ": %s can be counted in local and memory cases only, without /threads-N", metric);
        good = tb_words_add(&cases->misfits, misfit.data, misfit.len);
        tb_text_free(&misfit);
    }
    cases->num = kept;
    if (kept < all)
        fprintf(stderr,
                "tlsbench: %zu of %zu cases are left out: %s can be counted in local and memory cases only, without "
                "/threads-N\n",
                all - kept, all, metric);
    if (!good)
        tb_text_add(why, "out of memory");
    return good;
}

/* A library chooses its code by the CPU features that it sees. */
static bool attest(struct tb_library *library, struct tb_run *run)
{
    struct tb_worker_line line;
    struct tb_sample sample;
    struct tb_subject subject = {.case_name = "", .client = library, .server = library};
    tb_sample_init(&sample);
    tb_worker_line_info_counted(&line, &run->places, library->module, run->lab.date);
    bool going = tb_sample_run(&sample, &run->lab, &subject, &line, run->lab.timeout_s * TB_COUNTS_SLOWER);
    bool good = sample.status == TB_SAMPLE_OK, kept = true;
    if (going && good)
        kept = (library->counted_cpu = strdup(sample.record.library.cpu)) != NULL;
    else if (going)
        kept = asprintf(&library->fault, "under valgrind: %s", sample.reason.data) > 0;
    if (!kept)
        tb_text_add(&run->why, "out of memory");
    tb_sample_free(&sample);
    return going && kept;
}

bool tb_instructions_attest(struct tb_run *run)
{
    for (size_t i = 0; i < run->selection.num; i++)
        if (!run->selection.items[i]->fault && !attest(run->selection.items[i], run))
            return false;
    return true;
}

/* ---- Agreement ---- */

void tb_instructions_judge(struct tb_sample *sample, const struct tb_planned *planned, const struct tb_cell *cell,
                           const struct tb_plan *plan)
{
    size_t metric = (size_t)(planned->primary - planned->c.driver->metrics);
    const struct tb_series *series = tb_record_series(&sample->record, planned->primary->name);
    for (size_t i = 0; i < plan->rounds && sample->status == TB_SAMPLE_OK && series; i++) {
        double before = cell->values[metric * plan->rounds + i], now = series->values[0];
        if (isnan(before) || tb_counts_agree(before, now))
            continue;
        char why[200];
        snprintf(why, sizeof why,
                 "two counts, %.0f and %.0f, differ by more than %g %%, so instructions of this case cannot be "
                 "compared here; measure times",
                 before, now, TB_COUNTS_AGREE_PERCENT);
        sample->status = TB_SAMPLE_VOID;
        tb_text_clear(&sample->reason);
        tb_text_add(&sample->reason, why);
    }
}
