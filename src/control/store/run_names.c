#include "control/store/run_names.h"
#include <jansson.h>
#include <stdio.h>

void tb_run_time(char text[32], time_t when)
{
    struct tm utc;
    if (!when || !gmtime_r(&when, &utc) || !strftime(text, 32, "%Y-%m-%dT%H:%M:%SZ", &utc))
        text[0] = '\0';
}

static void take(char *to, size_t cap, const json_t *facts, const char *key)
{
    const char *text = json_string_value(json_object_get(facts, key));
    snprintf(to, cap, "%s", text ? text : "");
}

static void take_host(struct tb_run_names *names, const json_t *host)
{
    take(names->host, sizeof names->host, host, "name");
    take(names->cpu, sizeof names->cpu, host, "cpu");
}

void tb_run_names_set(struct tb_run_names *names, const char *run, time_t started, const struct json_t *host)
{
    snprintf(names->run, sizeof names->run, "%s", run);
    tb_run_time(names->started, started);
    take_host(names, host);
}

void tb_run_names_load(struct tb_run_names *names, const struct json_t *facts, const char *folder)
{
    take(names->run, sizeof names->run, facts, "run");
    take(names->started, sizeof names->started, facts, "started");
    take_host(names, json_object_get(facts, "host"));
    if (!*names->run)
        snprintf(names->run, sizeof names->run, "%s", folder);
}
