/* stats.h - the statistics of samples.
 *
 * Order statistics only, which need no distribution, no seed and no tuning.  Inputs need not be sorted and are not
 * changed.  Functions that need scratch memory return false when there is none, or when num is 0.  Units are the
 * caller's.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>

struct tb_interval {
    double low, median, high;
    double coverage; /* the exact probability that [low, high] holds the true median; 0 for a single value */
};

/* Can the figure have been measured?  It is 0, or its amount is from 1e-30 to 1e30 in whatever unit.  A reader of
 * figures from outside refuses the others, so that no sum, square or ratio of figures overflows. */
bool tb_is_figure(double value);

/* Median; the mean of the middle two for an even number. */
bool tb_median(const double *values, size_t num, double *median);

/* The q-quantile by nearest rank (the smallest value with at least q of all values at or below it), 0 < q <= 1: always
 * a value that was really measured, as latency percentiles are to be read. */
bool tb_quantile(const double *values, size_t num, double q, double *value);

/* Distribution-free interval for the median from order statistics (sign test): [x(k), x(n+1-k)] with the largest k for
 * which P(Bin(n, 1/2) < k) <= (1 - confidence) / 2.  n = 12 at 0.95 gives k = 3 and 96.1 %; n = 6 k = 1 and 96.9 %.
 * Where no k exists (n < 6 at 0.95) low and high are the smallest and largest value and coverage says what that is
 * worth: 1 - 2^(1-n). */
bool tb_median_interval(const double *values, size_t num, double confidence, struct tb_interval *interval);

/* 1.4826 times the median absolute deviation: an estimate of the standard deviation that outliers do not move. */
bool tb_spread(const double *values, size_t num, double *spread);

/* P(Bin(n, 1/2) <= k), exact to double precision; NaN for more than 16000 draws, which no run has rounds for. */
double tb_binomial_half_cdf(size_t n, size_t k);
