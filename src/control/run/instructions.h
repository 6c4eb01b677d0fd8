/* instructions.h - --metric instructions: callgrind's counts instead of times.
 *
 * Each sample is a worker under valgrind (src/harness/counting.h), in an environment that src/still keeps constant.  A
 * count does not depend on other work on the machine, so two rounds are enough.  They must agree within
 * TB_COUNTS_AGREE_PERCENT; otherwise the case cannot be counted on that library, and is void.
 *
 * valgrind presents a CPU with fewer features, for which a library may choose other code, and instructions of two
 * implementations do not take the same time.  So only builds of one library are compared.
 */
#pragma once
#include "control/sample/sample.h"
#include <stdbool.h>
#include <stddef.h>

struct tb_cases;
struct tb_cell;
struct tb_places;
struct tb_plan;
struct tb_planned;
struct tb_run;

#define TB_COUNTS_CHANGED_PERCENT 0.5 /* default threshold */
enum { TB_COUNT_ROUNDS = 2 };

#define TB_COUNTS_NOT_COMPARED                                                                                         \
    "instructions of two libraries are not comparable, so compare does not take them; for two builds of one "          \
    "library: tlsbench check --metric instructions --baseline A --candidate B"

/* Are the programs for counting installed?  If not, `why` says what is missing, and how to get it. */
bool tb_instructions_possible(const struct tb_places *places, struct tb_text *why);
/* The same for a run, with the reason in run->why. */
bool tb_instructions_check(struct tb_run *run);

/* Removes the cases in which the metric (instructions, or one of run/hardware.h) cannot be counted, such as loopback;
 * they are added to the misfits and reported on standard error.  Fails only if memory runs out. */
bool tb_countable_cases(struct tb_cases *cases, const char *metric, struct tb_text *why);

/* Asks each library, under valgrind, which CPU features it sees.  Returns false if interrupted. */
bool tb_instructions_attest(struct tb_run *run);

/* Makes a good sample void, with the reason, if it does not agree with the cell's other counts. */
void tb_instructions_judge(struct tb_sample *sample, const struct tb_planned *planned, const struct tb_cell *cell,
                           const struct tb_plan *plan);
