/* comparison_world.h - plans with a few cases and libraries, filled by hand, and their comparison. */
#pragma once
#include "control/plan/plan.h"
#include "control/sample/libraries.h"
#include "control/verdict/comparison.h"
#include "core/text.h"
#include "unit.h"

enum { ROUNDS = 12, NUM_LIBRARIES = 3 };

extern const char *const case_names[];
enum { OFFER, EXCHANGE, SEAL, LOOPBACK, STEADY, NUM_CASES, MEMORY = NUM_CASES, NUM_WITH_MEMORY };

struct world {
    struct tb_library libraries[NUM_LIBRARIES + 1];
    struct tb_plan plan;
    struct tb_comparison comparison;
    struct tb_text why;
};

void make(struct world *world, size_t num_libraries, size_t num_cases); /* the first ones */
void drop(struct world *world);

/* Sets every metric of the case on a library: a base that drifts from round to round, times `factor`, times `step`
 * again in each round. */
void fill(struct world *world, size_t item, size_t library, double factor, double step);
void fill_all(struct world *world, double factor); /* all except the first library and the reference work */

void compare(struct world *world, const struct tb_compare_choice *choice);
const struct tb_comparison_row *primary(const struct tb_comparison *comparison, size_t item, size_t other);

bool near(double value, double expected);
