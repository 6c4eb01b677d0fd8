/* floors.h - the noise floors that `tlsbench calibrate` measures on this machine, and that every later check uses.
 *
 * They are stored in the history (history.h).  A floor applies to one host (CPU, cores, kernel, hypervisor, compiler),
 * one library instance, and one amount of measurement (rounds, chunks); it says nothing about others.  The version of
 * the library may differ, since every checked build is a new one.
 */
#pragma once
#include "control/verdict/comparison.h"

struct json_t;
struct tb_run;

struct tb_floors {
    struct json_t *cases;      /* owned; "CASE METRIC": the floor; NULL: this host is not calibrated for that */
    struct json_t *thresholds; /* owned; likewise for rows that gate: the thresholds at which alarms were counted */
    struct json_t *advice;     /* owned; likewise for rows with false alarms: larger thresholds, which ignore them */
    size_t checks, alarms;     /* A/A checks, and the number of them with an alarm (advice.h) */
};

/* Looks up the floors of the run's first library.  A missing history, or no entry for this host, means "not calibrated"
 * and is not an error.  Fails if the file is damaged. */
bool tb_floors_load(struct tb_floors *floors, const struct tb_run *run, struct tb_text *why);
void tb_floors_free(struct tb_floors *floors);

/* NaN: unknown, or no advice.  The context is a struct tb_floors. */
double tb_floors_of(const struct tb_planned *planned, const struct tb_metric_info *metric, const void *context);
double tb_floors_advice(const struct tb_planned *planned, const struct tb_metric_info *metric, const void *context);

/* Begins a new entry for the run's first library; add floors to it, then save it to replace the stored one. */
bool tb_floors_begin(struct tb_floors *floors);
bool tb_floors_add(struct tb_floors *floors, const struct tb_comparison_row *row, double floor);
bool tb_floors_advise(struct tb_floors *floors, const struct tb_comparison_row *row, double threshold);
/* Adds what is stored of rows that the new entry lacks, so that a calibration of a few cases takes nothing from the
 * others.  `kept`: how many.  After --case the counts of false alarms are those of the calibration with the larger
 * share of alarms: a check of all cases raises one if either would. */
bool tb_floors_keep_others(struct tb_floors *floors, const struct tb_run *run, size_t *kept, struct tb_text *why);
bool tb_floors_save(const struct tb_floors *floors, const struct tb_run *run, struct tb_text *why);

/* Appends "false alarms on this host: 0 in 20 checks of a build against its copy, which means at most 13.9 % of checks
 * (95 % confidence)", or a warning that this host has no floors.  Also counts the rows whose false-alarm rate may be
 * higher, because they gate at a lower threshold than the calibration did. */
void tb_floors_describe(const struct tb_floors *floors, const struct tb_comparison *comparison, struct tb_text *text);
