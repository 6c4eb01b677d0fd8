#include "core/change_points.h"
#include "core/stats.h"
#include "core/student.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { HALF_WINDOW = 2 /* of the running median */ };
static const double weak_level = 10 * TB_CHANGE_LEVEL; /* for candidates: Hunter's factor */
static const double far_out = 10;                      /* spreads from the median of the neighbours */
static const size_t outliers_in = 10;                  /* at most one outlier per so many values */

/* A possible change, with its p-value. */
struct candidate {
    size_t at;
    double p;
};

struct search {
    const double *values;
    size_t num;
    double *sums, *squares; /* prefix sums of the differences from the mean, and of their squares */
    struct candidate *items;
    size_t num_items;
};

/* ---- Values ---- */

static double middle_of_few(const double *values, size_t num)
{
    double sorted[2 * HALF_WINDOW + 1];
    for (size_t i = 0; i < num; i++) {
        size_t j = i;
        for (; j > 0 && sorted[j - 1] > values[i]; j--)
            sorted[j] = sorted[j - 1];
        sorted[j] = values[i];
    }
    return sorted[num / 2];
}

/* The median of the values around a value; at the ends of fewer, but always of an odd number. */
static double running_median(const double *values, size_t num, size_t i)
{
    size_t half = i < num - 1 - i ? i : num - 1 - i;
    if (half >= HALF_WINDOW)
        return middle_of_few(values + i - HALF_WINDOW, 2 * HALF_WINDOW + 1);
    return middle_of_few(i < HALF_WINDOW ? values : values + num - (HALF_WINDOW + 1), HALF_WINDOW + 1);
}

/* Replaces isolated outliers (F. Hampel's filter).  Fails only if memory runs out. */
static bool tame(double *values, size_t num)
{
    size_t outliers = 0;
    double spread, *medians = malloc(num * sizeof *medians), *distances = malloc(num * sizeof *distances);
    bool good = medians && distances;
    for (size_t i = 0; i < num && good; i++) {
        medians[i] = running_median(values, num, i);
        distances[i] = fabs(values[i] - medians[i]);
    }
    good = good && tb_median(distances, num, &spread);
    for (size_t i = 0; i < num && good; i++)
        outliers += distances[i] > far_out * 1.4826 * spread;
    for (size_t i = 0; i < num && good && outliers <= num / outliers_in; i++)
        if (distances[i] > far_out * 1.4826 * spread)
            values[i] = medians[i];
    free(medians);
    free(distances);
    return good;
}

/* Takes logarithms, or shares of the largest value if not all are positive. */
static void take_values(double *to, const double *values, size_t num)
{
    bool positive = true;
    double largest = 0;
    for (size_t i = 0; i < num; i++) {
        positive = positive && values[i] > 0;
        largest = fmax(largest, fabs(values[i]));
    }
    for (size_t i = 0; i < num; i++)
        to[i] = positive ? log(values[i]) : largest > 0 ? values[i] / largest : 0;
}

static void sum_up(struct search *search)
{
    double mean = 0;
    for (size_t i = 0; i < search->num; i++)
        mean += search->values[i] / (double)search->num;
    search->sums[0] = search->squares[0] = 0;
    for (size_t i = 0; i < search->num; i++) {
        double d = search->values[i] - mean; /* keeps the precision of the sums of squares */
        search->sums[i + 1] = search->sums[i] + d;
        search->squares[i + 1] = search->squares[i] + d * d;
    }
}

/* ---- The test ---- */

/* The sum of squared distances from the mean over [first, end); a rounding error counts as 0. */
static double scatter(const struct search *search, size_t first, size_t end)
{
    double sum = search->sums[end] - search->sums[first];
    double squares = search->squares[end] - search->squares[first];
    double left = squares - sum * sum / (double)(end - first);
    return left > 1e-12 * search->squares[search->num] ? left : 0;
}

/* t| of the values before and after `at`, with a common variance. */
static double contrast(const struct search *search, size_t first, size_t at, size_t end)
{
    double m = (double)(at - first), n = (double)(end - at);
    double difference = (search->sums[end] - search->sums[at]) / n - (search->sums[at] - search->sums[first]) / m;
    double variance = (scatter(search, first, at) + scatter(search, at, end)) / (m + n - 2);
    if (fabs(difference) <= 1e-6 * sqrt(search->squares[search->num] / (double)search->num))
        return 0;
    return variance > 0 ? fabs(difference) / sqrt(variance * (1 / m + 1 / n)) : INFINITY;
}

static double chance(const struct search *search, size_t first, size_t at, size_t end)
{
    return tb_student_two_sided(contrast(search, first, at, end), (double)(end - first - 2));
}

/* The split at which the sides of a stretch of at least TB_LEAST_SERIES values differ most.  Splits with the same |t|,
 * as with zero variance, are ordered by the scatter that remains within the sides. */
static size_t best_split(const struct search *search, size_t first, size_t end)
{
    size_t best = first + TB_LEAST_SEGMENT;
    double least = INFINITY;
    for (size_t at = best; at + TB_LEAST_SEGMENT <= end; at++) {
        double within = scatter(search, first, at) + scatter(search, at, end);
        if (within < least) {
            least = within;
            best = at;
        }
    }
    return best;
}

/* ---- Candidates ---- */

static size_t next_length(size_t length)
{
    return length * 2 / 3;
}
static size_t step_of(size_t length)
{
    return length < 6 ? 1 : length / 6;
}

/* Over all windows. */
static size_t most_candidates(size_t num)
{
    size_t most = 0;
    for (size_t length = num; length >= TB_LEAST_SERIES; length = next_length(length))
        most += (num - length) / step_of(length) + 2;
    return most;
}

static void look(struct search *search, size_t first, size_t end)
{
    size_t at = best_split(search, first, end);
    double p = chance(search, first, at, end);
    if (p <= weak_level)
        search->items[search->num_items++] = (struct candidate){at, p};
}

static void look_everywhere(struct search *search)
{
    for (size_t length = search->num; length >= TB_LEAST_SERIES; length = next_length(length)) {
        size_t first = 0;
        for (; first + length < search->num; first += step_of(length))
            look(search, first, first + length);
        look(search, search->num - length, search->num);
    }
}

static int by_p(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    return x->p != y->p ? (x->p > y->p) - (x->p < y->p) : (x->at > y->at) - (x->at < y->at);
}

static int by_place(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    return (x->at > y->at) - (x->at < y->at);
}

/* Where candidates are too close together, keeps only the clearest.  The result is sorted by place. */
static void thin_out(struct search *search)
{
    size_t kept = 0;
    qsort(search->items, search->num_items, sizeof *search->items, by_p);
    for (size_t i = 0; i < search->num_items; i++) {
        size_t at = search->items[i].at, j = 0;
        while (j < kept &&
               (search->items[j].at > at ? search->items[j].at - at : at - search->items[j].at) >= TB_LEAST_SEGMENT)
            j++;
        if (j == kept)
            search->items[kept++] = search->items[i];
    }
    search->num_items = kept;
    qsort(search->items, kept, sizeof *search->items, by_place);
}

/* ---- Selection ---- */

static size_t begin_of(const struct search *search, size_t i)
{
    return i ? search->items[i - 1].at : 0;
}
static size_t end_of(const struct search *search, size_t i)
{
    return i + 1 < search->num_items ? search->items[i + 1].at : search->num;
}

/* Computes p from the segments on both sides, multiplied by the number of places: once for the change, and once more
 * for other ends of its segments. */
static void weigh(struct search *search, size_t i)
{
    double places = (double)(search->num - TB_LEAST_SERIES + 1);
    double p = chance(search, begin_of(search, i), search->items[i].at, end_of(search, i));
    bool alone = search->num_items == 1;
    search->items[i].p = fmin(1, p * places * (alone ? 1 : places));
}

static void give_up(struct search *search, size_t i)
{
    memmove(search->items + i, search->items + i + 1, (--search->num_items - i) * sizeof *search->items);
    if (search->num_items == 1)
        i = 0; /* it is alone now */
    if (i > 0)
        weigh(search, i - 1);
    if (i < search->num_items)
        weigh(search, i);
}

/* Removes the weakest until all are significant and there are at most `most`. */
static void give_up_weak(struct search *search, size_t most)
{
    for (size_t i = 0; i < search->num_items; i++)
        weigh(search, i);
    while (search->num_items) {
        size_t weakest = 0;
        for (size_t i = 1; i < search->num_items; i++)
            if (search->items[i].p > search->items[weakest].p)
                weakest = i;
        if (search->items[weakest].p <= TB_CHANGE_LEVEL && search->num_items <= most)
            return;
        give_up(search, weakest);
    }
}

static void move_to_best(struct search *search)
{
    for (size_t i = 0; i < search->num_items; i++)
        search->items[i].at = best_split(search, begin_of(search, i), end_of(search, i));
}

static bool find(struct search *search, size_t most)
{
    search->sums = malloc((search->num + 1) * sizeof *search->sums);
    search->squares = malloc((search->num + 1) * sizeof *search->squares);
    search->items = malloc(most_candidates(search->num) * sizeof *search->items);
    if (!search->sums || !search->squares || !search->items)
        return false;
    sum_up(search);
    look_everywhere(search);
    thin_out(search);
    give_up_weak(search, most);
    move_to_best(search);
    give_up_weak(search, most);
    return true;
}

static bool report(const struct search *search, const double *values, struct tb_change *changes)
{
    for (size_t i = 0; i < search->num_items; i++) {
        size_t first = begin_of(search, i), at = search->items[i].at, end = end_of(search, i);
        changes[i] = (struct tb_change){.at = at, .p = search->items[i].p};
        if (!tb_median(values + first, at - first, &changes[i].before) ||
            !tb_median(values + at, end - at, &changes[i].after))
            return false;
    }
    return true;
}

bool tb_change_points(const double *values, size_t num, struct tb_change *changes, size_t cap, size_t *found)
{
    *found = 0;
    if (num < TB_LEAST_SERIES)
        return true;
    double *own = malloc(num * sizeof *own);
    struct search search = {.values = own, .num = num};
    if (own)
        take_values(own, values, num);
    bool good = own && tame(own, num) && find(&search, cap) && report(&search, values, changes);
    *found = good ? search.num_items : 0;
    free(search.sums);
    free(search.squares);
    free(search.items);
    free(own);
    return good;
}
