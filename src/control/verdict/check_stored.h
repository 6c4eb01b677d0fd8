/* check_stored.h - a stored run as the baseline of a check: good for trends, weak for a gate.
 *
 * Its rounds were measured at another time, so nothing is paired, the intervals are wider, and whatever changed on the
 * machine in between looks like a change of the library.  There is no second look either: the baseline is gone.
 */
#pragma once
#include "control/store/load_run.h"
#include "control/verdict/comparison.h"

struct tb_run;

struct tb_stored {
    struct tb_loaded_run run;
    const struct tb_variant *base; /* of it; NULL: nothing was opened */
    bool other_host;               /* why it could not be opened */
};

/* Floors, and measurements of now, are of this machine only.  false: `why` says how it differs. */
bool tb_is_from_here(const struct tb_loaded_run *run, struct tb_text *why);

/* Reads the run, and finds in it the library of that name, or its only one.  To be closed in any case.  false: `why`.
 */
bool tb_stored_open(struct tb_stored *stored, const char *folder, const char *library, struct tb_text *why);
void tb_stored_close(struct tb_stored *stored);

/* Can the plan be compared with it: are there enough rounds, cases in common, the same cores and samples?  false:
 * `why`.
 */
bool tb_stored_accept(const struct tb_run *run, const struct tb_stored *stored, struct tb_text *why);

/* Measures the run's only variant and compares it with the base.  false: the run is over. */
bool tb_stored_check(struct tb_run *run, const struct tb_stored *stored, const struct tb_compare_choice *choice,
                     struct tb_comparison *comparison);
