/* counters.h - the counters pass of a run: after the timed rounds, in separate processes, each case twice.
 *
 * tlsbench-counters (src/counters) has client and server of a case in one process, so what is counted is one library on
 * both ends.  Two passes show whether a count repeats. */
#pragma once
#include "control/sample/sample.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tb_cell;
struct tb_counter_info;
struct tb_plan;
struct tb_planned;
struct tb_run;
struct tb_term;

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

/* Can --counters be done?  false: `why` of the run says what is missing. */
bool tb_counters_check(struct tb_run *run);

/* Both passes of every case that has counters, on each library that measured it.  false: interrupted, or `why`. */
bool tb_counters_take(struct tb_run *run);
void tb_counts_free(struct tb_counts *counts);

/* The status of both passes together, with the reason; `text` borrows nothing. */
enum tb_sample_status tb_count_status(const struct tb_count *count, const char **reason);

/* One side's counter in one pass.  false: it was not counted. */
bool tb_count_value(const struct tb_count *count, size_t pass, const char *side, const char *counter, double *value);

/* Why passes with status ok have no value for the counter, and what to do, if anything can be done. */
const char *tb_count_absence(const struct tb_count *count, const char *counter);

/* "getrandom 2, read 1": the kinds of system calls of the first pass. */
void tb_count_kinds(const struct tb_count *count, const char *side, struct tb_text *text);

bool tb_counters_csv(struct tb_run *run);                                     /* counters.csv.  false: `why` */
bool tb_counters_print(const struct tb_run *run, const struct tb_term *term); /* false: no memory */
