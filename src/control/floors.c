#include "control/floors.h"
#include "control/files.h"
#include "control/host.h"
#include "control/libraries.h"
#include "control/run.h"
#include "core/catalog.h"
#include "core/noise.h"
#include <errno.h>
#include <jansson.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILE_LIMIT = 16 << 20, KEY_LIMIT = 1000, SCHEMA = 1 };

static bool make_path(char path[PATH_MAX], const struct tb_run *run)
{
    const char *results = run->options.results ? run->options.results : "results";
    return snprintf(path, PATH_MAX, "%s/floors.json", results) < PATH_MAX;
}

/* ---- Whose floors ---- */

static void add_fact(struct tb_text *key, const json_t *facts, const char *name)
{
    const json_t *fact = json_object_get(facts, name);
    if (json_is_integer(fact))
        tb_text_printf(key, "%s%s %lld", key->len ? "; " : "", name, (long long)json_integer_value(fact));
    else
        tb_text_printf(key, "%s%s %s", key->len ? "; " : "", name, json_string_value(fact));
}

static void describe_host(struct tb_text *key)
{
    static const char *const names[] = {"cpu", "cores", "kernel", "hypervisor", "compiler"};
    json_t *facts = tb_host_facts();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        add_fact(key, facts, names[i]);
    json_decref(facts);
}

/* How much is measured: fewer rounds are noisier. */
static void describe_amount(struct tb_text *key, const struct tb_run *run)
{
    tb_text_printf(key, "%llu rounds, %llu chunks of %llu ms, windows of %llu ms", (unsigned long long)run->rounds,
                   (unsigned long long)run->lab.chunks, (unsigned long long)run->lab.chunk_ms,
                   (unsigned long long)run->lab.window_ms);
}

static bool set_text(json_t *object, const char *name, const char *text)
{
    return json_object_set_new(object, name, json_string(text)) == 0;
}

static json_t *make_key(const struct tb_run *run)
{
    struct tb_text host, amount;
    json_t *key = json_object();
    tb_text_init(&host, KEY_LIMIT);
    tb_text_init(&amount, KEY_LIMIT);
    describe_host(&host);
    describe_amount(&amount, run);
    bool good = set_text(key, "host", host.data) && set_text(key, "amount", amount.data) &&
                set_text(key, "library", run->selection.items[0]->attested.library.instance);
    tb_text_free(&host);
    tb_text_free(&amount);
    if (good)
        return key;
    json_decref(key);
    return NULL;
}

static bool has_key(const json_t *entry, json_t *key)
{
    const char *name;
    json_t *value;
    json_object_foreach(key, name, value) if (!json_equal(json_object_get(entry, name), value)) return false;
    return true;
}

/* ---- The file ---- */

/* The whole file, a new one where there is none.  NULL: `why`. */
static json_t *read_file(const char *path, struct tb_text *why)
{
    json_error_t error;
    if (access(path, F_OK) != 0 && errno == ENOENT)
        return json_pack("{s:i, s:[]}", "schema", SCHEMA, "floors");
    char *text = tb_file_read(path, FILE_LIMIT, why);
    json_t *file = text ? json_loads(text, 0, &error) : NULL;
    free(text);
    bool good =
        json_integer_value(json_object_get(file, "schema")) == SCHEMA && json_is_array(json_object_get(file, "floors"));
    if (good)
        return file;
    if (!why->len)
        tb_text_printf(why, "%s is damaged, or of another version of tlsbench: move it away, and calibrate again",
                       path);
    json_decref(file);
    return NULL;
}

bool tb_floors_load(struct tb_floors *floors, const struct tb_run *run, struct tb_text *why)
{
    char path[PATH_MAX];
    *floors = (struct tb_floors){0};
    json_t *file = make_path(path, run) ? read_file(path, why) : NULL, *key = make_key(run), *entry;
    size_t i;
    json_array_foreach(json_object_get(file, "floors"), i, entry) if (key && has_key(entry, key)) floors->entry =
        json_incref(entry);
    if (floors->entry) {
        floors->checks = (size_t)json_integer_value(json_object_get(floors->entry, "checks"));
        floors->alarms = (size_t)json_integer_value(json_object_get(floors->entry, "false_alarms"));
    }
    bool good = file && key;
    json_decref(file);
    json_decref(key);
    return good;
}

void tb_floors_free(struct tb_floors *floors)
{
    json_decref(floors->entry);
    *floors = (struct tb_floors){0};
}

static void name_floor(char name[KEY_LIMIT], const struct tb_planned *planned, const struct tb_metric_info *metric)
{
    snprintf(name, KEY_LIMIT, "%s %s", planned->name, metric->name);
}

double tb_floors_of(const struct tb_planned *planned, const struct tb_metric_info *metric, const void *context)
{
    const struct tb_floors *floors = context;
    char name[KEY_LIMIT];
    name_floor(name, planned, metric);
    const json_t *floor = json_object_get(json_object_get(floors->entry, "cases"), name);
    return json_is_number(floor) ? json_number_value(floor) : NAN;
}

bool tb_floors_begin(struct tb_floors *floors, const struct tb_run *run)
{
    *floors = (struct tb_floors){.entry = make_key(run)};
    return floors->entry && set_text(floors->entry, "version", run->selection.items[0]->attested.library.version) &&
           json_object_set_new(floors->entry, "cases", json_object()) == 0;
}

bool tb_floors_add(struct tb_floors *floors, const struct tb_planned *planned, const struct tb_metric_info *metric,
                   double floor)
{
    char name[KEY_LIMIT];
    name_floor(name, planned, metric);
    return json_object_set_new(json_object_get(floors->entry, "cases"), name, json_real(floor)) == 0;
}

bool tb_floors_save(struct tb_floors *floors, const struct tb_run *run, struct tb_text *why)
{
    char path[PATH_MAX];
    json_t *file = make_path(path, run) ? read_file(path, why) : NULL, *key = make_key(run);
    json_t *all = json_object_get(file, "floors");
    for (size_t i = json_array_size(all); key && i-- > 0;)
        if (has_key(json_array_get(all, i), key))
            json_array_remove(all, i);
    bool good = file && key &&
                json_object_set_new(floors->entry, "checks", json_integer((json_int_t)floors->checks)) == 0 &&
                json_object_set_new(floors->entry, "false_alarms", json_integer((json_int_t)floors->alarms)) == 0 &&
                json_array_append(all, floors->entry) == 0;
    char *text = good ? json_dumps(file, JSON_INDENT(1)) : NULL;
    good = text && tb_file_write(path, text, strlen(text), why);
    if (!good && !why->len)
        tb_text_add(why, "no memory for the floors");
    free(text);
    json_decref(file);
    json_decref(key);
    return good;
}

void tb_floors_describe(const struct tb_floors *floors, struct tb_text *text)
{
    if (!floors->entry) {
        tb_text_add(text,
                    "warning: this host is not calibrated for that (tlsbench calibrate): how much a build differs "
                    "from its own copy here, and how often that is called a regression, is not known");
        return;
    }
    tb_text_printf(text,
                   "false alarms measured here: %zu in %zu checks of a build against its copy, so at most %.1f%% of "
                   "checks (95%% confidence)",
                   floors->alarms, floors->checks, 100 * tb_false_alarm_bound(floors->alarms, floors->checks));
}
