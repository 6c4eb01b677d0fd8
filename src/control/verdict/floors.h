/* floors.h - the noise floors that `tlsbench calibrate` measures on this machine, and that every later check reads.
 *
 * Kept in the history (history.h).  A floor is of a host (CPU, cores, kernel, hypervisor, compiler), of an instance of
 * a library, and of how much is measured (rounds, chunks): another host's or another amount's says nothing here.  The
 * version of the library may differ, since every build that is checked is a new one.
 */
#pragma once
#include "control/verdict/comparison.h"

struct json_t;
struct tb_run;

struct tb_floors {
    struct json_t *cases;      /* owned; "CASE METRIC": the floor; NULL: this host is not calibrated for that */
    struct json_t *thresholds; /* owned; the same, of what gated: under which alarms were counted */
    size_t checks, alarms;     /* A/A checks, and those of them that confirmed a regression */
};

/* Looks up the floors for the run's first library.  No history, or none of this host: not calibrated, and no error.
 * false: the file is damaged, `why`. */
bool tb_floors_load(struct tb_floors *floors, const struct tb_run *run, struct tb_text *why);
void tb_floors_free(struct tb_floors *floors);

/* NaN: it is not known.  The context is a struct tb_floors. */
double tb_floors_of(const struct tb_planned *planned, const struct tb_metric_info *metric, const void *context);

/* Begins an entry for the run's first library; floors are added to it, and it replaces the one that is kept. */
bool tb_floors_begin(struct tb_floors *floors);
bool tb_floors_add(struct tb_floors *floors, const struct tb_comparison_row *row, double floor);
bool tb_floors_save(const struct tb_floors *floors, const struct tb_run *run, struct tb_text *why);

/* "false alarms on this host: 0 in 20 checks of a build against its copy, which means at most 13.9 % of checks (95 %
 * confidence)", or a warning that this host has no floors; and how many rows of the comparison may have more, because
 * they gate at lower thresholds than those of the calibration. */
void tb_floors_describe(const struct tb_floors *floors, const struct tb_comparison *comparison, struct tb_text *text);
