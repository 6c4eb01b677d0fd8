#include "control/show/head.h"
#include "control/base/run_facts.h"
#include "control/run/run.h"
#include "control/run/run_json.h"
#include "core/text.h"
#include <jansson.h>
#include <string.h>

enum { LINE_LIMIT = 2000 };

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static void add(struct tb_text *line, const char *separator, const char *text)
{
    if (*text)
        tb_text_printf(line, "%s%s", line->len ? separator : "", text);
}

static void print_line(FILE *out, struct tb_text *line)
{
    if (line->len)
        fprintf(out, "%s\n", line->data);
    tb_text_clear(line);
}

static void print_run(FILE *out, struct tb_text *line, const json_t *facts)
{
    json_int_t rounds = json_integer_value(json_object_get(json_object_get(facts, "settings"), "rounds"));
    tb_run_command(line, facts);
    print_line(out, line);
    if (*text_of(facts, "tlsbench"))
        tb_text_printf(line, "tlsbench %s", text_of(facts, "tlsbench"));
    add(line, ", ", text_of(facts, "run"));
    if (*text_of(facts, "started"))
        tb_text_printf(line, "%sbegun %s", line->len ? ", " : "", text_of(facts, "started"));
    if (rounds > 0)
        tb_text_printf(line, "%s%lld round%s", line->len ? ", " : "", (long long)rounds, rounds == 1 ? "" : "s");
    if (*text_of(facts, "seed"))
        tb_text_printf(line, "%sseed %s", line->len ? ", " : "", text_of(facts, "seed"));
    print_line(out, line);
}

static void print_host(FILE *out, struct tb_text *line, const json_t *facts)
{
    const json_t *host = json_object_get(facts, "host");
    json_int_t cores = json_integer_value(json_object_get(host, "cores"));
    if (*text_of(host, "name"))
        tb_text_printf(line, "host %s", text_of(host, "name"));
    add(line, ": ", text_of(host, "cpu"));
    if (cores > 0)
        tb_text_printf(line, "%s%lld core%s", line->len ? ", " : "", (long long)cores, cores == 1 ? "" : "s");
    if (*text_of(host, "hypervisor") && strcmp(text_of(host, "hypervisor"), "none") != 0)
        tb_text_printf(line, ", hypervisor %s", text_of(host, "hypervisor"));
    add(line, ", ", text_of(host, "kernel"));
    print_line(out, line);
}

static void print_libraries(FILE *out, struct tb_text *line, const json_t *facts)
{
    json_t *library;
    size_t i;
    json_array_foreach(json_object_get(facts, "libraries"), i, library)
    {
        char version[200];
        tb_run_version(version, sizeof version, library);
        if (tb_run_is_library(facts, library) && *version)
            tb_text_printf(line, "%s%s: %s", line->len ? "; " : "", text_of(library, "name"), version);
    }
    print_line(out, line);
}

void tb_head_print(FILE *out, const json_t *facts)
{
    struct tb_text line;
    tb_text_init(&line, LINE_LIMIT);
    print_run(out, &line, facts);
    print_host(out, &line, facts);
    print_libraries(out, &line, facts);
    tb_text_free(&line);
}

void tb_head_print_run(FILE *out, const struct tb_run *run)
{
    json_t *facts = tb_run_facts(run);
    tb_head_print(out, facts);
    json_decref(facts);
}
