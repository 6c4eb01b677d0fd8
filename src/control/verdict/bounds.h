/* bounds.h - what a difference must exceed to count: thresholds, and the noise floors of this host.
 *
 * Thresholds come from the suite, then from the command line, which takes precedence; if "advised" is among them, they
 * are at least what calibrate advised (advice.h).  A floor, and advice, belongs to one library; for a ratio of two the
 * larger one applies, since its noise comes from both sides.
 */
#pragma once
#include "control/plan/thresholds.h"
#include "control/verdict/floors.h"

struct tb_loaded_run;
struct tb_run;

struct tb_library_floors {
    const struct tb_library *library; /* borrowed from its run */
    char *command;                    /* the command that measures them; owned */
    struct tb_floors floors;
};

struct tb_bounds {
    struct tb_thresholds rules, base_rules; /* base_rules: of the first of two runs whose suites differ; else empty */
    struct tb_text whose;                   /* how these differ; "": they do not */
    struct tb_library_floors *items;
    size_t num;
    struct tb_text unknown; /* why there are no floors at all; "": they were looked up */
};

/* Initialise first; must be freed even after a failure. */
void tb_bounds_init(struct tb_bounds *bounds);
void tb_bounds_free(struct tb_bounds *bounds);

/* For a prepared run that measures times: the suite's thresholds are for times, and counts have no floor.  `thresholds`
 * are those of the command line. */
bool tb_bounds_of_run(struct tb_bounds *bounds, const struct tb_run *run, const struct tb_words *thresholds,
                      struct tb_text *why);

/* For one or two stored runs, with the thresholds of their suites: if they differ, the smaller one of each row counts.
 * If the runs are from this machine,
 * floors are looked up in `history`: a file, "none", or NULL for the one in the parent of the run's folder. */
bool tb_bounds_of_stored(struct tb_bounds *bounds, const struct tb_loaded_run *runs, size_t num,
                         const struct tb_words *thresholds, char *history, struct tb_text *why);

/* Adds the floors of a run's libraries.  Uses the run's selection, lab, rounds and options. */
bool tb_bounds_add_floors(struct tb_bounds *bounds, const struct tb_run *run, const char *suite, struct tb_text *why);

/* For comparisons; borrows the bounds. */
struct tb_compare_choice tb_bounds_choice(const struct tb_bounds *bounds);
/* For the looks of a check; also borrows the run. */
struct tb_compare_choice tb_bounds_choice_of_check(const struct tb_bounds *bounds, const struct tb_run *run);

/* Prints which floors were used, and how to measure missing ones; in a check a candidate of the same product needs none
 * of its own. */
void tb_bounds_print(const struct tb_bounds *bounds, const struct tb_comparison *comparison, bool check);
