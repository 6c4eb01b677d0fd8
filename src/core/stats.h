/* stats.h - statistics of samples.
 *
 * It uses only order statistics, which need no distribution, no seed and no tuning.  Inputs need not be sorted and are
 * not changed.  Functions that need scratch memory fail if there is none, or if num is 0.  Units are the caller's.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>

struct tb_interval {
    double low, median, high;
    double coverage; /* the exact probability that [low, high] contains the true median; 0 for a single value */
};

/* Is this a plausible measured value: 0, or an absolute value from 1e-30 to 1e30, in any unit?  Readers of external
 * data reject all others, so that no sum, square or ratio of values overflows. */
bool tb_is_figure(double value);

/* For an even number of values, the mean of the middle two. */
bool tb_median(const double *values, size_t num, double *median);

/* The q-quantile by nearest rank, 0 < q <= 1: the smallest value with at least the share q of all values at or below
 * it.  It is always a measured value, as is usual for latency percentiles. */
bool tb_quantile(const double *values, size_t num, double q, double *value);

/* The same, estimated so that it is as often above the true quantile as below it, whatever the distribution: between
 * the two values around rank q * (num + 1/3) + 1/3 (Hyndman and Fan, Sample quantiles in statistical packages, 1996,
 * type 8).  The nearest rank is too low at the edge of a sample: of 1000 values, that of the 99.9th percentile is the
 * second largest, which is mostly below the 99.83rd.  The median of the estimates of several samples is then one of the
 * true quantile, too.  It needs tb_quantile_needs(q) values: with fewer, that rank would be above the largest. */
size_t tb_quantile_needs(double q); /* 0 < q < 1; 667 for 0.999, 67 for 0.99 */
bool tb_quantile_unbiased(const double *values, size_t num, double q, double *value);

/* Distribution-free interval for the median from order statistics (sign test): [x(k), x(n+1-k)] with the largest k for
 * which P(Bin(n, 1/2) < k) <= (1 - confidence) / 2.  At 0.95, n = 12 gives k = 3 and 96.1 %; n = 6 gives k = 1 and 96.9
 * %.  If there is no such k (n < 6 at 0.95), low and high are the smallest and the largest value, and coverage is 1 -
 * 2^(1-n). */
bool tb_median_interval(const double *values, size_t num, double confidence, struct tb_interval *interval);

/* A value of which only this is known: it is from low to high.  -INFINITY and INFINITY: there is no bound on that side.
 * low == high: the value itself. */
struct tb_range {
    double low, high;
};

/* The interval for the median of values in such ranges: its ends are the lowest and the highest that the interval of
 * the values themselves can have, so it covers the true median at least as often as `coverage` says, wherever in their
 * ranges they are.  So for the sample's median: it is given if its range is one value, else the middle of that, which
 * is infinite or NaN if a bound is. */
bool tb_median_interval_of_ranges(const struct tb_range *ranges, size_t num, double confidence,
                                  struct tb_interval *interval);

/* 1.4826 times the median absolute deviation: an estimate of the standard deviation that is robust to outliers. */
bool tb_spread(const double *values, size_t num, double *spread);

/* P(Bin(n, 1/2) <= k), exact to double precision; NaN for n > 16000, more than any run has rounds. */
double tb_binomial_half_cdf(size_t n, size_t k);
