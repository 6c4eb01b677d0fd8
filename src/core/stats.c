#include "core/stats.h"
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

bool tb_is_figure(double value)
{
    return value == 0 || (fabs(value) >= 1e-30 && fabs(value) <= 1e30);
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* A sorted copy, which the caller frees; NULL: out of memory, or no values. */
static double *sorted_copy(const double *values, size_t num)
{
    if (num == 0)
        return NULL;
    double *copy = malloc(num * sizeof *copy);
    if (!copy)
        return NULL;
    memcpy(copy, values, num * sizeof *copy);
    qsort(copy, num, sizeof *copy, ascending);
    return copy;
}

static double middle(const double *sorted, size_t num)
{
    return num % 2 ? sorted[num / 2] : sorted[num / 2 - 1] / 2 + sorted[num / 2] / 2; /* the sum cannot overflow */
}

bool tb_median(const double *values, size_t num, double *median)
{
    double *sorted = sorted_copy(values, num);
    if (!sorted)
        return false;
    *median = middle(sorted, num);
    free(sorted);
    return true;
}

bool tb_quantile(const double *values, size_t num, double q, double *value)
{
    double *sorted = sorted_copy(values, num);
    if (!sorted)
        return false;
    /* 0.07 * 100 is slightly more than 7 in floating point; the correction keeps rank 7. */
    size_t rank = (size_t)ceil(q * (double)num * (1 - 2 * DBL_EPSILON));
    rank = rank < 1 ? 1 : rank > num ? num : rank;
    *value = sorted[rank - 1];
    free(sorted);
    return true;
}

size_t tb_quantile_needs(double q)
{
    return (size_t)ceil((1 + q) / (3 * (1 - q)) * (1 - 2 * DBL_EPSILON));
}

bool tb_quantile_unbiased(const double *values, size_t num, double q, double *value)
{
    double rank = fmin((double)num, q * ((double)num + 1.0 / 3) + 1.0 / 3);
    if (num < tb_quantile_needs(q))
        return false;
    double *sorted = sorted_copy(values, num);
    if (!sorted)
        return false;
    size_t below = rank < 1 ? 1 : (size_t)rank, above = below < num ? below + 1 : below;
    double share = fmax(0, rank - (double)below), low = sorted[below - 1], high = sorted[above - 1];
    *value = share > 1e-9 && high > low ? low + share * (high - low) : low; /* both may be infinite */
    free(sorted);
    return true;
}

/* Sums C(n, i) / 2^n, each term from its predecessor.  long double is needed for its range as well as its precision: it
 * can represent 2^-16000. */
double tb_binomial_half_cdf(size_t n, size_t k)
{
    if (k >= n)
        return 1;
    if (n > 16000)
        return NAN;
    long double term = ldexpl(1, -(int)n), sum = term;
    for (size_t i = 1; i <= k; i++) {
        term *= (long double)(n - i + 1) / (long double)i;
        sum += term;
    }
    return (double)sum;
}

/* The largest k with P(Bin(n, 1/2) < k) <= tail; 0 if there is none. */
static size_t order_statistic(size_t n, double tail)
{
    size_t k = 0;
    while (k < n / 2 && tb_binomial_half_cdf(n, k) <= tail)
        k++;
    return k;
}

bool tb_median_interval(const double *values, size_t num, double confidence, struct tb_interval *interval)
{
    double *sorted = sorted_copy(values, num);
    if (!sorted)
        return false;
    size_t k = order_statistic(num, (1 - confidence) / 2);
    if (k < 1)
        k = 1;
    interval->low = sorted[k - 1];
    interval->median = middle(sorted, num);
    interval->high = sorted[num - k];
    interval->coverage = 1 - 2 * tb_binomial_half_cdf(num, k - 1);
    free(sorted);
    return true;
}

bool tb_median_interval_of_ranges(const struct tb_range *ranges, size_t num, double confidence,
                                  struct tb_interval *interval)
{
    double *lows = malloc((num + 1) * sizeof *lows), *highs = malloc((num + 1) * sizeof *highs);
    struct tb_interval lowest, highest;
    for (size_t i = 0; lows && highs && i < num; i++) {
        lows[i] = ranges[i].low;
        highs[i] = ranges[i].high;
    }
    bool good = lows && highs && tb_median_interval(lows, num, confidence, &lowest) &&
                tb_median_interval(highs, num, confidence, &highest);
    if (good) {
        bool known = lowest.median == highest.median;
        *interval = (struct tb_interval){.low = lowest.low,
                                         .median = known ? lowest.median : lowest.median / 2 + highest.median / 2,
                                         .high = highest.high,
                                         .coverage = lowest.coverage};
    }
    free(lows);
    free(highs);
    return good;
}

bool tb_spread(const double *values, size_t num, double *spread)
{
    double median, mad;
    double *deviations = sorted_copy(values, num);
    if (!deviations)
        return false;
    median = middle(deviations, num);
    for (size_t i = 0; i < num; i++)
        deviations[i] = fabs(values[i] - median);
    bool ok = tb_median(deviations, num, &mad);
    free(deviations);
    if (ok)
        *spread = 1.4826 * mad;
    return ok;
}
