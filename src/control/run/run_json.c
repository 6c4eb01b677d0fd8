#include "control/run/run_json.h"
#include "control/base/conditions.h"
#include "control/base/escape.h"
#include "control/base/host.h"
#include "control/base/json_text.h"
#include "control/plan/inject.h"
#include "control/run/run.h"
#include "control/store/run_names.h"
#include "core/memory.h"
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { FACTS_LIMIT = 64 << 20 };

/* Here and below a failed allocation leaves out a key; it is detected at the end (core/memory.h). */
static void set_time(json_t *object, const char *key, time_t when)
{
    char text[32];
    tb_run_time(text, when);
    tb_json_set_text(object, key, text);
}

/* A word may be any bytes, such as the name of a file; none is left out. */
static json_t *words(const char *const *items, size_t num)
{
    json_t *array = json_array();
    for (size_t i = 0; i < num; i++)
        json_array_append_new(array, tb_escape_json(items[i]));
    return array;
}

/* The command line as typed; argv begins with the command's name. */
static json_t *command_line(const struct tb_run *run)
{
    json_t *line = words(run->argv, (size_t)run->argc);
    json_array_insert_new(line, 0, json_string("tlsbench"));
    return line;
}

/* FNV-1a of a file: identifies the program, whatever its version. */
static void set_hash(json_t *object, const char *key, const char *path)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    char text[17] = "";
    FILE *file = fopen(path, "re");
    for (int c; file && (c = getc_unlocked(file)) != EOF;)
        hash = (hash ^ (unsigned char)c) * UINT64_C(1099511628211);
    if (file && !ferror(file))
        snprintf(text, sizeof text, "%016" PRIx64, hash);
    if (file)
        fclose(file);
    tb_json_set_text(object, key, text);
}

/* Facts that tell two builds of one version apart: the files that ran, and what the module was linked from: archives,
 * and the manifest of the build, null if there is none. */
static void set_build(json_t *object, const struct tb_library *of)
{
    const struct tb_identity *identity = &of->attested.library;
    const char *origin = identity->origin;
    size_t line = strcspn(origin, "\n");
    json_t *archives = json_loadb(origin, line, 0, NULL);
    json_t *manifest = origin[line] ? json_loads(&origin[line + 1], 0, NULL) : NULL;
    set_hash(object, "module_hash", of->module);
    set_hash(object, "image_hash", identity->image);
    set_hash(object, "tls_image_hash", identity->tls_image);
    json_object_set_new(object, "archives", archives ? archives : json_array());
    json_object_set_new(object, "manifest", manifest ? manifest : json_null());
}

static json_t *library(const struct tb_library *of)
{
    const struct tb_identity *identity = &of->attested.library;
    json_t *object = json_object();
    tb_json_set_text(object, "name", of->name);
    tb_json_set_text(object, "module", of->module);
    tb_json_set_text(object, "instance", identity->instance);
    tb_json_set_text(object, "product", identity->product);
    tb_json_set_text(object, "version", identity->version);
    tb_json_set_text(object, "date", identity->date);
    tb_json_set_text(object, "date_of", identity->date_of);
    tb_json_set_text(object, "says", identity->says);
    tb_json_set_text(object, "headers", identity->headers);
    tb_json_set_text(object, "build", identity->build);
    tb_json_set_text(object, "cpu_features", identity->cpu);
    if (of->counted_cpu)
        tb_json_set_text(object, "cpu_features_counted", of->counted_cpu);
    tb_json_set_text(object, "image", identity->image);
    tb_json_set_text(object, "tls_image", identity->tls_image);
    tb_json_set_text(object, "linkage", identity->linkage);
    tb_json_set_text(object, "missing", identity->missing);
    tb_json_set_text(object, "faults", identity->faults);
    tb_json_set_text(object, "fault", of->fault);
    set_build(object, of);
    return object;
}

/* The library name of the plain TCP transfers; null: there are none, and any library may have that name. */
static json_t *plain(const struct tb_plan *plan)
{
    for (size_t i = 0; i < plan->num_local + plan->num_pair + plan->num_plain; i++)
        if (plan->variants[i].plain)
            return json_string(plan->variants[i].client->name);
    return json_null();
}

static bool takes_part(const struct tb_plan *plan, const struct tb_library *library)
{
    for (size_t i = 0; i < plan->num_local + plan->num_pair + plan->num_plain; i++)
        if (plan->variants[i].client == library || plan->variants[i].server == library)
            return true;
    return false;
}

/* The artificial slowdowns in percent. */
static json_t *injected(const struct tb_plan *plan)
{
    json_t *object = json_object();
    for (size_t i = 0; i < plan->num_local; i++)
        if (plan->variants[i].injected[0].pct > 0)
            json_object_set_new(object, plan->variants[i].name, json_real(plan->variants[i].injected[0].pct));
    return object;
}

static json_t *settings(const struct tb_run *run)
{
    const struct tb_lab *lab = &run->lab;
    json_t *object = json_object();
    const struct {
        const char *key;
        uint64_t value;
    } numbers[] = {{"rounds", run->rounds},       {"chunks", lab->chunks},
                   {"chunk_ms", lab->chunk_ms},   {"sample_operations", lab->sample_operations},
                   {"window_ms", lab->window_ms}, {"warm_up_ms", lab->warm_up_ms},
                   {"timeout_s", lab->timeout_s}};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        json_object_set_new(object, numbers[i].key, json_integer((json_int_t)numbers[i].value));
    json_t *cores = json_array();
    json_array_append_new(cores, json_integer(run->cores[0]));
    json_array_append_new(cores, json_integer(run->cores[1]));
    json_object_set_new(object, "cores", cores);
    tb_json_set_text(object, "metric", run->options.metric ? run->options.metric : "time");
    if (run->options.client)
        tb_json_set_text(object, "client", run->options.client);
    return object;
}

static json_t *suite(const struct tb_run *run)
{
    json_t *object = json_object();
    tb_json_set_text(object, "name", run->suite.name);
    tb_json_set_text(object, "path", run->suite.path);
    tb_json_set_text(object, "title", run->suite.title);
    tb_json_set_text(object, "source", run->suite.source);
    json_object_set_new(object, "thresholds",
                        words((const char *const *)run->suite.thresholds.items, run->suite.thresholds.num));
    json_object_set_new(object, "gates", words((const char *const *)run->suite.gates.items, run->suite.gates.num));
    json_object_set_new(object, "does_not_apply", words((const char *const *)run->misfits.items, run->misfits.num));
    return object;
}

/* What follows the rounds, as far as it is asked for. */
static json_t *passes(const struct tb_run_options *options)
{
    json_t *array = json_array();
    if (options->counters)
        json_array_append_new(array, json_string("counters"));
    if (options->profile)
        json_array_append_new(array, json_string("profiles"));
    return array;
}

static json_t *disturbance(const struct tb_disturbance *seen)
{
    json_t *object = json_object();
    json_object_set_new(object, "samples", json_integer((json_int_t)seen->samples));
    json_object_set_new(object, "with_steal", json_integer((json_int_t)seen->stolen));
    json_object_set_new(object, "worst_steal", json_real(seen->worst_steal));
    json_object_set_new(object, "pairs", json_integer((json_int_t)seen->turns));
    json_object_set_new(object, "replaced_pairs", json_integer((json_int_t)seen->replaced));
    json_object_set_new(object, "spoilt_pairs", json_integer((json_int_t)seen->spoilt));
    json_object_set_new(object, "with_run_delay", json_integer((json_int_t)seen->delayed));
    json_object_set_new(object, "throttled", json_integer((json_int_t)seen->throttled));
    json_object_set_new(object, "strangers", json_integer((json_int_t)seen->strangers));
    json_object_set_new(object, "with_strangers", json_integer((json_int_t)seen->with_strangers));
    tb_json_set_text(object, "first_stranger", seen->stranger);
    return object;
}

/* "" for a complete run. */
static const char *ended_by(const struct tb_run *run)
{
    if (run->complete)
        return "";
    if (!run->ended)
        return "nothing: the run is under way, or tlsbench was killed";
    return run->signals.caught ? "signal" : run->why.data;
}

void tb_run_names_now(struct tb_run_names *names, const struct tb_run *run)
{
    json_t *host = tb_host_facts();
    tb_run_names_set(names, run->dir.name, run->started, host);
    json_decref(host);
}

bool tb_run_json(struct tb_text *text, const struct tb_run *run)
{
    char seed[32];
    json_t *object = json_object(), *libraries = json_array();
    snprintf(seed, sizeof seed, "%" PRIu64, run->plan.seed); /* as text, because many readers lose bits of JSON
                                                              * numbers */
    json_object_set_new(object, "schema", json_integer(1));
    tb_json_set_text(object, "run", run->dir.name);
    tb_json_set_text(object, "id", run->id);
    tb_json_set_text(object, "tlsbench", TB_VERSION);
    set_hash(object, "worker", run->places.worker);
    json_object_set_new(object, "complete", json_boolean(run->complete));
    tb_json_set_text(object, "ended_by", ended_by(run));
    set_time(object, "started", run->started);
    set_time(object, "ended", run->ended);
    json_object_set_new(object, "command_line", command_line(run));
    tb_json_set_text(object, "seed", seed);
    json_object_set_new(object, "settings", settings(run));
    json_object_set_new(object, "passes", passes(&run->options));
    json_object_set_new(object, "injected_pct", injected(&run->plan));
    json_object_set_new(object, "injected", tb_injected_json(&run->plan));
    json_object_set_new(object, "host", tb_host_facts());
    json_object_set_new(object, "conditions", tb_conditions());
    json_object_set_new(object, "disturbance", disturbance(&run->disturbance));
    for (size_t i = 0; i < run->libraries.num; i++)
        if (takes_part(&run->plan, &run->libraries.items[i]))
            json_array_append_new(libraries, library(&run->libraries.items[i]));
    json_object_set_new(object, "libraries", libraries);
    json_object_set_new(object, "plain", plain(&run->plan));
    json_object_set_new(object, "suite", suite(run));
    if (run->options.profile)
        json_object_set_new(object, "profiles", tb_profiles_json(&run->profiles));
    bool good = tb_json_append(text, object);
    json_decref(object);
    return good && !text->truncated && !tb_memory_was_short();
}

struct json_t *tb_run_facts(const struct tb_run *run)
{
    struct tb_text text;
    tb_text_init(&text, FACTS_LIMIT);
    json_t *facts = tb_run_json(&text, run) ? json_loads(text.data, 0, NULL) : NULL;
    tb_text_free(&text);
    return facts;
}
