/* export_world.h - an artificial comparison: every verdict, and names that try to break out of each format. */
#pragma once
#include "control/plan/plan.h"
#include "control/results/export.h"
#include "control/sample/libraries.h"
#include "control/verdict/comparison.h"
#include "control/verdict/conclusion.h"
#include "unit.h"
#include <jansson.h>

enum { ROUNDS = 10, NUM_CASES = 6, NUM_VARIANTS = 2 };

extern const char hostile[];

/* A plan with some cases, measured on two builds, and the comparison of these. */
struct world {
    struct tb_library libraries[NUM_VARIANTS];
    struct tb_variant variants[NUM_VARIANTS];
    struct tb_planned items[NUM_CASES];
    struct tb_plan plan;
    struct tb_comparison_row rows[NUM_CASES];
    struct tb_comparison_group group;
    struct tb_comparison comparison;
    json_t *facts;
    struct tb_conclusion conclusion;
    struct tb_export_source source;
};

void begin(struct world *world);
void conclude(struct world *world);  /* makes it a check; without, it is a comparison */
void add_plain(struct world *world); /* the facts of a run that could have measured plain TCP, too */
void end(struct world *world);
