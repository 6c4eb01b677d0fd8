/* bounds_stored.c - the bounds of stored runs, as they applied when the runs were measured, as far as that is
 * recorded. */
#include "control/run/run.h"
#include "control/verdict/bounds.h"
#include "control/verdict/check_stored.h"
#include <jansson.h>
#include <libgen.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

static const json_t *fact(const struct tb_loaded_run *run, const char *object, const char *key)
{
    return json_object_get(json_object_get(run->facts, object), key);
}

static uint64_t setting(const struct tb_loaded_run *run, const char *key)
{
    json_int_t value = json_integer_value(fact(run, "settings", key));
    return value > 0 ? (uint64_t)value : 0;
}

static bool add_thresholds(struct tb_thresholds *rules, const struct tb_loaded_run *run, struct tb_text *why)
{
    size_t i;
    json_t *threshold;
    struct tb_words words = {0};
    bool good = true;
    json_array_foreach(fact(run, "suite", "thresholds"), i, threshold)
    {
        const char *text = json_string_value(threshold);
        good = good && text && tb_words_add(&words, text, strlen(text));
    }
    if (!good)
        tb_text_printf(why,
                       "%s/run.json: the suite's thresholds are not strings, so the file is damaged, or there is not "
                       "enough memory",
                       run->folder);
    good = good && tb_thresholds_add(rules, &words, why);
    tb_words_free(&words);
    return good;
}

/* Appends "a: 30% kx*=5%", or "a: none of its own". */
static void add_whose(struct tb_text *text, const struct tb_loaded_run *run)
{
    size_t i;
    json_t *threshold;
    tb_text_printf(text, "%s:", run->folder);
    json_array_foreach(fact(run, "suite", "thresholds"), i, threshold)
    {
        tb_text_printf(text, " %s", json_string_value(threshold));
    }
    if (json_array_size(fact(run, "suite", "thresholds")) == 0)
        tb_text_add(text, " none of its own");
}

/* Two runs may have been measured with different thresholds; which of them is named first must not matter. */
static bool add_both_thresholds(struct tb_bounds *bounds, const struct tb_loaded_run *runs, size_t num,
                                const struct tb_words *thresholds, struct tb_text *why)
{
    const json_t *of_base = fact(&runs[0], "suite", "thresholds"),
                 *of_last = fact(&runs[num - 1], "suite", "thresholds");
    size_t of_none = json_array_size(of_base) + json_array_size(of_last);
    if (!add_thresholds(&bounds->rules, &runs[num - 1], why) || !tb_thresholds_add(&bounds->rules, thresholds, why))
        return false;
    if (num < 2 || of_none == 0 || json_equal(of_base, of_last))
        return true;
    tb_text_add(&bounds->whose, "those of the suites differ (");
    add_whose(&bounds->whose, &runs[0]);
    tb_text_add(&bounds->whose, "; ");
    add_whose(&bounds->whose, &runs[1]);
    tb_text_add(&bounds->whose, ")");
    return add_thresholds(&bounds->base_rules, &runs[0], why) &&
           tb_thresholds_add(&bounds->base_rules, thresholds, why);
}

static bool takes_part(const struct tb_loaded_run *run, const struct tb_library *library)
{
    for (size_t i = 0; i < run->plan.num_local; i++)
        if (run->plan.variants[i].client == library)
            return true;
    return false;
}

/* The name of a library given by file is only a label; run.json also has its instance name.  Libraries without one, and
 * those that are only servers, are left out of the selection. */
static bool select_known(struct tb_selection *selection, const struct tb_loaded_run *run)
{
    size_t i;
    json_t *facts;
    selection->items = calloc(run->libraries.num + 1, sizeof(struct tb_library *));
    json_array_foreach(json_object_get(run->facts, "libraries"), i, facts)
    {
        const char *name = json_string_value(json_object_get(facts, "name"));
        const char *instance = json_string_value(json_object_get(facts, "instance"));
        struct tb_library *library = name ? tb_libraries_get(&run->libraries, name, NULL) : NULL;
        const char *product = json_string_value(json_object_get(facts, "product"));
        if (!library || !takes_part(run, library) || !instance || !product || !selection->items ||
            selection->num == run->libraries.num)
            continue;
        if (!tb_record_set(&library->attested.library.instance, instance) ||
            !tb_record_set(&library->attested.library.product, product))
            return false;
        selection->items[selection->num++] = library;
    }
    return selection->items != NULL;
}

/* Looks up floors by the settings of the stored run. */
static bool add_floors(struct tb_bounds *bounds, const struct tb_loaded_run *run, char *history, struct tb_text *why)
{
    char copy[PATH_MAX];
    snprintf(copy, sizeof copy, "%s", run->folder);
    uint64_t rounds = setting(run, "rounds"), chunks = setting(run, "chunks");
    uint64_t chunk_ms = setting(run, "chunk_ms"), window_ms = setting(run, "window_ms");
    uint64_t sample_operations = setting(run, "sample_operations");
    struct tb_run view = {
        .options = {.results = dirname(copy),
                    .history = history,
                    .rounds = rounds,
                    .chunks = chunks,
                    .chunk_ms = chunk_ms,
                    .sample_operations = sample_operations,
                    .window_ms = window_ms},
        .lab = {.chunks = chunks, .chunk_ms = chunk_ms, .sample_operations = sample_operations, .window_ms = window_ms},
        .rounds = rounds};
    const char *suite = json_string_value(fact(run, "suite", "path"));
    bool good = select_known(&view.selection, run);
    if (!good)
        tb_text_add(why, "out of memory");
    good = good && tb_bounds_add_floors(bounds, &view, suite, why);
    free(view.selection.items);
    return good;
}

bool tb_bounds_of_stored(struct tb_bounds *bounds, const struct tb_loaded_run *runs, size_t num,
                         const struct tb_words *thresholds, char *history, struct tb_text *why)
{
    if (!add_both_thresholds(bounds, runs, num, thresholds, why))
        return false;
    bool here = true;
    for (size_t i = 0; here && i < num; i++)
        here = tb_is_from_here(&runs[i], &bounds->unknown);
    for (size_t i = 0; here && i < num; i++)
        if (!add_floors(bounds, &runs[i], history, why))
            return false;
    return true;
}
