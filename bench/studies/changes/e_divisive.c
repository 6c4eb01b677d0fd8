#include "e_divisive.h"
#include "core/random.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ORDERS = 1999, LEAST_SEGMENT = 3 };

struct search {
    struct tb_random random;
    double level;
    double *shuffled;
    size_t *changes;
    size_t cap, found;
};

/* sum of |x - values[i]| */
static double distance_to(double x, const double *values, size_t num)
{
    double sum = 0;
    for (size_t i = 0; i < num; i++)
        sum += fabs(x - values[i]);
    return sum;
}

static double pairs_of(size_t num)
{
    return (double)num * (double)(num - 1) / 2;
}

/* The energy distance between the first m values and the others, scaled by the sizes; computed from sums over pairs. */
static double energy(double within_left, double within_right, double all, size_t m, size_t num)
{
    size_t n = num - m;
    double mn = (double)m * (double)n, between = all - within_left - within_right;
    return mn / (double)num * (2 / mn * between - within_left / pairs_of(m) - within_right / pairs_of(n));
}

/* The best split of num >= 2 * LEAST_SEGMENT values, and its distance. */
static double best_split(const double *values, size_t num, size_t *at)
{
    double all = 0, left = 0, best = -INFINITY;
    for (size_t i = 1; i < num; i++)
        all += distance_to(values[i], values, i);
    double right = all;
    for (size_t m = 1; m + LEAST_SEGMENT <= num; m++) {
        left += distance_to(values[m - 1], values, m - 1);
        right -= distance_to(values[m - 1], values + m, num - m);
        if (m < LEAST_SEGMENT)
            continue;
        double distance = energy(left, right, all, m, num);
        if (distance > best) {
            best = distance;
            *at = m;
        }
    }
    return best;
}

static void shuffle(struct tb_random *random, double *values, size_t num)
{
    for (size_t i = num; i > 1; i--) {
        size_t j = (size_t)tb_random_below(random, i);
        double swapped = values[i - 1];
        values[i - 1] = values[j];
        values[j] = swapped;
    }
}

/* The share of permutations with a distance at least as large; stops once it is certainly above the level. */
static double chance(struct search *search, const double *values, size_t num, double distance)
{
    size_t larger = 0, ignored;
    double most = search->level * (ORDERS + 1);
    memcpy(search->shuffled, values, num * sizeof *values);
    for (size_t i = 0; i < ORDERS && (double)(larger + 1) <= most; i++) {
        shuffle(&search->random, search->shuffled, num);
        larger += best_split(search->shuffled, num, &ignored) >= distance;
    }
    return (double)(larger + 1) / (ORDERS + 1);
}

/* Finds changes in order of place: first those to the left of a change, then the change itself. */
static void look(struct search *search, const double *values, size_t first, size_t num)
{
    size_t at;
    if (num < 2 * LEAST_SEGMENT)
        return;
    double distance = best_split(values + first, num, &at);
    double p = chance(search, values + first, num, distance);
    if (p > search->level || search->found == search->cap)
        return;
    search->cap--; /* reserves a place for this one, whatever the left side takes */
    look(search, values, first, at);
    search->cap++;
    search->changes[search->found++] = first + at;
    look(search, values, first + at, num - at);
}

bool e_divisive(const double *values, size_t num, size_t *changes, size_t cap, size_t *found)
{
    struct search search = {.random = {1}, .level = 0.001, .changes = changes, .cap = cap};
    *found = 0;
    if (num < 2 * LEAST_SEGMENT)
        return true;
    search.shuffled = malloc(num * sizeof *values);
    if (!search.shuffled)
        return false;
    look(&search, values, 0, num);
    free(search.shuffled);
    *found = search.found;
    return true;
}
