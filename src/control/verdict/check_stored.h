/* check_stored.h - a stored run as the baseline of a check: good for trends, weak for a gate.
 *
 * Its rounds were measured at another time, so nothing is paired, the intervals are wider, and any change of the
 * machine in between looks like a change of the library.  There is no second look either, because the baseline cannot
 * be measured again.
 */
#pragma once
#include "control/store/load_run.h"
#include "control/verdict/comparison.h"

struct tb_run;

struct tb_stored {
    struct tb_loaded_run run;
    const struct tb_variant *base; /* in `run`; NULL: nothing was opened */
    bool other_host;               /* it could not be opened because it is from another machine */
};

/* Is the run from this machine?  Floors and new measurements apply to this machine only.  If not, `why` says how it
 * differs. */
bool tb_is_from_here(const struct tb_loaded_run *run, struct tb_text *why);

/* Loads the run and finds the library of that name in it, or its only one.  Must be closed even after a failure. */
bool tb_stored_open(struct tb_stored *stored, const char *folder, const char *library, struct tb_text *why);
void tb_stored_close(struct tb_stored *stored);

/* Can the plan be compared with it?  Checks the number of rounds, and that cases, cores and samples match. */
bool tb_stored_accept(const struct tb_run *run, const struct tb_stored *stored, struct tb_text *why);

/* Prints notes: the baseline's run is not complete, or something else than the library has changed since. */
void tb_stored_print_notes(const struct tb_run *run, const struct tb_stored *stored);

/* Measures the run's only variant and compares it with the base.  Returns false if the run is over. */
bool tb_stored_check(struct tb_run *run, const struct tb_stored *stored, const struct tb_compare_choice *choice,
                     struct tb_comparison *comparison);
