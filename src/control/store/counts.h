/* counts.h - what the counters pass of a run found, as it was counted or as counters.csv has it.
 *
 * Each case is counted twice, in processes of its own: two passes tell whether a library does the same again.  Client
 * and server are in one process, so what is counted is one library on both ends. */
#pragma once
#include "control/sample/sample.h"
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

/* NULL: the cell was not counted. */
const struct tb_count *tb_counts_of(const struct tb_counts *counts, const struct tb_cell *cell);

/* The status of both passes together, with the reason; `text` borrows nothing. */
enum tb_sample_status tb_count_status(const struct tb_count *count, const char **reason);

/* One side's counter, of core/counters.h, in one pass.  false: it was not counted. */
bool tb_count_value(const struct tb_count *count, size_t pass, size_t counter, bool server, double *value);

/* Why passes that are ok have no figure of it, and what to do where something can be done. */
const char *tb_count_absence(const struct tb_count *count, size_t counter);

/* The counters.csv of a stored run, for the cells of its plan; a run without that file has no counts.  To be freed in
 * any case.  false: `why` names the file, the row and what is wrong there. */
bool tb_counts_load(struct tb_counts *counts, const char *folder, struct tb_plan *plan, struct tb_text *why);
