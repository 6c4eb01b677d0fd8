/* sample_instructions.h - one count: runs a worker under valgrind and reads callgrind's profiles (instructions.h). */
#pragma once
#include "control/sample/sample.h"
#include <stdbool.h>

struct tb_library;

#define TB_COUNTS_AGREE_PERCENT 0.2
enum { TB_COUNTS_SLOWER = 20 }; /* factor on the timeout of a sample */

/* Are both builds of one library?  If not, `why` names the products, unless it is NULL. */
bool tb_instructions_comparable(const struct tb_library *a, const struct tb_library *b, struct tb_text *why);

/* Takes one count.  A subject with a slowdown is counted twice, the second time with that share of instructions added,
 * wasted in the counted region.  Returns false after a signal that ends the run. */
bool tb_sample_instructions(struct tb_sample *sample, const struct tb_lab *lab, const struct tb_subject *subject);

bool tb_counts_agree(double a, double b);

/* One profile: what the worker charged it to, and its number of instructions.  Fails if it is not callgrind's, or was
 * not requested by the worker. */
struct tb_charge {
    char to[32];
    double instructions;
};
bool tb_charge_read(struct tb_charge *charge, const char *path);
