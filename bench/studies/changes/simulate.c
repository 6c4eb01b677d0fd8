/* simulate.c - changes_simulation [SERIES]: how often `tlsbench history changes` finds true and false changes.
 *
 * It is seeded and uses no clock, so it gives the same numbers everywhere.  SERIES is the number of series per row and
 * length for the current procedure (500) and each of its two sets of seeds; the former procedure, which tries 1,999
 * permutations, gets a tenth of it.  README.md in this folder has the tables. */
#include "core/change_points.h"
#include "core/random.h"
#include "e_divisive.h"
#include "series.h"
#include <stdio.h>
#include <stdlib.h>

enum { USUAL_SERIES = 500, MOST_SERIES = 100000, OLD_SHARE = 10, OLD_LONGEST = 100, LONGEST = 300, MOST_FOUND = 64 };

static const size_t lengths[] = {6, 8, 10, 12, 14, 20, 30, 60, 100, 300};
enum { NUM_LENGTHS = sizeof lengths / sizeof *lengths };

struct row {
    const char *name;
    enum noise noise;
    enum shape shape;
    double size;
};

static const struct row changes[] = {
    {"step of 3% in the middle", NOISE_IID, SHAPE_STEP, 1.03},
    {"step of 5%", NOISE_IID, SHAPE_STEP, 1.05},
    {"step of 10%", NOISE_IID, SHAPE_STEP, 1.1},
    {"step of 2x", NOISE_IID, SHAPE_STEP, 2},
    {"step of 100x", NOISE_IID, SHAPE_STEP, 100},
    {"step of 10% three runs ago", NOISE_IID, SHAPE_LATE_STEP, 1.1},
    {"step of 10%, outliers", NOISE_OUTLIERS, SHAPE_STEP, 1.1},
    {"step of 10%, AR(1) 0.6", NOISE_AR_6, SHAPE_STEP, 1.1},
    {"step of 2x, bimodal", NOISE_BIMODAL, SHAPE_STEP, 2},
    {"5% up and down again", NOISE_IID, SHAPE_UP_AND_DOWN, 1.05},
    {"10% up and down again", NOISE_IID, SHAPE_UP_AND_DOWN, 1.1},
    {"2x up and down again", NOISE_IID, SHAPE_UP_AND_DOWN, 2},
};
enum { NUM_CHANGES = sizeof changes / sizeof *changes };

typedef bool find_fn(const double *values, size_t num, size_t *found_at, size_t *found);

static bool find_new(const double *values, size_t num, size_t *found_at, size_t *found)
{
    struct tb_change found_changes[MOST_FOUND];
    bool good = tb_change_points(values, num, found_changes, MOST_FOUND, found);
    for (size_t i = 0; good && i < *found; i++)
        found_at[i] = found_changes[i].at;
    return good;
}

static bool find_old(const double *values, size_t num, size_t *found_at, size_t *found)
{
    return e_divisive(values, num, found_at, MOST_FOUND, found);
}

/* The constants of the current procedure were chosen with the seeds of `seen`.  Those of `held out` were drawn
 * afterwards and had no influence, so they give the results. */
struct procedure {
    const char *name;
    find_fn *find;
    uint64_t seed;
    size_t longest, share; /* the share of SERIES that it gets is 1 / share */
};
static const struct procedure procedures[] = {
    {"held out", find_new, 0x20261128c0ffee00, LONGEST, 1},
    {"seen", find_new, 0, LONGEST, 1},
    {"old", find_old, 0, OLD_LONGEST, OLD_SHARE},
};
enum { NUM_PROCEDURES = sizeof procedures / sizeof *procedures };

/* Are exactly the true edges found, each to within one run?  For a series without changes: is anything found? */
static bool counts(const struct row *row, size_t num, const size_t *found_at, size_t found)
{
    size_t edges[MOST_EDGES], num_edges = edges_of(row->shape, num, edges);
    if (num_edges == 0)
        return found > 0;
    if (found != num_edges)
        return false;
    for (size_t i = 0; i < num_edges; i++)
        if (found_at[i] + 1 < edges[i] || found_at[i] > edges[i] + 1)
            return false;
    return true;
}

/* The share; -1: out of memory. */
static double share(const struct row *row, size_t num, size_t series, const struct procedure *of)
{
    double values[LONGEST];
    size_t found_at[MOST_FOUND], found, hits = 0;
    struct tb_random random = {of->seed + (uint64_t)num};
    for (size_t i = 0; i < series; i++) {
        make_series(&random, row->noise, row->shape, row->size, values, num);
        if (!of->find(values, num, found_at, &found))
            return -1;
        hits += counts(row, num, found_at, found);
    }
    return (double)hits / (double)series;
}

static void print_share(double value, bool can)
{
    if (!can)
        printf("%7s", "-");
    else
        printf(value > 0 && value < 0.0995 ? "%6.1f%%" : "%6.0f%%", 100 * value);
}

/* Fails only if memory runs out. */
static bool print_row(const struct row *row, size_t series, const struct procedure *of)
{
    printf("%-28s %-8s", row->name, of->name);
    for (size_t i = 0; i < NUM_LENGTHS; i++) {
        bool can = lengths[i] <= of->longest && (row->shape != SHAPE_UP_AND_DOWN || lengths[i] >= 3 * TB_LEAST_SEGMENT);
        double value = can ? share(row, lengths[i], series, of) : 0;
        if (value < 0)
            return false;
        print_share(value, can);
    }
    printf("\n");
    fflush(stdout);
    return true;
}

static bool print_all(const struct row *row, size_t series)
{
    for (size_t i = 0; i < NUM_PROCEDURES; i++)
        if (!print_row(row, (series + procedures[i].share - 1) / procedures[i].share, &procedures[i]))
            return false;
    return true;
}

static void print_head(const char *title)
{
    printf("%s\n%-28s %-8s", title, "runs", "");
    for (size_t i = 0; i < NUM_LENGTHS; i++)
        printf("%7zu", lengths[i]);
    printf("\n");
}

static bool simulate(size_t series)
{
    bool good = true;
    print_head("Nothing changed: series in which a change is seen");
    for (int noise = 0; noise < NUM_NOISES && good; noise++)
        good = print_all(&(struct row){noise_names[noise], (enum noise)noise, SHAPE_NONE, 1}, series);
    good = good && print_all(&(struct row){"drift of 10% over all runs", NOISE_IID, SHAPE_DRIFT, 1.1}, series);
    print_head("\nA change: series in which it is found, each edge to a run, and nothing else");
    for (size_t i = 0; i < NUM_CHANGES && good; i++)
        good = print_all(&changes[i], series);
    return good;
}

int main(int argc, char **argv)
{
    char *end = NULL;
    long series = argc > 1 ? strtol(argv[1], &end, 10) : USUAL_SERIES;
    if (argc > 2 || (end && *end) || series < 1 || series > MOST_SERIES) {
        fprintf(stderr, "changes_simulation [SERIES]: how many series, 1 to %d\n", MOST_SERIES);
        return 2;
    }
    if (!simulate((size_t)series)) {
        fprintf(stderr, "changes_simulation: out of memory\n");
        return 1;
    }
    return fflush(stdout) == 0 ? 0 : 1;
}
