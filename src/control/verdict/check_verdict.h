/* check_verdict.h - what a check said, kept in the folder of its run: check.json has the verdict, comparison.csv the
 * rows.
 *
 * It is read again, and not computed again: by then the machine may be calibrated anew, and tlsbench may judge in
 * another way, but what the check said stays.
 */
#pragma once
#include "control/verdict/conclusion.h"

struct tb_loaded_run;

#define TB_CHECK_FILE "check.json"

struct tb_check_verdict {
    bool found;                      /* the folder has a verdict; else all of this is empty */
    bool whole;                      /* no row was left out, because the run was loaded without a filter */
    char *baseline, *candidate;      /* names of the builds */
    uint64_t rounds;                 /* of the first look */
    struct tb_conclusion conclusion; /* of all rows */
    struct tb_comparison comparison; /* the rows of the cases, libraries and metrics that were loaded */
    struct tb_variant stored;        /* the baseline where it is a stored run, which is not in the plan */
};

/* Without check.json nothing is found.  Borrows from the run.  Must be freed in any case.  false: a file is damaged or
 * of another version, or memory ran out. */
bool tb_check_verdict_load(struct tb_check_verdict *said, const struct tb_loaded_run *run, struct tb_text *why);
void tb_check_verdict_free(struct tb_check_verdict *said);

/* Appends that the run is a check without a verdict, and why; or nothing. */
void tb_check_silence(const struct tb_check_verdict *said, const struct tb_loaded_run *run, struct tb_text *note);

/* ---- check.json: check_json.c ---- */

struct tb_check_facts {
    const char *baseline, *candidate;
    uint64_t rounds;
    const struct tb_comparison *comparison;
    const struct tb_conclusion *conclusion;
};
bool tb_check_json(struct tb_text *text, const struct tb_check_facts *facts); /* fails only if memory runs out */

/* All but the rows. */
bool tb_check_json_load(struct tb_check_verdict *said, const char *folder, struct tb_text *why);
