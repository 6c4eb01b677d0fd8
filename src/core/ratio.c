#include "core/ratio.h"
#include "core/stats.h"
#include <math.h>
#include <stdlib.h>

/* The place of ln(0): farther down than any double, so that a value is infinitely worse than 0, and 0 is as good as 0.
 */
static const double log_of_zero = -1000;
/* No two values of one metric are that far apart; one of them is 0. */
static const double farthest = 400;

/* ln of the cost; NaN if there is no value. */
static double log_cost(double value, bool more_is_better)
{
    if (!(value >= 0 && isfinite(value)))
        return NAN;
    double cost = value > 0 ? log(value) : log_of_zero;
    return more_is_better ? -cost : cost;
}

static double ratio_of(double d)
{
    return d > farthest ? INFINITY : d < -farthest ? 0 : exp(d);
}

/* ---- In the same rounds ---- */

static void count_signs(struct tb_ratio *out, const double *d, size_t num)
{
    for (size_t i = 0; i < num; i++) {
        out->worse += d[i] > 0;
        out->better += d[i] < 0;
    }
}

static bool summarize(struct tb_ratio *out, const double *d, size_t num)
{
    struct tb_interval interval;
    if (!tb_median_interval(d, num, out->confidence, &interval) || !tb_spread(d, num, &out->spread))
        return false;
    out->ratio = ratio_of(interval.median);
    out->low = ratio_of(interval.low);
    out->high = ratio_of(interval.high);
    if (out->spread > farthest)
        out->spread = NAN;
    out->coverage = interval.coverage;
    out->rounds = num;
    count_signs(out, d, num);
    return true;
}

bool tb_ratio_paired(const double *base, const double *other, size_t num, bool more_is_better, double confidence,
                     struct tb_ratio *out)
{
    double *d = malloc((num + 1) * sizeof *d);
    size_t pairs = 0;
    *out = (struct tb_ratio){.paired = true, .confidence = confidence};
    for (size_t i = 0; d && i < num; i++) {
        double difference = log_cost(other[i], more_is_better) - log_cost(base[i], more_is_better);
        if (isnan(difference))
            continue;
        out->zeros += base[i] == 0 || other[i] == 0;
        d[pairs++] = difference;
    }
    bool good = d && summarize(out, d, pairs);
    free(d);
    return good;
}

/* ---- In the same rounds, of ranges ---- */

/* ln of the costs that are possible. */
static struct tb_range log_costs(struct tb_range values, bool more_is_better)
{
    struct tb_range logs = {log(values.low), log(values.high)};
    return more_is_better ? (struct tb_range){-logs.high, -logs.low} : logs;
}

/* Infinite bounds stay what they are: no low end is INFINITY, and no high end -INFINITY. */
static struct tb_range difference_of(struct tb_range base, struct tb_range other, bool more_is_better)
{
    struct tb_range a = log_costs(base, more_is_better), b = log_costs(other, more_is_better);
    return (struct tb_range){b.low - a.high, b.high - a.low};
}

bool tb_ratio_of_ranges(const struct tb_range *base, const struct tb_range *other, size_t num, bool more_is_better,
                        double confidence, struct tb_ratio *out)
{
    struct tb_range *d = malloc((num + 1) * sizeof *d);
    struct tb_interval interval;
    *out = (struct tb_ratio){.paired = true, .confidence = confidence, .spread = NAN};
    for (size_t i = 0; d && i < num; i++) {
        struct tb_range difference = difference_of(base[i], other[i], more_is_better);
        if (isnan(difference.low) || isnan(difference.high))
            continue;
        out->worse += difference.low > 0;
        out->better += difference.high < 0;
        d[out->rounds++] = difference;
    }
    bool good = d && tb_median_interval_of_ranges(d, out->rounds, confidence, &interval) && isfinite(interval.median);
    free(d);
    if (!good)
        return false;
    out->ratio = exp(interval.median);
    out->low = exp(interval.low);
    out->high = exp(interval.high);
    out->coverage = interval.coverage;
    return true;
}

/* ---- In separate rounds ---- */

struct side {
    struct tb_interval interval;
    double spread;
    size_t rounds, zeros;
};

static bool measure_side(struct side *side, const double *values, size_t num, bool more_is_better, double confidence)
{
    double *logs = malloc((num + 1) * sizeof *logs);
    *side = (struct side){0};
    for (size_t i = 0; logs && i < num; i++) {
        double cost = log_cost(values[i], more_is_better);
        if (isnan(cost))
            continue;
        side->zeros += values[i] == 0;
        logs[side->rounds++] = cost;
    }
    bool good = logs && tb_median_interval(logs, side->rounds, confidence, &side->interval) &&
                tb_spread(logs, side->rounds, &side->spread);
    free(logs);
    return good;
}

bool tb_ratio_unpaired(const double *base, size_t num_base, const double *other, size_t num_other, bool more_is_better,
                       double confidence, struct tb_ratio *out)
{
    struct side a, b;
    double each = 1 - (1 - confidence) / 2;
    *out = (struct tb_ratio){.confidence = confidence};
    if (!measure_side(&a, base, num_base, more_is_better, each) ||
        !measure_side(&b, other, num_other, more_is_better, each))
        return false;
    out->ratio = ratio_of(b.interval.median - a.interval.median);
    out->low = ratio_of(b.interval.low - a.interval.high);
    out->high = ratio_of(b.interval.high - a.interval.low);
    out->zeros = a.zeros + b.zeros;
    out->coverage = a.interval.coverage * b.interval.coverage; /* the sides are independent */
    out->spread = hypot(a.spread, b.spread);
    if (out->spread > farthest)
        out->spread = NAN;
    out->rounds = a.rounds < b.rounds ? a.rounds : b.rounds;
    return true;
}

/* ---- Conclusions ---- */

enum tb_verdict tb_ratio_verdict(const struct tb_ratio *ratio, double threshold)
{
    return tb_ratio_verdict_within(ratio, threshold, threshold);
}

enum tb_verdict tb_ratio_verdict_within(const struct tb_ratio *ratio, double threshold, double unchanged)
{
    double above = 1 + threshold, below = 1 / above;
    if (!(ratio->coverage >= ratio->confidence))
        return TB_VERDICT_INCONCLUSIVE;
    if (ratio->low > 1 && ratio->ratio >= above)
        return TB_VERDICT_WORSE;
    if (ratio->high < 1 && ratio->ratio <= below)
        return TB_VERDICT_BETTER;
    if (ratio->low >= 1 / (1 + unchanged) && ratio->high <= 1 + unchanged)
        return TB_VERDICT_SAME;
    return TB_VERDICT_INCONCLUSIVE;
}

/* z with P(|normal| > z) = error, by bisection, since C has erfc but not its inverse. */
static double normal_quantile(double error)
{
    double low = 0, high = 40;
    for (int i = 0; i < 100; i++) {
        double middle = (low + high) / 2;
        if (erfc(middle / sqrt(2)) > error)
            low = middle;
        else
            high = middle;
    }
    return low;
}

size_t tb_ratio_fewest_rounds(double confidence, bool paired)
{
    double error = paired ? 1 - confidence : (1 - confidence) / 2;
    return (size_t)ceil(1 - log2(error));
}

/* The interval of n sorted values begins with the k-th, which is the second or a later one if 1 + n outcomes are no
 * more than the error's share of all 2^n on each side. */
size_t tb_ratio_usual_rounds(double confidence)
{
    size_t num = tb_ratio_fewest_rounds(confidence, true);
    while (tb_binomial_half_cdf(num, 1) > (1 - confidence) / 2)
        num++;
    return num;
}

enum tb_verdict tb_ratio_verdict_counted(const struct tb_ratio *ratio, double threshold)
{
    double d = log(ratio->ratio), delta = log1p(threshold);
    if (d == 0 || fabs(d) < delta) /* equal counts are the same even with a threshold of 0 */
        return TB_VERDICT_SAME;
    return d > 0 ? TB_VERDICT_WORSE : TB_VERDICT_BETTER;
}

size_t tb_ratio_rounds_needed(const struct tb_ratio *ratio, double threshold)
{
    double off = fabs(log(ratio->ratio)), delta = log1p(threshold);
    double room = off >= delta ? off : delta - off;
    /* The median of n normal values has the standard error sqrt(pi / 2) s / sqrt(n).  For unpaired values each side
     * gets half the error, and their half-widths add up: sqrt(2) times the combined spread if they are alike. */
    double error = ratio->paired ? 1 - ratio->confidence : (1 - ratio->confidence) / 2;
    double sides = ratio->paired ? 1 : 2;
    double needed = ceil(sides * M_PI_2 * pow(normal_quantile(error) * ratio->spread / room, 2));
    /* A spread by the median absolute deviation does not see skewed rounds; the interval at hand does. */
    double half = (log(ratio->high) - log(ratio->low)) / 2;
    needed = fmax(needed, ceil((double)ratio->rounds * pow(half / room, 2)));
    needed = fmax(needed, (double)tb_ratio_fewest_rounds(ratio->confidence, ratio->paired));
    needed = fmax(needed, (double)ratio->rounds + 1); /* the present ones did not settle it */
    return room > 0 && needed <= TB_MOST_ROUNDS ? (size_t)needed : 0;
}

double tb_sign_test(size_t successes, size_t num)
{
    if (successes > num)
        return 0;
    return tb_binomial_half_cdf(num, num - successes); /* by symmetry; avoids a small difference of large numbers */
}

size_t tb_sign_needed(size_t num, double level)
{
    size_t needed = num + 1;
    while (needed > 0 && tb_sign_test(needed - 1, num) <= level)
        needed--;
    return needed;
}

static int by_p(const void *a, const void *b)
{
    double x = **(double *const *)a, y = **(double *const *)b;
    return (x > y) - (x < y);
}

bool tb_holm(double *p, size_t num)
{
    double **order = malloc((num + 1) * sizeof *order), before = 0;
    size_t tests = 0;
    if (!order)
        return false;
    for (size_t i = 0; i < num; i++)
        if (!isnan(p[i]))
            order[tests++] = &p[i];
    qsort(order, tests, sizeof *order, by_p);
    for (size_t i = 0; i < tests; i++)
        before = *order[i] = fmin(1, fmax(before, (double)(tests - i) * *order[i]));
    free(order);
    return true;
}

bool tb_ratio_mean(const struct tb_ratio *const *ratios, size_t num, struct tb_ratio *out)
{
    double ratio = 0, low = 0, high = 0;
    if (num == 0)
        return false;
    *out = *ratios[0];
    for (size_t i = 0; i < num; i++) {
        ratio += log(ratios[i]->ratio) / (double)num;
        low += log(ratios[i]->low) / (double)num;
        high += log(ratios[i]->high) / (double)num;
        out->coverage = fmin(out->coverage, ratios[i]->coverage);
        out->rounds = ratios[i]->rounds < out->rounds ? ratios[i]->rounds : out->rounds;
    }
    out->ratio = exp(ratio);
    out->low = exp(low);
    out->high = exp(high);
    out->spread = NAN;
    out->worse = out->better = 0;
    return true;
}
