/* noise.h - what repeated checks of a build against its own copy say about a machine. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

/* How much two copies of the same thing may seem to differ: the larger of the 99th percentile of |d| and its third
 * quartile plus three interquartile ranges (Tukey's far-out fence), as a ratio: 0.02 is 2 %.  `d` are logarithms of
 * ratios, one a check; NaN is a check without one.  false: fewer than three, or out of memory. */
bool tb_noise_floor(const double *d, size_t num, double *floor);

/* The largest rate of false alarms that is still believable at 95 % (one-sided; Clopper & Pearson, Biometrika 1934)
 * after `alarms` in `checks`: about 3 / checks when there was none. */
double tb_false_alarm_bound(size_t alarms, size_t checks);
