#include "control/store/runs_differ.h"
#include "core/json_dump.h"
#include "core/text.h"
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* Compares the named facts of that object. */
static void differ(const struct tb_loaded_run *a, const struct tb_loaded_run *b, const char *object,
                   const char *const *keys, struct tb_text *differences)
{
    for (; *keys; keys++) {
        const json_t *of_a = json_object_get(json_object_get(a->facts, object), *keys);
        const json_t *of_b = json_object_get(json_object_get(b->facts, object), *keys);
        if (json_equal(of_a, of_b) || (!of_a && !of_b))
            continue;
        char *text_a = tb_json_dump(of_a, JSON_ENCODE_ANY), *text_b = tb_json_dump(of_b, JSON_ENCODE_ANY);
        tb_text_printf(differences, "%s%s: %s and %s", differences->len ? "; " : "", *keys, text_a ? text_a : "nothing",
                       text_b ? text_b : "nothing");
        free(text_a);
        free(text_b);
    }
}

/* A run from before conditions were recorded does not differ in them. */
static bool has_conditions(const struct tb_loaded_run *run)
{
    return json_object_get(run->facts, "conditions") != NULL;
}

void tb_hosts_differ(const struct tb_loaded_run *a, const struct tb_loaded_run *b, struct tb_text *differences)
{
    static const char *const keys[] = {"name", "cpu", "microcode", "cores", "hypervisor", "kernel", NULL};
    static const char *const conditions[] = {
        "cores_allowed",         "cpu_quota", "nice", "scheduler", "smt", "turbo", "governor", "transparent_hugepages",
        "address_randomization", "variables", NULL};
    if (a->facts && b->facts) {
        differ(a, b, "host", keys, differences);
        if (has_conditions(a) && has_conditions(b))
            differ(a, b, "conditions", conditions, differences);
    } else
        tb_text_printf(differences, "%s has no run.json", a->facts ? b->folder : a->folder);
}

/* A run from before there was a minimum had none. */
static json_int_t sample_operations(const struct tb_loaded_run *run)
{
    const json_t *number = json_object_get(json_object_get(run->facts, "settings"), "sample_operations");
    return json_is_integer(number) ? json_integer_value(number) : 1;
}

/* Appends a setting that both runs name and that differs; an older tlsbench did not write down all of them. */
static void differ_if_known(const struct tb_loaded_run *a, const struct tb_loaded_run *b, const char *key,
                            struct tb_text *differences)
{
    const char *const keys[] = {key, NULL};
    if (json_object_get(json_object_get(a->facts, "settings"), key) &&
        json_object_get(json_object_get(b->facts, "settings"), key))
        differ(a, b, "settings", keys, differences);
}

static bool has_pairs(const struct tb_loaded_run *run)
{
    for (size_t i = 0; i < run->plan.num; i++)
        if (run->plan.items[i].pair)
            return true;
    return false;
}

/* Cores of two machines have nothing to do with each other. */
static bool is_one_host(const struct tb_loaded_run *a, const struct tb_loaded_run *b)
{
    struct tb_text differences;
    tb_text_init(&differences, 1000);
    tb_hosts_differ(a, b, &differences);
    bool one = differences.len == 0;
    tb_text_free(&differences);
    return one;
}

bool tb_samples_agree(const struct tb_loaded_run *a, const struct tb_loaded_run *b, struct tb_text *why)
{
    static const char *const keys[] = {"chunks", "chunk_ms", "window_ms", NULL};
    struct tb_text differences;
    tb_text_init(&differences, 1000);
    if (a->facts && b->facts) {
        differ(a, b, "settings", keys, &differences);
        if (has_pairs(a) && has_pairs(b))
            differ_if_known(a, b, "warm_up_ms", &differences);
        if (is_one_host(a, b))
            differ_if_known(a, b, "cores", &differences);
        if (sample_operations(a) != sample_operations(b))
            tb_text_printf(&differences, "%ssample_operations: %lld and %lld", differences.len ? "; " : "",
                           (long long)sample_operations(a), (long long)sample_operations(b));
    }
    bool agree = differences.len == 0;
    if (!agree)
        tb_text_printf(why,
                       "%s and %s were sampled in different ways (%s), so their figures are not comparable; measure "
                       "one with the other's suite, --chunks, --chunk-ms, --sample-operations, --window-ms and --cpus",
                       a->folder, b->folder, differences.data);
    tb_text_free(&differences);
    return agree;
}

/* ---- What does not prevent a comparison, but may be its cause ---- */

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

/* Appends "WHAT: A in one and B in the other", unless they are the same or one is unknown. */
static void note(struct tb_text *text, const char *whose, const char *what, const char *a, const char *b)
{
    if (*a && *b && strcmp(a, b) != 0)
        tb_text_printf(text, "%s%s%s%s: %s and %s", text->len ? "; " : "", whose, *whose ? "'s " : "", what, a, b);
}

static const json_t *library_of(const struct tb_loaded_run *run, const char *name)
{
    size_t i;
    json_t *library;
    json_array_foreach(json_object_get(run->facts, "libraries"), i, library)
    {
        if (strcmp(text_of(library, "name"), name) == 0)
            return library;
    }
    return NULL;
}

static bool is_client(const struct tb_loaded_run *run, const char *name)
{
    for (size_t i = 0; i < run->plan.num_local; i++)
        if (strcmp(run->plan.variants[i].client->name, name) == 0)
            return true;
    return false;
}

/* The version of a client is what is compared; that of a server is not. */
static void note_libraries(const struct tb_loaded_run *a, const struct tb_loaded_run *b, struct tb_text *text)
{
    size_t i;
    json_t *library;
    json_array_foreach(json_object_get(a->facts, "libraries"), i, library)
    {
        const char *name = text_of(library, "name");
        const json_t *same = library_of(b, name);
        note(text, name, "product", text_of(library, "product"), text_of(same, "product"));
        if (!is_client(a, name))
            note(text, name, "version, as a server,", text_of(library, "version"), text_of(same, "version"));
    }
}

void tb_runs_note(const struct tb_loaded_run *a, const struct tb_loaded_run *b, struct tb_text *text)
{
    note(text, "", "tlsbench", text_of(a->facts, "tlsbench"), text_of(b->facts, "tlsbench"));
    note(text, "", "tlsbench-worker", text_of(a->facts, "worker"), text_of(b->facts, "worker"));
    note_libraries(a, b, text);
}
