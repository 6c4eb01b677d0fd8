/* series.h - synthetic series of measurements, from a seed. */
#pragma once
#include <stddef.h>

struct tb_random;

enum noise { NOISE_IID, NOISE_OUTLIERS, NOISE_AR_3, NOISE_AR_6, NOISE_AR_9, NOISE_BIMODAL, NUM_NOISES };
extern const char *const noise_names[NUM_NOISES];

enum shape { SHAPE_NONE, SHAPE_DRIFT, SHAPE_STEP, SHAPE_LATE_STEP, SHAPE_UP_AND_DOWN, NUM_SHAPES };
enum { MOST_EDGES = 2 };

/* Values of about 100 with a standard deviation of about 1; `size` is the factor by which the level changes.  A drift
 * ends at `size`; a step is in the middle; a late one is before the last three values; up-and-down covers the middle
 * third. */
void make_series(struct tb_random *random, enum noise noise, enum shape shape, double size, double *values, size_t num);

/* The places where the level changes; returns their number. */
size_t edges_of(enum shape shape, size_t num, size_t edges[MOST_EDGES]);
