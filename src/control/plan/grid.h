/* grid.h - cells: how samples are stored, and how figures are derived from them.
 *
 * A sample has several chunks and gives two values.  Figures (in tables, summaries, comparisons and exports) use the
 * typical one, the median of the chunks.  Ratios and verdicts ask whether code differs, and use the fastest chunk,
 * because other work on a machine can only add to the cost of one process on one core (Chen & Revels, Robust
 * benchmarking in noisy environments, 2016).  Over loopback, two processes and the scheduler can also make a chunk
 * faster by chance, and so can several threads, so ratios use the median chunk, too.  So do those of a session cache
 * that is too small: its fastest chunk is the one in which by chance most clients were still known.
 */
#pragma once
#include "control/plan/plan.h"
#include "core/ratio.h"
#include "core/stats.h"

#define TB_NOT_MEASURED "not measured, because the run ended first"

/* Makes a good sample void if it has a metric that is not in the driver's catalog row, because its value would be lost
 * silently. */
void tb_metrics_judge(struct tb_sample *sample, const struct tb_planned *planned);

/* Adds a sample of round `round`; a bad sample is only counted. */
bool tb_cell_add(struct tb_cell *cell, const struct tb_planned *planned, const struct tb_plan *plan, size_t round,
                 const struct tb_sample *sample); /* fails only if memory runs out */
bool tb_cell_close(struct tb_cell *cell, enum tb_sample_status status, const char *reason); /* false: out of memory */

/* The status of a row.  One bad sample makes it void, failed, timeout or unsupported, in this order, and `reason` is "2
 * of 6 rounds: ...".  Samples disturbed by the machine do so only if there are more than a row may lose (losses.h).  A
 * cell without any sample is unmeasured, because of TB_NOT_MEASURED. */
enum tb_sample_status tb_cell_status(const struct tb_cell *cell, struct tb_text *reason);
bool tb_cell_is_good(const struct tb_cell *cell); /* is it ok? */

/* The same, but tolerates the failures that a check allows: losses.h. */
enum tb_sample_status tb_cell_status_in_check(const struct tb_cell *cell, struct tb_text *reason);

struct tb_figure {
    struct tb_interval interval;
    double minimum, spread;
    size_t rounds; /* rounds with a good sample */
};
/* The typical value.  Returns false if no good sample has this metric. */
bool tb_cell_figure(const struct tb_cell *cell, const struct tb_plan *plan, size_t metric, struct tb_figure *figure);

/* The same for any per-round values of a metric: the cell's `values`, or `compared` (which ratios use). */
bool tb_cell_figure_of(const struct tb_cell *cell, const double *of_rounds, size_t rounds, size_t metric,
                       struct tb_figure *figure);

/* The ratio of `cell` to `base`, both of this plan and of one driver, over all rounds, at the given confidence.
 * Returns false if no round has both, or for instruction counts of different libraries, which are not comparable. */
bool tb_cell_ratio(const struct tb_cell *cell, const struct tb_cell *base, const struct tb_metric_info *metric,
                   size_t index, const struct tb_plan *plan, double confidence, struct tb_ratio *ratio);

/* The CPU time of a side divided by that of the same side with plain TCP: the median over rounds of the ratio within
 * each round.  Rates and latencies have none, because they depend on the busier side.  Returns false if there is no
 * plain TCP, its row is not ok, or the metric is not a CPU time. */
bool tb_cell_price(const struct tb_cell *cell, const struct tb_planned *planned, const struct tb_plan *plan,
                   size_t metric, double *price);

/* Of a case with several threads, by its primary metric: the rate of all threads divided by so many times the rate of
 * the plan's same case with threads=1; the median over rounds of that ratio within each round, of typical values, and
 * its 95 % interval.  false: there is no such case, one of the rows is not ok, or the metric is another. */
bool tb_cell_efficiency(const struct tb_cell *cell, const struct tb_planned *planned, const struct tb_plan *plan,
                        size_t metric, struct tb_figure *efficiency);
bool tb_planned_has_efficiency(const struct tb_planned *planned, const struct tb_plan *plan); /* of any library */
