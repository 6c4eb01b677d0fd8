/* grid_world.h - a case with one cell, into which a test puts chunks. */
#pragma once
#include "control/plan/grid.h"
#include "control/sample/sample.h"
#include "core/catalog.h"
#include "unit.h"

enum { ROUNDS = 3, MOST_METRICS = 64 };

struct grid {
    struct tb_planned planned;
    struct tb_plan plan;
    struct tb_cell cell;
    double values[MOST_METRICS * ROUNDS], compared[MOST_METRICS * ROUNDS], least[MOST_METRICS];
};

/* Names the case; no round has a value.  Nothing must be freed but what samples leave: reasons. */
void begin(struct grid *grid, const char *name);
size_t metric_of(const struct grid *grid, const char *name); /* its place among the driver's */

/* Adds a good sample with these chunks of one metric. */
void add(struct grid *grid, size_t round, const char *metric, const double *chunks, size_t num);
