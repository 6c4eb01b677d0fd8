#include "core/slope.h"
#include <math.h>

/* Distances from the means, so that large values that differ little lose no digits. */
bool tb_line_through(const double *x, const double *y, size_t num, struct tb_line *line)
{
    double mean_x = 0, mean_y = 0, xx = 0, xy = 0;
    for (size_t i = 0; i < num; i++) {
        mean_x += x[i] / (double)num;
        mean_y += y[i] / (double)num;
    }
    for (size_t i = 0; i < num; i++) {
        xx += (x[i] - mean_x) * (x[i] - mean_x);
        xy += (x[i] - mean_x) * (y[i] - mean_y);
    }
    *line = (struct tb_line){xy / xx, mean_y - xy / xx * mean_x};
    return xx > 0 && isfinite(line->each) && isfinite(line->at_zero);
}
