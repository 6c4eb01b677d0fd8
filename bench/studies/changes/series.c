#include "series.h"
#include "core/random.h"
#include <math.h>
#include <stdbool.h>

enum { LATE = 3 };

const char *const noise_names[NUM_NOISES] = {
    [NOISE_IID] = "independent", [NOISE_OUTLIERS] = "with outliers", [NOISE_AR_3] = "AR(1) 0.3",
    [NOISE_AR_6] = "AR(1) 0.6",  [NOISE_AR_9] = "AR(1) 0.9",         [NOISE_BIMODAL] = "bimodal, 10% apart",
};

static double uniform(struct tb_random *random)
{
    return (double)(tb_random_next(random) >> 11) * 0x1p-53;
}

/* The Box-Muller method. */
static double normal(struct tb_random *random)
{
    double radius = sqrt(-2 * log(1 - uniform(random)));
    return radius * cos(6.283185307179586 * uniform(random));
}

static double next_noise(struct tb_random *random, enum noise noise, double before, bool first)
{
    static const double memory[NUM_NOISES] = {[NOISE_AR_3] = 0.3, [NOISE_AR_6] = 0.6, [NOISE_AR_9] = 0.9};
    double of_before = memory[noise], fresh = normal(random);
    switch (noise) {
    case NOISE_BIMODAL: /* for example, two memory layouts: each run has one or the other */
        return 0.2 * fresh + (uniform(random) < 0.5 ? 0 : 10);
    case NOISE_OUTLIERS: /* one run in twenty takes up to half as long again */
        return fresh + (uniform(random) < 0.05 ? 50 * uniform(random) : 0);
    default:
        return first ? fresh : of_before * before + sqrt(1 - of_before * of_before) * fresh;
    }
}

size_t edges_of(enum shape shape, size_t num, size_t edges[MOST_EDGES])
{
    switch (shape) {
    case SHAPE_STEP:
        edges[0] = num / 2;
        return 1;
    case SHAPE_LATE_STEP:
        edges[0] = num - LATE;
        return 1;
    case SHAPE_UP_AND_DOWN:
        edges[0] = num / 3;
        edges[1] = num - num / 3;
        return 2;
    default:
        return 0;
    }
}

void make_series(struct tb_random *random, enum noise noise, enum shape shape, double size, double *values, size_t num)
{
    size_t edges[MOST_EDGES] = {num, num}, found = edges_of(shape, num, edges);
    double last = 0;
    for (size_t i = 0; i < num; i++) {
        double level = 1;
        last = next_noise(random, noise, last, i == 0);
        if (shape == SHAPE_DRIFT)
            level = 1 + (size - 1) * (double)i / (double)(num - 1);
        else if (found && i >= edges[0] && (found == 1 || i < edges[1]))
            level = size;
        values[i] = level * (100 + last);
    }
}
