#include "control/plan/suites.h"
#include "control/plan/suite_files.h"
#include "core/catalog.h"
#include "core/text.h"
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of settings that both have; the larger is used. */
static const struct {
    const char *key;
    size_t offset;
} numbers[] = {
    {"rounds", offsetof(struct tb_suite, rounds)},
    {"chunks", offsetof(struct tb_suite, chunks)},
    {"chunk-ms", offsetof(struct tb_suite, chunk_ms)},
    {"sample-operations", offsetof(struct tb_suite, sample_operations)},
    {"window-ms", offsetof(struct tb_suite, window_ms)},
    {"warm-up-ms", offsetof(struct tb_suite, warm_up_ms)},
    {"second-rounds", offsetof(struct tb_suite, second_rounds)},
};

static uint64_t *number_of(struct tb_suite *suite, size_t i)
{
    return (uint64_t *)(void *)((char *)suite + numbers[i].offset);
}

static void join_numbers(struct tb_suite *all, struct tb_suite *further, struct tb_text *note)
{
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        uint64_t *own = number_of(all, i), other = *number_of(further, i);
        if (*own && other && *own != other)
            tb_text_printf(note,
                           "%s%s has %s = %" PRIu64 " and %s %" PRIu64
                           ": the larger number applies to all cases, unless "
                           "an option sets it",
                           note->len ? "; " : "", all->name, numbers[i].key, *own, further->name, other);
        *own = *own > other ? *own : other;
    }
}

static bool same_words(const struct tb_words *a, const struct tb_words *b)
{
    bool same = a->num == b->num;
    for (size_t i = 0; same && i < a->num; i++)
        same = strcmp(a->items[i], b->items[i]) == 0;
    return same;
}

static bool join_lists(struct tb_suite *all, const struct tb_suite *further, bool libraries_chosen,
                       struct tb_text *note, struct tb_text *why)
{
    if (!libraries_chosen && !same_words(&all->libraries, &further->libraries)) {
        tb_text_printf(why, "the suites %s and %s name different libraries; choose them with --library", all->name,
                       further->name);
        return false;
    }
    if (!same_words(&all->thresholds, &further->thresholds) || !same_words(&all->gates, &further->gates)) {
        tb_text_printf(note,
                       "%sthe [check] of %s differs from that of %s and is left out; if you compare this run, give "
                       "--threshold",
                       note->len ? "; " : "", further->name, all->name);
        tb_words_free(&all->thresholds);
        tb_words_free(&all->gates);
    }
    return true;
}

/* Replaces an owned text by a longer one; false: out of memory. */
static bool join_text(char **text, const char *separator, const char *further)
{
    char *joined;
    if (asprintf(&joined, "%s%s%s", *text ? *text : "", *text && further ? separator : "", further ? further : "") < 0)
        return false;
    free(*text);
    *text = joined;
    return true;
}

static bool join_sections(struct tb_suite *all, struct tb_suite *further)
{
    for (size_t i = 0; i < further->num_sections; i++) {
        struct tb_section *sections = tb_grow(all->sections, all->num_sections, sizeof *sections);
        if (!sections)
            return false;
        all->sections = sections;
        sections[all->num_sections++] = further->sections[i];
        further->sections[i] = (struct tb_section){0};
    }
    return true;
}

static bool join(struct tb_suite *all, struct tb_suite *further, bool libraries_chosen, struct tb_text *note,
                 struct tb_text *why)
{
    join_numbers(all, further, note);
    if (!join_lists(all, further, libraries_chosen, note, why))
        return false;
    if (join_sections(all, further) && join_text(&all->name, "+", further->name) &&
        join_text(&all->path, " ", further->path) && join_text(&all->title, "; ", further->title) &&
        join_text(&all->source, "\n; ---- the next suite ----\n", further->source))
        return true;
    tb_text_add(why, "out of memory");
    return false;
}

static bool is_named_before(const struct tb_words *names, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (strcmp(names->items[j], names->items[i]) == 0)
            return true;
    return false;
}

static bool has_driver(const struct tb_suite *suite, const void *driver)
{
    for (size_t i = 0; i < suite->num_sections; i++)
        if (suite->sections[i].driver == driver)
            return true;
    return false;
}

/* 0: not wanted; the lowest comes first. */
static int rank_of(const char *name, const char *folder, tb_suite_test *is_wanted, const void *context)
{
    struct tb_suite suite;
    struct tb_text ignored;
    tb_text_init(&ignored, 1000);
    bool wanted = tb_suite_read(&suite, name, folder, &ignored) && is_wanted(&suite, context);
    int rank = !wanted ? 0 : strcmp(name, "quick") == 0 ? 1 : suite.thresholds.num == 0 ? 2 : 3;
    tb_suite_free(&suite);
    tb_text_free(&ignored);
    return rank;
}

char *tb_suites_first(const char *folder, tb_suite_test *is_wanted, const void *context)
{
    struct tb_words names = {0};
    struct tb_text ignored;
    const char *best = NULL;
    int best_rank = 0;
    tb_text_init(&ignored, 1000);
    bool listed = tb_suites_list(&names, folder, &ignored);
    for (size_t i = 0; listed && i < names.num; i++) {
        int rank = rank_of(names.items[i], folder, is_wanted, context);
        if (rank && (!best || rank < best_rank)) {
            best = names.items[i];
            best_rank = rank;
        }
    }
    char *copy = best ? strdup(best) : NULL;
    tb_words_free(&names);
    tb_text_free(&ignored);
    return copy;
}

bool tb_suites_command(struct tb_text *command, const char *name, const char *folder)
{
    const struct tb_driver_info *driver = tb_driver_by_name(name);
    char *suite = driver ? tb_suites_first(folder, has_driver, driver) : NULL;
    if (suite)
        tb_text_printf(command, "tlsbench run %s --case %s", suite, driver->name);
    bool found = suite != NULL;
    free(suite);
    return found;
}

/* Reads one, and says what to do if the name is that of a driver. */
static bool read_one(struct tb_suite *suite, const char *name, const char *folder, struct tb_text *why)
{
    struct tb_text command;
    if (tb_suite_read(suite, name, folder, why))
        return true;
    tb_text_init(&command, 1000);
    if (!suite->path && tb_suites_command(&command, name, folder))
        tb_text_printf(why, ".  '%s' is a driver; measure its cases with: %s", name, command.data);
    tb_text_free(&command);
    return false;
}

bool tb_suites_load(struct tb_suite *suite, const struct tb_words *names, const char *folder, bool libraries_chosen,
                    struct tb_text *note, struct tb_text *why)
{
    bool good = read_one(suite, names->items[0], folder, why);
    for (size_t i = 1; good && i < names->num; i++) {
        struct tb_suite further;
        if (is_named_before(names, i))
            continue;
        good = read_one(&further, names->items[i], folder, why) && join(suite, &further, libraries_chosen, note, why);
        tb_suite_free(&further);
    }
    tb_suite_defaults(suite);
    return good;
}
