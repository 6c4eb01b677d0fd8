/* simulate.c - changes_simulation [SERIES]: how often `tlsbench history changes` finds what is there, and what is not.
 *
 * Seeded, and no clock in it: the same numbers everywhere.  SERIES a row and length for the procedure of today (500),
 * a tenth of it for the one before, which tries 1,999 orders.  README.md in this folder has the tables. */
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

/* What is there, each edge to a run, and nothing else.  Where nothing is there: anything at all. */
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

/* The share, or -1: no memory. */
static double share(const struct row *row, size_t num, size_t series, find_fn *find)
{
    double values[LONGEST];
    size_t found_at[MOST_FOUND], found, hits = 0;
    struct tb_random random = {(uint64_t)num};
    for (size_t i = 0; i < series; i++) {
        make_series(&random, row->noise, row->shape, row->size, values, num);
        if (!find(values, num, found_at, &found))
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

/* false: no memory. */
static bool print_row(const struct row *row, size_t series, find_fn *find, size_t longest, const char *name)
{
    printf("%-28s %-5s", row->name, name);
    for (size_t i = 0; i < NUM_LENGTHS; i++) {
        bool can = lengths[i] <= longest && (row->shape != SHAPE_UP_AND_DOWN || lengths[i] >= 3 * TB_LEAST_SEGMENT);
        double value = can ? share(row, lengths[i], series, find) : 0;
        if (value < 0)
            return false;
        print_share(value, can);
    }
    printf("\n");
    fflush(stdout);
    return true;
}

static bool print_both(const struct row *row, size_t series)
{
    return print_row(row, series, find_new, LONGEST, "today") &&
           print_row(row, (series + OLD_SHARE - 1) / OLD_SHARE, find_old, OLD_LONGEST, "old");
}

static void print_head(const char *title)
{
    printf("%s\n%-28s %-5s", title, "runs", "");
    for (size_t i = 0; i < NUM_LENGTHS; i++)
        printf("%7zu", lengths[i]);
    printf("\n");
}

static bool simulate(size_t series)
{
    bool good = true;
    print_head("Nothing changed: series in which a change is seen");
    for (int noise = 0; noise < NUM_NOISES && good; noise++)
        good = print_both(&(struct row){noise_names[noise], (enum noise)noise, SHAPE_NONE, 1}, series);
    good = good && print_both(&(struct row){"drift of 10% over all runs", NOISE_IID, SHAPE_DRIFT, 1.1}, series);
    print_head("\nA change: series in which it is found, each edge to a run, and nothing else");
    for (size_t i = 0; i < NUM_CHANGES && good; i++)
        good = print_both(&changes[i], series);
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
        fprintf(stderr, "changes_simulation: no memory\n");
        return 1;
    }
    return fflush(stdout) == 0 ? 0 : 1;
}
