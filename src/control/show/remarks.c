#include "control/show/remarks.h"
#include "control/base/conditions.h"
#include "control/plan/grid.h"
#include "control/plan/inject.h"
#include "control/run/schedule.h"
#include "control/run/vectors.h"
#include "control/sample/libraries.h"
#include "control/verdict/limit.h"
#include "core/catalog.h"
#include "core/text.h"
#include "core/windows.h"
#include <inttypes.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- run.json ---- */

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

/* 0: it is not there, or less. */
static uint64_t number_of(const json_t *object, const char *key)
{
    json_int_t number = json_integer_value(json_object_get(object, key));
    return number > 0 ? (uint64_t)number : 0;
}

static struct tb_disturbance disturbance_of(const json_t *facts)
{
    const json_t *seen = json_object_get(facts, "disturbance");
    struct tb_disturbance of = {.samples = number_of(seen, "samples"),
                                .stolen = number_of(seen, "with_steal"),
                                .delayed = number_of(seen, "with_run_delay"),
                                .throttled = number_of(seen, "throttled"),
                                .turns = number_of(seen, "pairs"),
                                .replaced = number_of(seen, "replaced_pairs"),
                                .spoilt = number_of(seen, "spoilt_pairs"),
                                .worst_steal = json_number_value(json_object_get(seen, "worst_steal")),
                                .strangers = number_of(seen, "strangers"),
                                .with_strangers = number_of(seen, "with_strangers")};
    snprintf(of.stranger, sizeof of.stranger, "%s", text_of(seen, "first_stranger"));
    return of;
}

/* The number of cores in the kernel's list format, "0-1,4"; 0: it has another form. */
static size_t count_cores(const char *list)
{
    size_t num = 0;
    while (*list >= '0' && *list <= '9') {
        char *end;
        unsigned long first = strtoul(list, &end, 10), last = first;
        if (*end == '-')
            last = strtoul(end + 1, &end, 10);
        if (last < first || last - first > 1000000)
            return 0;
        num += last - first + 1;
        list = end + (*end == ',');
    }
    return *list ? 0 : num;
}

/* ---- Libraries ---- */

/* NULL: the plan does not measure it. */
static const struct tb_library *library_of(const struct tb_plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->num_local + plan->num_pair; i++) {
        const struct tb_variant *variant = &plan->variants[i];
        if (strcmp(variant->client->name, name) == 0)
            return variant->client;
        if (strcmp(variant->server->name, name) == 0)
            return variant->server;
    }
    return NULL;
}

static void note_vectors(FILE *out, const struct tb_plan *plan, const struct tb_library *library)
{
    struct tb_text note;
    tb_text_init(&note, 2000);
    tb_vectors_note(&note, plan, library);
    fputs(note.data, out);
    tb_text_free(&note);
}

/* Code that is missing, and code that valgrind made it choose: a library may choose other code for another CPU. */
static void note_code(FILE *out, const json_t *library)
{
    const char *name = text_of(library, "name"), *missing = text_of(library, "missing");
    const char *native = text_of(library, "cpu_features"), *counted = text_of(library, "cpu_features_counted");
    if (*missing)
        fprintf(out, "warning: %s lacks fast code: %s\n", name, missing);
    if (json_object_get(library, "cpu_features_counted") && strcmp(native, counted) != 0)
        fprintf(out, "note: under valgrind %s chose code for %s, but natively code for %s; counts are of the former\n",
                name, *counted ? counted : "unknown features", *native ? native : "unknown features");
}

/* ---- Builds that are the same: the files that ran, or what they were linked from ---- */

static bool is_shared(const json_t *library)
{
    return strcmp(text_of(library, "linkage"), "shared") == 0;
}

static bool agree(const json_t *a, const json_t *b, const char *key)
{
    return *text_of(a, key) && strcmp(text_of(a, key), text_of(b, key)) == 0;
}

static bool same_archives(const json_t *a, const json_t *b)
{
    const json_t *of_a = json_object_get(a, "archives"), *of_b = json_object_get(b, "archives");
    size_t num = json_array_size(of_a);
    bool same = num > 0 && num == json_array_size(of_b);
    for (size_t i = 0; i < num && same; i++)
        same = agree(json_array_get(of_a, i), json_array_get(of_b, i), "sha256");
    return same;
}

static void note_same(FILE *out, const json_t *a, const json_t *b)
{
    bool shared = is_shared(a), same_files = agree(a, b, "module_hash");
    if (shared != is_shared(b))
        return;
    if (shared) /* their modules differ by the name at least */
        same_files = agree(a, b, "image_hash") && agree(a, b, "tls_image_hash");
    if (same_files || (!shared && same_archives(a, b)))
        fprintf(out, "warning: %s and %s %s; to compare two builds, name another one\n", text_of(a, "name"),
                text_of(b, "name"),
                same_files ? "are the same library, byte for byte, so any difference is noise"
                           : "were linked from the same archives, so any difference is noise or the layout of code");
}

/* A calibration compares such builds on purpose, and so does who slows one of them down. */
static void note_same_builds(FILE *out, const struct tb_plan *plan, const json_t *facts)
{
    const json_t *libraries = json_object_get(facts, "libraries");
    const char *command = json_string_value(json_array_get(json_object_get(facts, "command_line"), 1));
    if ((command && strcmp(command, "calibrate") == 0) || tb_plan_is_injected(plan))
        return;
    for (size_t i = 0; i < json_array_size(libraries); i++)
        for (size_t j = i + 1; j < json_array_size(libraries); j++) {
            const json_t *a = json_array_get(libraries, i), *b = json_array_get(libraries, j);
            if (library_of(plan, text_of(a, "name")) && library_of(plan, text_of(b, "name")))
                note_same(out, a, b);
        }
}

static void note_libraries(FILE *out, const struct tb_plan *plan, const json_t *facts)
{
    json_t *library;
    size_t i;
    json_array_foreach(json_object_get(facts, "libraries"), i, library)
    {
        if (library_of(plan, text_of(library, "name")))
            note_code(out, library);
    }
    for (i = 0; i < plan->num_local; i++)
        note_vectors(out, plan, plan->variants[i].client);
    note_same_builds(out, plan, facts);
}

/* ---- What disturbed the samples ---- */

static void print_disturbance(FILE *out, const struct tb_disturbance *seen)
{
    if (seen->stolen * 20 > seen->samples)
        fprintf(out,
                "warning: the hypervisor took more than 1%% of the machine's time in %zu of %zu samples (%.0f%% at "
                "worst); add --rounds, or use a machine that is not shared\n",
                seen->stolen, seen->samples, 100 * seen->worst_steal);
    if (seen->delayed * 20 > seen->samples)
        fprintf(out,
                "warning: other programs ran on the core for more than 1%% of the time of %zu of %zu samples; stop "
                "them, or add --rounds\n",
                seen->delayed, seen->samples);
    if (seen->throttled * 20 > seen->samples)
        fprintf(
            out,
            "warning: a CPU quota stopped this run for more than 1%% of the time of %zu of %zu samples: their rates "
            "and latencies show the quota; lift it and measure again\n",
            seen->throttled, seen->samples);
    if (seen->replaced)
        fprintf(out,
                "note: %zu of %zu turns (the samples of a case in a round) were measured again on all libraries: other "
                "programs, a CPU quota or the hypervisor took more than 1%% of their time\n",
                seen->replaced, seen->turns);
}

/* What was lost all the same stands at its row. */
static void note_spoilt(FILE *out, const struct tb_disturbance *seen)
{
    if (seen->spoilt)
        fprintf(out,
                "note: turns (the samples of a case in a round) were measured again on all libraries %zu time%s, "
                "because other work on the machine made a sample fail; the reasons are in samples.csv\n",
                seen->spoilt, seen->spoilt == 1 ? "" : "s");
}

static void warn_strangers(FILE *out, const struct tb_disturbance *seen)
{
    if (seen->strangers)
        fprintf(
            out,
            "warning: foreign programs connected to the servers under test, %zu time%s in %zu of %zu samples, and were "
            "dropped; the first came from %s.  It may be a monitor or a scanner: find it with ss -tnp, and stop it\n",
            seen->strangers, seen->strangers == 1 ? "" : "s", seen->with_strangers, seen->samples, seen->stranger);
}

static void note_disturbance(FILE *out, const json_t *facts, bool counted)
{
    struct tb_disturbance seen = disturbance_of(facts);
    if (!counted) /* of the machine's other work a count knows nothing */
        print_disturbance(out, &seen);
    note_spoilt(out, &seen);
    warn_strangers(out, &seen);
}

/* ---- Cases ---- */

/* Of the slowest library, ns; 0: none was measured. */
static double slowest_ns(const struct tb_plan *plan, const struct tb_planned *planned)
{
    const struct tb_metric_info *time = tb_metric_by_id(planned->c.driver, TB_METRIC(time));
    double slowest = 0;
    for (size_t i = 0; time && i < planned->num_cells; i++) {
        struct tb_figure figure;
        if (tb_cell_figure(&planned->cells[i], plan, (size_t)(time - planned->c.driver->metrics), &figure))
            slowest = fmax(slowest, figure.interval.median);
    }
    return slowest;
}

/* Do the samples of the case have fewer operations than the suite asks for, because these are slow?  See
 * run/chunk_size.c. */
static bool is_short(const struct tb_plan *plan, const struct tb_planned *planned, uint64_t chunks, uint64_t wanted)
{
    return !planned->pair && !planned->steady && planned->operations > 0 && planned->operations * chunks < wanted &&
           slowest_ns(plan, planned) > 0;
}

static void note_few_operations(FILE *out, const struct tb_plan *plan, const json_t *facts)
{
    const json_t *settings = json_object_get(facts, "settings");
    uint64_t chunks = number_of(settings, "chunks"), wanted = number_of(settings, "sample_operations");
    const struct tb_planned *first = NULL;
    size_t num = 0;
    for (size_t i = 0; i < plan->num; i++)
        if (is_short(plan, &plan->items[i], chunks, wanted)) {
            first = first ? first : &plan->items[i];
            num++;
        }
    if (num == 0 || chunks == 0)
        return;
    double chunk_ms = slowest_ns(plan, first) * (double)wanted / (double)chunks / 1e6;
    fprintf(out,
            "note: operations are slow in %zu case%s: a sample of %s has %" PRIu64 " of them, not %" PRIu64
            ", and may miss a cost that falls on every 32nd operation; --chunk-ms %.0f gives it enough\n",
            num, num == 1 ? "" : "s", first->name, first->operations * chunks, wanted, ceil(chunk_ms));
}

/* Over loopback one side has to be the bottleneck, or the rate is not the libraries' but that of a machine that had
 * other things to do.  One connection at a time keeps neither side busy, and is there for its latency. */
static void warn_idle(FILE *out, const struct tb_plan *plan)
{
    size_t pairs = 0, idle = 0;
    for (size_t i = 0; i < plan->num; i++) {
        size_t counts[TB_NUM_LIMITS] = {0};
        if (!tb_takes_turns(&plan->items[i]))
            tb_limits_count(plan, &plan->items[i], counts);
        for (enum tb_limit limit = TB_LIMIT_CLIENT; limit < TB_NUM_LIMITS; limit++)
            pairs += counts[limit];
        idle += counts[TB_LIMIT_NEITHER];
    }
    if (idle)
        fprintf(out,
                "warning: in %zu of %zu loopback rows neither side kept its core %.0f%% busy, so their rates are not "
                "the libraries' limits; stop other programs, or give client and server a core each (--cpus A,B)\n",
                idle, pairs, 100 * TB_LIMIT_BUSY);
}

static void warn_shared_core(FILE *out, const struct tb_plan *plan, const json_t *facts)
{
    const json_t *cores = json_object_get(json_object_get(facts, "settings"), "cores");
    json_int_t client = json_integer_value(json_array_get(cores, 0));
    bool any_pair = false;
    for (size_t i = 0; i < plan->num; i++)
        any_pair = any_pair || plan->items[i].pair;
    if (!any_pair || json_array_size(cores) != 2 || client != json_integer_value(json_array_get(cores, 1)))
        return;
    if (client < 0)
        fprintf(out, "warning: cannot tell which cores are available, so client and server may share one over "
                     "loopback; use --cpus A,B\n");
    else
        fprintf(out,
                "warning: client and server share core %d over loopback, so rates and latencies are those of half a "
                "core; allow this process a second core\n",
                (int)client);
}

/* Measured all the same: programs have more threads than cores, too. */
static void note_threads(FILE *out, const struct tb_plan *plan, const json_t *facts)
{
    size_t cores = count_cores(text_of(json_object_get(facts, "conditions"), "cores_allowed")), num = 0;
    const struct tb_planned *first = NULL;
    for (size_t i = 0; i < plan->num; i++) {
        size_t threads = tb_case_threads(&plan->items[i].c) * (plan->items[i].pair ? 2 : 1); /* of both processes */
        if (cores == 0 || threads <= cores || !tb_case_names_threads(&plan->items[i].c))
            continue;
        first = first ? first : &plan->items[i];
        num++;
    }
    if (num)
        fprintf(
            out,
            "note: in %zu case%s there are more threads than the %zu core%s of this process (first: %s): threads wait "
            "for each other's cores, so the rate shows what that costs, and efficiency stays below 1; measure how a "
            "library scales on a host with as many cores\n",
            num, num == 1 ? "" : "s", cores, cores == 1 ? "" : "s", first->name);
}

/* Whether such a rate still rose or fell is not known.  Reference work and memory are not in windows. */
static void note_few_windows(FILE *out, const struct tb_plan *plan, const json_t *facts)
{
    uint64_t windows = number_of(json_object_get(facts, "settings"), "chunks");
    const struct tb_planned *first = NULL;
    size_t num = 0;
    for (size_t i = 0; i < plan->num; i++) {
        const struct tb_planned *planned = &plan->items[i];
        if (!planned->pair || planned->steady || planned->c.driver->holds)
            continue;
        first = first ? first : planned;
        num++;
    }
    if (num && windows > 0 && windows < TB_FEWEST_FOR_TREND)
        fprintf(out,
                "note: samples of %zu loopback case%s (first: %s) have %" PRIu64 " window%s, too few to tell whether "
                "their figures still rose or fell; --chunks %d is enough\n",
                num, num == 1 ? "" : "s", first->name, windows, windows == 1 ? "" : "s", TB_FEWEST_FOR_TREND);
}

/* ---- All of it ---- */

/* An older tlsbench did not record the conditions. */
static bool warn_conditions(FILE *out, const json_t *facts)
{
    struct tb_words warnings = {0};
    const json_t *conditions = json_object_get(facts, "conditions");
    bool good = !conditions || tb_conditions_warn(conditions, &warnings);
    for (size_t i = 0; i < warnings.num; i++)
        fprintf(out, "warning: %s\n", warnings.items[i]);
    tb_words_free(&warnings);
    return good;
}

bool tb_remarks_print(FILE *out, const struct tb_plan *plan, const struct json_t *facts)
{
    note_libraries(out, plan, facts);
    bool good = warn_conditions(out, facts);
    note_disturbance(out, facts, plan->counted);
    if (!plan->counted)
        note_few_operations(out, plan, facts);
    warn_idle(out, plan);
    warn_shared_core(out, plan, facts);
    note_threads(out, plan, facts);
    if (!plan->counted)
        note_few_windows(out, plan, facts);
    return good;
}
