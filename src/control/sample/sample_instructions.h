/* sample_instructions.h - one count: a worker under valgrind, and the numbers in callgrind's profiles
 * (instructions.h). */
#pragma once
#include "control/sample/sample.h"
#include <stdbool.h>

struct tb_library;

#define TB_COUNTS_AGREE_PERCENT 0.2
enum { TB_COUNTS_SLOWER = 20 }; /* times a sample's patience */

/* Are both builds of one library?  false: `why`, unless it is NULL, names the products. */
bool tb_instructions_comparable(const struct tb_library *a, const struct tb_library *b, struct tb_text *why);

/* One count.  A subject that is to be slowed down is counted twice: the second time with that share of instructions
 * more, wasted in the counted region.  false: SIGINT or SIGTERM came. */
bool tb_sample_instructions(struct tb_sample *sample, const struct tb_lab *lab, const struct tb_subject *subject);

bool tb_counts_agree(double a, double b);

/* What a profile says: to whom the worker charged it, and how many instructions it has.  false: it is none of
 * callgrind's, or was not asked for by the worker. */
struct tb_charge {
    char to[32];
    double instructions;
};
bool tb_charge_read(struct tb_charge *charge, const char *path);
