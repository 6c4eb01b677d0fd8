#include "core/noise.h"
#include "core/stats.h"
#include <math.h>
#include <stdlib.h>

enum { FEWEST = 3, HALVINGS = 60 };

static const double fence = 3, unbelievable = 0.05;

bool tb_noise_floor(const double *d, size_t num, double *floor)
{
    double *sizes = malloc((num + 1) * sizeof *sizes), p99, q1, q3;
    size_t kept = 0;
    for (size_t i = 0; i < num && sizes; i++)
        if (!isnan(d[i]))
            sizes[kept++] = fabs(d[i]);
    bool good = kept >= FEWEST && tb_quantile(sizes, kept, 0.99, &p99) && tb_quantile(sizes, kept, 0.25, &q1) &&
                tb_quantile(sizes, kept, 0.75, &q3);
    if (good)
        *floor = expm1(fmax(p99, q3 + fence * (q3 - q1)));
    free(sizes);
    return good;
}

/* P(Bin(num, rate) <= most), term by term. */
static double at_most(size_t most, size_t num, double rate)
{
    double log_term = (double)num * log1p(-rate), sum = exp(log_term);
    for (size_t k = 1; k <= most; k++) {
        log_term += log((double)(num - k + 1) / (double)k) + log(rate) - log1p(-rate);
        sum += exp(log_term);
    }
    return sum;
}

double tb_false_alarm_bound(size_t alarms, size_t checks)
{
    double low = 0, high = 1;
    if (alarms >= checks)
        return 1;
    for (int i = 0; i < HALVINGS; i++) {
        double middle = (low + high) / 2;
        *(at_most(alarms, checks, middle) > unbelievable ? &low : &high) = middle;
    }
    return high;
}
