/* samples_csv.h - samples.csv: every chunk of every sample. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

struct tb_planned;
struct tb_run_dir;
struct tb_sample;
struct tb_text;
struct tb_variant;

/* The position of a sample in the run. */
struct tb_place {
    const char *run;
    size_t round, place; /* from 1 */
    bool replaced;       /* measured again, so it does not count: TB_REPLACED */
};

/* The status of such a sample in samples.csv.  Its reason has its own status, unless that was ok. */
#define TB_REPLACED "replaced"

bool tb_samples_csv_begin(struct tb_run_dir *dir, struct tb_text *why); /* writes the header */

/* Appends all rows of a sample at once; for a bad sample without figures a single row with the reason. */
bool tb_samples_csv_append(struct tb_run_dir *dir, const struct tb_planned *planned, const struct tb_variant *variant,
                           const struct tb_sample *sample, const struct tb_place *place, struct tb_text *why);
