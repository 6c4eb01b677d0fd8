/* counts.h - the results of a run's counters pass, as counted or as loaded from counters.csv.
 *
 * Each case is counted twice, in separate processes; two passes show whether a library does the same again.  Client and
 * server are in one process, so both ends use the same library. */
#pragma once
#include "control/sample/sample.h"
#include "core/counters.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tb_cell;
struct tb_plan;
struct tb_planned;

enum { TB_COUNTER_PASSES = 2 };

struct tb_count {
    const struct tb_planned *planned;
    const struct tb_cell *cell;
    struct tb_sample passes[TB_COUNTER_PASSES];
    uint64_t operations;
};

struct tb_counts {
    struct tb_count *items;
    size_t num;
};

void tb_counts_free(struct tb_counts *counts);

/* Is the cell to be counted?  Only what was measured is; a check tolerates rare failures. */
bool tb_count_is_due(const struct tb_planned *planned, const struct tb_cell *cell, bool in_check);

/* NULL: the cell was not counted. */
const struct tb_count *tb_counts_of(const struct tb_counts *counts, const struct tb_cell *cell);

/* The combined status of both passes, with the reason; *reason points into the count. */
enum tb_sample_status tb_count_status(const struct tb_count *count, const char **reason);

/* One side's counter (core/counters.h) in one pass.  Returns false if it was not counted. */
bool tb_count_value(const struct tb_count *count, size_t pass, size_t counter, enum tb_counter_side side,
                    double *value);

/* Why passes that are ok lack this counter, and what to do if something can be done. */
const char *tb_count_absence(const struct tb_count *count, size_t counter);

/* Loads the counters.csv of a stored run for the cells of its plan; without that file there are no counts.  Must be
 * freed even after a failure, for which `why` names the file, the row and the error. */
bool tb_counts_load(struct tb_counts *counts, const char *folder, struct tb_plan *plan, struct tb_text *why);
