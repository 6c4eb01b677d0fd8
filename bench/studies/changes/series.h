/* series.h - series of measurements as they might be, from a seed. */
#pragma once
#include <stddef.h>

struct tb_random;

enum noise { NOISE_IID, NOISE_OUTLIERS, NOISE_AR_3, NOISE_AR_6, NOISE_AR_9, NOISE_BIMODAL, NUM_NOISES };
extern const char *const noise_names[NUM_NOISES];

enum shape { SHAPE_NONE, SHAPE_DRIFT, SHAPE_STEP, SHAPE_LATE_STEP, SHAPE_UP_AND_DOWN, NUM_SHAPES };
enum { MOST_EDGES = 2 };

/* Values about 100 with a standard deviation of about 1; `size` is what the level is multiplied by.  A drift ends at
 * `size`; a step is in the middle; a late one leaves three values; up-and-down has the middle third. */
void make_series(struct tb_random *random, enum noise noise, enum shape shape, double size, double *values, size_t num);

/* Where the level changes; how many. */
size_t edges_of(enum shape shape, size_t num, size_t edges[MOST_EDGES]);
