/* enough.h - checks before a measurement whether the number of rounds is enough for a verdict. */
#pragma once
#include <stddef.h>

struct tb_comparison_row;
struct tb_run;
struct tb_text;

/* Appends what is missing and how many rounds are needed, and check and compare then refuse to run.  Appends nothing if
 * verdicts are possible, or if instruction counts are compared, which need no interval. */
void tb_few_rounds(const struct tb_run *run, struct tb_text *note);

/* The same for a stored run with which a check of a single build is compared. */
void tb_few_stored_rounds(const char *folder, size_t rounds, struct tb_text *note);

/* Appends why there is no verdict, and what would help: "about 40 rounds would decide; 9 were measured". */
void tb_row_unsettled(struct tb_text *text, const struct tb_comparison_row *row);
