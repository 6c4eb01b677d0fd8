#include "control/store/runs_differ.h"
#include "core/text.h"
#include <jansson.h>
#include <stdlib.h>

/* Compares the named facts of that object. */
static void differ(const struct tb_loaded_run *a, const struct tb_loaded_run *b, const char *object,
                   const char *const *keys, struct tb_text *differences)
{
    for (; *keys; keys++) {
        const json_t *of_a = json_object_get(json_object_get(a->facts, object), *keys);
        const json_t *of_b = json_object_get(json_object_get(b->facts, object), *keys);
        if (json_equal(of_a, of_b) || (!of_a && !of_b))
            continue;
        char *text_a = json_dumps(of_a, JSON_ENCODE_ANY), *text_b = json_dumps(of_b, JSON_ENCODE_ANY);
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

bool tb_samples_agree(const struct tb_loaded_run *a, const struct tb_loaded_run *b, struct tb_text *why)
{
    static const char *const keys[] = {"chunks", "chunk_ms", "window_ms", NULL};
    struct tb_text differences;
    tb_text_init(&differences, 1000);
    if (a->facts && b->facts) {
        differ(a, b, "settings", keys, &differences);
        if (sample_operations(a) != sample_operations(b))
            tb_text_printf(&differences, "%ssample_operations: %lld and %lld", differences.len ? "; " : "",
                           (long long)sample_operations(a), (long long)sample_operations(b));
    }
    bool agree = differences.len == 0;
    if (!agree)
        tb_text_printf(why,
                       "%s and %s were sampled in different ways (%s), so their figures are not comparable; measure "
                       "one with the other's suite, --chunks, --chunk-ms, --sample-operations and --window-ms",
                       a->folder, b->folder, differences.data);
    tb_text_free(&differences);
    return agree;
}
