#include "control/verdict/bounds.h"
#include "control/run/run.h"
#include "control/verdict/advice.h"
#include "core/text.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REASON_LIMIT = 2000, COMMAND_LIMIT = 8000, DESCRIPTION_LIMIT = 2000 };

void tb_bounds_init(struct tb_bounds *bounds)
{
    *bounds = (struct tb_bounds){0};
    tb_text_init(&bounds->unknown, REASON_LIMIT);
    tb_text_init(&bounds->whose, REASON_LIMIT);
}

void tb_bounds_free(struct tb_bounds *bounds)
{
    for (size_t i = 0; i < bounds->num; i++) {
        tb_floors_free(&bounds->items[i].floors);
        free(bounds->items[i].command);
    }
    free(bounds->items);
    tb_thresholds_free(&bounds->rules);
    tb_thresholds_free(&bounds->base_rules);
    tb_text_free(&bounds->unknown);
    tb_text_free(&bounds->whose);
    *bounds = (struct tb_bounds){0};
}

/* ---- Floors of a run ---- */

static void add_number(struct tb_text *command, const char *option, uint64_t value)
{
    if (value)
        tb_text_printf(command, " --%s %llu", option, (unsigned long long)value);
}

static void add_word(struct tb_text *command, const char *option, const char *word)
{
    if (word)
        tb_text_printf(command, " --%s %s", option, word);
}

/* The command that calibrates for the same amount of measurement as the run, since a floor depends on it.  NULL: out of
 * memory. */
static char *calibrating(const struct tb_run *run, const struct tb_library *library, const char *suite)
{
    const struct tb_run_options *options = &run->options;
    struct tb_text command;
    tb_text_init(&command, COMMAND_LIMIT);
    tb_text_printf(&command, "tlsbench calibrate --library %s",
                   library->by_file ? library->module : library->attested.library.instance);
    add_word(&command, "suite", suite);
    add_word(&command, "modules", options->modules);
    add_word(&command, "results", options->results);
    if (options->history && strcmp(options->history, "none") != 0)
        add_word(&command, "history", options->history);
    for (size_t i = 0; i < options->gates.num; i++)
        add_word(&command, "gate", options->gates.items[i]);
    uint64_t own = run->rounds != run->suite.rounds ? run->rounds : 0; /* the number that several libraries need */
    add_number(&command, "rounds", options->rounds ? options->rounds : own);
    add_number(&command, "chunks", options->chunks);
    add_number(&command, "chunk-ms", options->chunk_ms);
    add_number(&command, "sample-operations", options->sample_operations);
    add_number(&command, "window-ms", options->window_ms);
    char *copy = command.truncated ? NULL : strdup(command.data);
    tb_text_free(&command);
    return copy;
}

static bool add_library(struct tb_bounds *bounds, const struct tb_run *run, struct tb_library *library,
                        const char *suite, struct tb_text *why)
{
    struct tb_library_floors *items = tb_grow(bounds->items, bounds->num, sizeof *items);
    if (!items)
        return false;
    bounds->items = items;
    struct tb_library_floors *item = &items[bounds->num++];
    struct tb_run alone = *run; /* floors are looked up for a run's first library */
    alone.selection = (struct tb_selection){.items = &library, .num = 1};
    *item = (struct tb_library_floors){.library = library, .command = calibrating(run, library, suite)};
    return item->command && tb_floors_load(&item->floors, &alone, why);
}

bool tb_bounds_add_floors(struct tb_bounds *bounds, const struct tb_run *run, const char *suite, struct tb_text *why)
{
    bool good = true;
    for (size_t i = 0; good && i < run->selection.num; i++)
        good = add_library(bounds, run, run->selection.items[i], suite, why);
    if (!good && !why->len)
        tb_text_add(why, "out of memory for the floors");
    return good;
}

bool tb_bounds_of_run(struct tb_bounds *bounds, const struct tb_run *run, const struct tb_words *thresholds,
                      struct tb_text *why)
{
    if (run->plan.counted) {
        tb_text_add(&bounds->unknown, "instruction counts have no noise floor");
        return tb_thresholds_add(&bounds->rules, thresholds, why);
    }
    return tb_thresholds_add(&bounds->rules, &run->suite.thresholds, why) &&
           tb_thresholds_add(&bounds->rules, thresholds, why) &&
           tb_bounds_add_floors(bounds, run, run->suite_name, why);
}

/* ---- Floors of a row ---- */

/* Looks up the floor or the advice. */
typedef double look_up(const struct tb_planned *planned, const struct tb_metric_info *metric, const void *floors);

static double of_side(const struct tb_bounds *bounds, const struct tb_variant *variant,
                      const struct tb_planned *planned, const struct tb_metric_info *metric, look_up *look)
{
    for (size_t i = 0; i < bounds->num; i++)
        if (bounds->items[i].library == variant->client)
            return look(planned, metric, &bounds->items[i].floors);
    return NAN;
}

static double larger(const struct tb_comparison_row *row, const struct tb_bounds *bounds, look_up *look)
{
    const struct tb_planned *base = row->base_planned ? row->base_planned : row->planned;
    return fmax(of_side(bounds, row->base, base, row->metric, look),
                of_side(bounds, row->other, row->planned, row->metric, look)); /* fmax ignores NaN */
}

static double larger_floor(const struct tb_comparison_row *row, const void *context)
{
    return larger(row, context, tb_floors_of);
}

static double larger_advice(const struct tb_comparison_row *row, const void *context)
{
    return larger(row, context, tb_floors_advice);
}

static bool is_advised(const struct tb_bounds *bounds)
{
    return bounds->rules.advised && (!bounds->whose.len || bounds->base_rules.advised);
}

struct tb_compare_choice tb_bounds_choice(const struct tb_bounds *bounds)
{
    return (struct tb_compare_choice){.rules = bounds->rules.items,
                                      .num_rules = bounds->rules.num,
                                      .base_rules = bounds->base_rules.items,
                                      .num_base_rules = bounds->base_rules.num,
                                      .has_base_rules = bounds->whose.len > 0,
                                      .floor = larger_floor,
                                      .advice = larger_advice,
                                      .advised = is_advised(bounds),
                                      .context = bounds};
}

struct tb_compare_choice tb_bounds_choice_of_check(const struct tb_bounds *bounds, const struct tb_run *run)
{
    struct tb_compare_choice choice = tb_bounds_choice(bounds);
    choice.check = true;
    choice.gates = &run->gates;
    return choice;
}

/* ---- Printing ---- */

static const char *instance_of(const struct tb_library_floors *of)
{
    return of->library->attested.library.instance;
}

/* Builds of one library share their floors. */
static bool is_repeated(const struct tb_bounds *bounds, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (strcmp(instance_of(&bounds->items[j]), instance_of(&bounds->items[i])) == 0)
            return true;
    return false;
}

/* The candidate of a check is a build of the baseline's library, usually one of many: what is known of the baseline
 * stands for it. */
static bool stands_for(const struct tb_library_floors *baseline, const struct tb_library_floors *candidate)
{
    return baseline->floors.cases && !candidate->floors.cases &&
           strcmp(baseline->library->attested.library.product, candidate->library->attested.library.product) == 0;
}

static void print_library(const struct tb_library_floors *of, const struct tb_comparison *comparison)
{
    struct tb_text text;
    tb_text_init(&text, DESCRIPTION_LIMIT);
    tb_floors_describe(&of->floors, comparison, &text);
    printf("  %s: %s\n", instance_of(of), text.data);
    if (!of->floors.cases)
        printf("    to calibrate, run: %s\n", of->command);
    tb_text_free(&text);
}

static void print_rows(const struct tb_comparison *comparison)
{
    size_t known = 0, decide = 0;
    for (size_t i = 0; i < comparison->num_rows; i++) {
        known += isfinite(comparison->rows[i].floor);
        decide += comparison->rows[i].floor >= comparison->rows[i].threshold; /* false for NaN */
    }
    printf(" (known for %zu of %zu rows, above the threshold in %zu)", known, comparison->num_rows, decide);
}

static bool is_calibrated(const struct tb_bounds *bounds)
{
    for (size_t i = 0; i < bounds->num; i++)
        if (bounds->items[i].floors.cases)
            return true;
    return false;
}

/* Thresholds that are larger by the advice of calibrate, or could be. */
static void print_advice(const struct tb_bounds *bounds, const struct tb_comparison *comparison)
{
    struct tb_text text;
    size_t ignored = tb_advice_ignored(comparison);
    tb_text_init(&text, DESCRIPTION_LIMIT);
    tb_advised_describe(comparison, &text);
    if (text.len)
        printf("Thresholds: %s\n", text.data);
    else if (is_advised(bounds) && !is_calibrated(bounds))
        printf("Thresholds: warning: --threshold advised has no effect, because there is no calibration to follow\n");
    else if (is_advised(bounds))
        printf("Thresholds: calibrate advised none that is larger (--threshold advised)\n");
    else if (ignored)
        printf("Thresholds: in %zu of %zu rows unchanged code raised false alarms when this host was calibrated; to "
               "ignore them, use --threshold advised\n",
               ignored, comparison->num_rows);
    tb_text_free(&text);
}

void tb_bounds_print(const struct tb_bounds *bounds, const struct tb_comparison *comparison, bool check)
{
    if (bounds->whose.len)
        printf("Thresholds: %s, so the smaller one of each row counts; --threshold sets it for both\n",
               bounds->whose.data);
    print_advice(bounds, comparison);
    printf("Noise floors of this host");
    if (bounds->unknown.len || bounds->num == 0) {
        printf(": not used, because %s\n", bounds->unknown.len ? bounds->unknown.data : "no library is known");
        return;
    }
    print_rows(comparison);
    printf(":\n");
    for (size_t i = 0; i < bounds->num; i++)
        if (!is_repeated(bounds, i) && !(check && i > 0 && stands_for(&bounds->items[0], &bounds->items[i])))
            print_library(&bounds->items[i], comparison);
}
