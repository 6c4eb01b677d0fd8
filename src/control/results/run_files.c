/* run_files.c - the files of a run, and its exit code. */
#include "control/results/run_files.h"
#include "control/base/exit.h"
#include "control/plan/grid.h"
#include "control/results/summary_csv.h"
#include "control/run/run.h"
#include "control/run/run_json.h"
#include "control/store/run_names.h"
#include "core/catalog.h"
#include <stdio.h>

enum { FILE_LIMIT = 16 << 20, FACTS_SIZE = 48 << 10, ROW_SIZE = 500 };

static bool write_summary(const struct tb_run *run, const char *file, bool closed_only, struct tb_text *why)
{
    struct tb_text csv;
    struct tb_run_names names;
    tb_run_names_now(&names, run);
    tb_text_init(&csv, FILE_LIMIT);
    tb_summary_csv(&csv, &run->plan, &names, closed_only);
    bool good = tb_run_dir_write(&run->dir, file, &csv, why);
    tb_text_free(&csv);
    return good;
}

static bool write_facts(const struct tb_run *run, struct tb_text *why)
{
    struct tb_text text;
    tb_text_init(&text, FILE_LIMIT);
    if (!tb_run_json(&text, run))
        text.truncated = true;
    bool good = tb_run_dir_write(&run->dir, "run.json", &text, why);
    tb_text_free(&text);
    return good;
}

bool tb_run_files_facts(const struct tb_run *run, struct tb_text *why)
{
    return write_facts(run, why) && tb_run_dir_sync(&run->dir, why);
}

bool tb_run_files_closed(const struct tb_run *run, struct tb_text *why)
{
    for (size_t i = 0; i < run->plan.num; i++)
        for (size_t j = 0; j < run->plan.items[i].num_cells; j++)
            if (run->plan.items[i].cells[j].closed)
                return write_summary(run, TB_SUMMARY_PARTIAL, true, why);
    return true;
}

/* What the processor counts is measured on request only. */
static size_t metrics_of(const struct tb_run *run, const struct tb_case *c)
{
    size_t num = 0;
    for (size_t i = 0; i < c->driver->num_metrics; i++) {
        const struct tb_metric_info *metric = &c->driver->metrics[i];
        num += tb_metric_applies(metric, c) && (!metric->hardware || run->lab.hardware);
    }
    return num;
}

size_t tb_run_files_size(const struct tb_run *run)
{
    size_t rows = 0;
    for (size_t i = 0; i < run->plan.num; i++)
        rows += run->plan.items[i].num_cells * metrics_of(run, &run->plan.items[i].c);
    return FACTS_SIZE + rows * ROW_SIZE;
}

/* Tries each file even if another failed: on a full disk a small file may still fit. */
bool tb_run_files_write(const struct tb_run *run, struct tb_run_dir *dir, struct tb_text *why)
{
    tb_run_dir_release(dir);
    bool good = tb_run_dir_end_samples(dir, why);
    if (write_summary(run, "summary.csv", false, why))
        tb_run_dir_drop(dir, TB_SUMMARY_PARTIAL);
    else
        good = false;
    good = write_facts(run, why) && good;
    struct tb_text note;
    tb_text_init(&note, 1000);
    if (!tb_run_dir_link(dir, &note)) /* a folder that was copied has a folder there; some file systems have no links */
        fprintf(stderr, "tlsbench: warning: %s; so results/latest does not point to this run, which is in %s\n",
                note.data, dir->path);
    tb_text_free(&note);
    return tb_run_dir_sync(dir, why) && good;
}

int tb_run_exit_code(const struct tb_run *run)
{
    size_t good = 0, bad = 0;
    struct tb_text reason;
    tb_text_init(&reason, 100);
    for (size_t i = 0; i < run->plan.num; i++)
        for (size_t j = 0; j < run->plan.items[i].num_cells; j++) {
            enum tb_sample_status status = tb_cell_status(&run->plan.items[i].cells[j], &reason);
            good += status == TB_SAMPLE_OK && !run->plan.items[i].steady;
            bad += status != TB_SAMPLE_OK && status != TB_SAMPLE_UNSUPPORTED;
        }
    tb_text_free(&reason);
    if (run->signals.caught)
        return TB_EXIT_SIGNAL + run->signals.caught;
    if (run->why.len)
        return TB_EXIT_NOTHING;
    if (bad)
        return TB_EXIT_NOT_ALL;
    return good ? TB_EXIT_GOOD : TB_EXIT_NOTHING;
}
