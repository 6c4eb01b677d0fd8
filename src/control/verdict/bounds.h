/* bounds.h - what a difference has to exceed before it counts: thresholds, and the noise floors of this host.
 *
 * Thresholds are the suite's, then those of the command line, which win.  A floor is of one library: between two the
 * larger one holds, since the noise of a ratio is that of both sides.
 */
#pragma once
#include "control/plan/thresholds.h"
#include "control/verdict/floors.h"

struct tb_loaded_run;
struct tb_run;

struct tb_library_floors {
    const struct tb_library *library; /* borrowed from its run */
    char *command;                    /* that finds them out; owned */
    struct tb_floors floors;
};

struct tb_bounds {
    struct tb_thresholds rules;
    struct tb_library_floors *items;
    size_t num;
    struct tb_text unknown; /* why there are no floors at all; "": they are asked for */
};

/* Each begins with an empty one, which is to be freed in any case. */
void tb_bounds_init(struct tb_bounds *bounds);
void tb_bounds_free(struct tb_bounds *bounds);

/* Of a run that has been prepared, not of one that counts instructions: its suite's thresholds are those of times, and
 * counts have no floor.  `thresholds` are those of the command line.  false: `why`. */
bool tb_bounds_of_run(struct tb_bounds *bounds, const struct tb_run *run, const struct tb_words *thresholds,
                      struct tb_text *why);

/* Of one or two runs on disk: the thresholds are the last one's.  Floors are looked up in `history`, a file, "none",
 * or NULL: the one in the folder that the run's folder is in; if the run is from this machine. */
bool tb_bounds_of_stored(struct tb_bounds *bounds, const struct tb_loaded_run *runs, size_t num,
                         const struct tb_words *thresholds, char *history, struct tb_text *why);

/* Adds the floors of the libraries of a run, as far as it is prepared: selection, lab, rounds, options. */
bool tb_bounds_add_floors(struct tb_bounds *bounds, const struct tb_run *run, const char *suite, struct tb_text *why);

/* For comparisons; borrows the bounds. */
struct tb_compare_choice tb_bounds_choice(const struct tb_bounds *bounds);
/* For the looks of a check; borrows the run, too. */
struct tb_compare_choice tb_bounds_choice_of_check(const struct tb_bounds *bounds, const struct tb_run *run);

/* Which floors were used, and how those that are missing are found out. */
void tb_bounds_print(const struct tb_bounds *bounds, const struct tb_comparison *comparison);
