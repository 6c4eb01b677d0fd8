/* grid.h - cells: how samples are stored, and how figures are made of them.
 *
 * A sample has several chunks and gives two values.  Figures (in tables, summaries, comparisons and exports) use the
 * typical one, the median of the chunks.  Ratios and verdicts ask whether code differs, and use the fastest chunk,
 * because other work on a machine can only add to the cost of one process on one core (Chen & Revels, Robust
 * benchmarking in noisy environments, 2016).  Over loopback, two processes and the scheduler can also make a chunk
 * faster by chance, and so can several threads, so ratios use the median chunk, too.
 */
#pragma once
#include "control/plan/plan.h"
#include "core/ratio.h"
#include "core/stats.h"

/* A good sample with a metric that the driver's row in the catalog lacks becomes void: the value would be lost in
 * silence. */
void tb_metrics_judge(struct tb_sample *sample, const struct tb_planned *planned);

/* Adds a sample of round `round`; a bad one adds to the counts only. */
bool tb_cell_add(struct tb_cell *cell, const struct tb_planned *planned, const struct tb_plan *plan, size_t round,
                 const struct tb_sample *sample);                                           /* false: out of memory */
bool tb_cell_close(struct tb_cell *cell, enum tb_sample_status status, const char *reason); /* false: out of memory */

/* One bad sample makes the cell's status: void, failed, timeout, unsupported, in this order, and `reason` says "2 of 6
 * rounds: ..."  So do samples that the machine spoilt, if they are more than a row may lose (losses.h).  A cell without
 * any sample is failed: "not measured". */
enum tb_sample_status tb_cell_status(const struct tb_cell *cell, struct tb_text *reason);

/* The same, but for the failures that a row of a check bears: losses.h. */
enum tb_sample_status tb_cell_status_in_check(const struct tb_cell *cell, struct tb_text *reason);

struct tb_figure {
    struct tb_interval interval;
    double minimum, spread;
    size_t rounds; /* good ones */
};
/* What is typical.  false: no good sample has this metric. */
bool tb_cell_figure(const struct tb_cell *cell, const struct tb_plan *plan, size_t metric, struct tb_figure *figure);

/* The same of some rounds of a metric, in the cell's `values` or in `judged`, what ratios are made of. */
bool tb_cell_figure_of(const struct tb_cell *cell, const double *of_rounds, size_t rounds, size_t metric,
                       struct tb_figure *figure);

/* `cell` against `base`, both of the plan and of one driver, over all its rounds; as in comparisons, in which a base of
 * so many others has its confidence.  false: no round has both, or counts of different libraries, which say nothing
 * about each other. */
bool tb_cell_ratio(const struct tb_cell *cell, const struct tb_cell *base, const struct tb_metric_info *metric,
                   size_t index, const struct tb_plan *plan, double confidence, struct tb_ratio *ratio);

/* The CPU time of a side divided by that of the same side with plain TCP: the median over rounds of the ratio within
 * each round.  Rates and latencies have none, because they depend on the busier side.  false: there is no plain TCP,
 * its row is not ok, or the metric is another. */
bool tb_cell_price(const struct tb_cell *cell, const struct tb_planned *planned, const struct tb_plan *plan,
                   size_t metric, double *price);

/* Of a case with several threads, by its primary metric: the rate of all threads divided by so many times the rate of
 * the plan's same case with threads=1; the median over rounds of that ratio within each round, of typical values.
 * false: there is no such case, one of the rows is not ok, or the metric is another. */
bool tb_cell_efficiency(const struct tb_cell *cell, const struct tb_planned *planned, const struct tb_plan *plan,
                        size_t metric, double *efficiency);
