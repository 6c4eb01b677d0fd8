/* enough.h - whether a number of rounds is enough for a verdict, checked before they are measured. */
#pragma once
#include <stddef.h>

struct tb_comparison_row;
struct tb_run;
struct tb_text;

/* Appends what is missing and how much of it is needed; nothing when verdicts are possible, or counts of instructions
 * are compared, which need no interval.  check and compare are refused for it. */
void tb_few_rounds(const struct tb_run *run, struct tb_text *note);

/* The same of a run on disk that a check of a single build is compared with. */
void tb_few_stored_rounds(const char *folder, size_t rounds, struct tb_text *note);

/* Appends why no verdict came out, and what would help: "about 40 rounds would decide; 9 were measured". */
void tb_row_unsettled(struct tb_text *text, const struct tb_comparison_row *row);
