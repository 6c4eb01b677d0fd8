/* report.c - what is kept of a run, and what its exit code says. */
#include "control/exit.h"
#include "control/grid.h"
#include "control/run.h"
#include "control/run_json.h"
#include "control/summary_csv.h"

enum { FILE_LIMIT = 64 << 20 };

static bool write_summary(struct tb_run *run)
{
    struct tb_text csv;
    tb_text_init(&csv, FILE_LIMIT);
    tb_summary_csv(&csv, &run->plan);
    bool good = tb_run_dir_write(&run->dir, "summary.csv", &csv, &run->why);
    tb_text_free(&csv);
    return good;
}

static bool write_facts(struct tb_run *run)
{
    struct tb_text text;
    tb_text_init(&text, FILE_LIMIT);
    if (!tb_run_json(&text, run))
        text.truncated = true;
    bool good = tb_run_dir_write(&run->dir, "run.json", &text, &run->why);
    tb_text_free(&text);
    return good;
}

/* Each is tried, whatever became of the one before: on a full disk a small file may still fit. */
bool tb_report_files(struct tb_run *run)
{
    bool good = tb_run_dir_end_samples(&run->dir, &run->why);
    good = write_summary(run) && good;
    good = write_facts(run) && good;
    return tb_run_dir_link(&run->dir, &run->why) && good;
}

int tb_report_exit_code(const struct tb_run *run)
{
    size_t good = 0, bad = 0;
    struct tb_text reason;
    tb_text_init(&reason, 100);
    for (size_t i = 0; i < run->plan.num; i++)
        for (size_t j = 0; j < run->plan.items[i].num_cells; j++) {
            enum tb_sample_status status = tb_cell_status(&run->plan.items[i].cells[j], &reason);
            good += status == TB_SAMPLE_OK;
            bad += status != TB_SAMPLE_OK && status != TB_SAMPLE_UNSUPPORTED;
        }
    tb_text_free(&reason);
    if (run->signals.caught)
        return run->signals.caught == SIGTERM ? TB_EXIT_TERMINATED : TB_EXIT_INTERRUPTED;
    if (run->why.len || good == 0)
        return TB_EXIT_NOTHING;
    return bad ? TB_EXIT_NOT_ALL : TB_EXIT_GOOD;
}
