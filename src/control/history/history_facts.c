#include "control/history/history_facts.h"
#include "control/history/history.h"
#include "core/catalog.h"
#include "core/release.h"
#include "core/text.h"
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

bool tb_history_is_time(const char *text)
{
    char again[32];
    struct tm utc = {0};
    const char *end = strptime(text, "%Y-%m-%dT%H:%M:%SZ", &utc);
    time_t when = end ? timegm(&utc) : 0; /* 30 February becomes 2 March */
    return end && !*end && gmtime_r(&when, &utc) && strftime(again, sizeof again, "%Y-%m-%dT%H:%M:%SZ", &utc) > 0 &&
           strcmp(again, text) == 0;
}

bool tb_history_is_seed(const char *text)
{
    char *end;
    errno = 0;
    strtoull(text, &end, 10);
    return *text >= '0' && *text <= '9' && !*end && errno == 0;
}

bool tb_history_identified(const struct json_t *facts, const char *folder, struct tb_text *why)
{
    const char *name = tb_history_fact(facts, "run"), *started = tb_history_fact(facts, "started");
    const char *seed = tb_history_fact(facts, "seed");
    if (*name && tb_history_is_time(started) && tb_history_is_seed(seed))
        return true;
    tb_text_printf(why, "%s/run.json: ", folder);
    if (!*name)
        tb_text_add(why, "it lacks \"run\", the name of the run");
    else if (!tb_history_is_time(started))
        tb_text_printf(why, "\"started\" is '%s', not a time like 2026-01-16T00:00:00Z", started);
    else
        tb_text_printf(why, "\"seed\" is '%s', not a number", seed);
    return false;
}

const char *tb_history_fact(const struct json_t *facts, const char *key)
{
    const char *text = json_string_value(json_object_get(facts, key));
    return text ? text : "";
}

struct tb_history_library tb_history_library_of(const json_t *library, struct tb_release *release)
{
    struct tb_history_library of = {.name = tb_history_fact(library, "name"),
                                    .product = tb_history_fact(library, "product"),
                                    .version = tb_history_fact(library, "version"),
                                    .date = tb_history_fact(library, "date"),
                                    .date_of = tb_history_fact(library, "date_of"),
                                    .build = tb_history_fact(library, "build")};
    if (json_object_get(library, "date"))
        return of;
    if (tb_release_read(release, of.version)) {
        of.version = release->version;
        of.date = release->date;
        of.date_of = release->date_of;
    } else if (*tb_history_fact(json_object_get(library, "manifest"), "version")) {
        of.version = tb_history_fact(json_object_get(library, "manifest"), "version");
    }
    return of;
}

void tb_history_product(struct tb_text *text, const struct json_t *facts, const char *name)
{
    size_t i;
    json_t *library;
    json_array_foreach(json_object_get(facts, "libraries"), i, library)
    {
        const char *instance = tb_history_fact(library, "instance");
        if (strcmp(tb_history_fact(library, "name"), name) != 0)
            continue;
        tb_text_add(text, tb_history_fact(library, "product"));
        if (*instance && strcmp(instance, name) != 0)
            tb_text_printf(text, "%s(%s)", text->len ? " " : "", instance);
        return;
    }
}

/* Appends the cores on which samples ran, and the cores that were not allowed. */
static void add_cores(struct tb_text *text, const json_t *facts)
{
    const json_t *cores = json_object_get(json_object_get(facts, "settings"), "cores");
    const char *allowed = tb_history_fact(json_object_get(facts, "conditions"), "cores_allowed");
    json_int_t all = json_integer_value(json_object_get(json_object_get(facts, "host"), "cores"));
    char whole[32];
    snprintf(whole, sizeof whole, all > 1 ? "0-%lld" : "0", (long long)all - 1);
    tb_text_printf(text, ", cores %lld and %lld", (long long)json_integer_value(json_array_get(cores, 0)),
                   (long long)json_integer_value(json_array_get(cores, 1)));
    if (*allowed && strcmp(allowed, "unknown") != 0 && strcmp(allowed, whole) != 0)
        tb_text_printf(text, " of %s", allowed);
}

static long long setting(const json_t *facts, const char *key)
{
    return json_integer_value(json_object_get(json_object_get(facts, "settings"), key));
}

void tb_history_sampling(struct tb_text *text, const struct json_t *facts, const struct tb_case *c,
                         const struct tb_metric_info *info)
{
    if (!json_object_get(facts, "settings"))
        return;
    if (info && info->counted) {
        tb_text_add(text, "counted"); /* counts do not depend on lengths and cores */
        return;
    }
    if (c && tb_case_is_pair(c))
        tb_text_printf(text, "%lld windows of %lld ms after %lld ms", setting(facts, "chunks"),
                       setting(facts, "window_ms"), setting(facts, "warm_up_ms"));
    else
        tb_text_printf(text, "%lld chunks of %lld ms", setting(facts, "chunks"), setting(facts, "chunk_ms"));
    if (!(c && tb_case_is_pair(c)) && setting(facts, "sample_operations") > 1)
        tb_text_printf(text, ", at least %lld operations", setting(facts, "sample_operations"));
    add_cores(text, facts);
}

void tb_history_program(struct tb_text *text, const struct json_t *facts)
{
    const char *worker = tb_history_fact(facts, "worker");
    tb_text_add(text, tb_history_fact(facts, "tlsbench"));
    if (*worker)
        tb_text_printf(text, " (worker %.12s)", worker);
}
