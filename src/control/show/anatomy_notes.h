/* anatomy_notes.h - what an anatomy said under its tables, as far as the folder of its run tells: methods without a
 * result, sums that are astray, rounds that were added for these.  (How a library chose code under valgrind is not in
 * its files.) */
#pragma once
#include <stdbool.h>
#include <stdio.h>

struct json_t;
struct tb_plan;
struct tb_text;

/* A line each, which begins with "note: ", for the cases and libraries of the plan.  Nothing if the folder has no
 * anatomy.csv.  `facts`: run.json; NULL: there is none.  false: the file is damaged, as `why` says. */
bool tb_anatomy_notes(FILE *out, const struct tb_plan *plan, const struct json_t *facts, const char *folder,
                      struct tb_text *why);

/* Of so many rounds that were added, because the parts did not add up; 0: nothing. */
void tb_anatomy_note_extra(FILE *out, size_t rounds, size_t extra);
