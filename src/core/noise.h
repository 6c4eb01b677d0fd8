/* noise.h - noise floor and false-alarm rate of a machine, from repeated checks of a build against its own copy. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

/* The noise floor: the difference to expect between two copies of the same build, as a ratio (0.02 is 2 %).  It is the
 * larger of the 99th percentile of |d| and its third quartile plus three interquartile ranges (Tukey's far-out fence).
 * `d` has the logarithm of one ratio for each check; NaN is a check without a result.  Fails with fewer than three
 * values, or if memory runs out. */
bool tb_noise_floor(const double *d, size_t num, double *floor);

/* Upper confidence bound of the false-alarm rate (95 %, one-sided; Clopper & Pearson, Biometrika 1934) after `alarms`
 * in `checks`: about 3 / checks if there was none. */
double tb_false_alarm_bound(size_t alarms, size_t checks);
