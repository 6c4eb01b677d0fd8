/* page_facts.c - the measurement itself: machine, libraries, command, and what was unusual. */
#include "control/base/run_facts.h"
#include "control/results/doubts.h"
#include "control/results/export.h"
#include "control/results/page.h"
#include "control/results/page_parts.h"
#include "core/text.h"
#include <jansson.h>
#include <string.h>

enum { COMMAND_LIMIT = 4000, VALUE_LIMIT = 2000 };

/* ---- Facts ---- */

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static long long number_of(const json_t *object, const char *key)
{
    return (long long)json_integer_value(json_object_get(object, key));
}

static void add_fact(json_t *rows, const char *what, const char *value)
{
    if (*value)
        tb_page_row(rows, (const char *const[]){what, value}, 2);
}

static void add_host(json_t *rows, const json_t *facts)
{
    const json_t *host = json_object_get(facts, "host");
    struct tb_text value;
    tb_text_init(&value, VALUE_LIMIT);
    tb_text_printf(&value, "%s, %lld cores", text_of(host, "cpu"), number_of(host, "cores"));
    if (json_object_get(host, "memory_mib"))
        tb_text_printf(&value, ", %lld MiB of memory", number_of(host, "memory_mib"));
    if (*text_of(host, "hypervisor"))
        tb_text_printf(&value, ", hypervisor %s", text_of(host, "hypervisor"));
    add_fact(rows, "Machine", value.data + strspn(value.data, ", "));
    tb_text_free(&value);
    add_fact(rows, "Kernel", text_of(host, "kernel"));
    add_fact(rows, "Clock source", text_of(host, "clocksource"));
}

static void add_times(json_t *rows, const json_t *facts)
{
    const json_t *settings = json_object_get(facts, "settings");
    struct tb_text value;
    tb_text_init(&value, VALUE_LIMIT);
    tb_text_add(&value, text_of(facts, "started"));
    if (*text_of(facts, "ended"))
        tb_text_printf(&value, " to %s", text_of(facts, "ended"));
    add_fact(rows, "Measured", value.data);
    tb_text_clear(&value);
    tb_text_printf(&value,
                   "%lld rounds; %lld chunks of %lld ms in a sample, over loopback windows of %lld ms after %lld ms of "
                   "warming up",
                   number_of(settings, "rounds"), number_of(settings, "chunks"), number_of(settings, "chunk_ms"),
                   number_of(settings, "window_ms"), number_of(settings, "warm_up_ms"));
    add_fact(rows, "Sampling", number_of(settings, "rounds") ? value.data : "");
    tb_text_free(&value);
}

static void add_command(json_t *rows, const json_t *facts)
{
    struct tb_text line;
    tb_text_init(&line, COMMAND_LIMIT);
    tb_run_command(&line, facts);
    add_fact(rows, "Command", line.data);
    add_fact(rows, "Seed", text_of(facts, "seed"));
    add_fact(rows, "Suite", text_of(json_object_get(facts, "suite"), "title"));
    add_fact(rows, "tlsbench", text_of(facts, "tlsbench"));
    tb_text_free(&line);
}

static void add_libraries(struct tb_page *page, const json_t *facts)
{
    static const char *const columns[] = {"Library", "Version", "Linkage", "Built with"};
    json_t *rows = tb_page_table(page, "Libraries", false, columns, 4), *library;
    size_t i;
    json_array_foreach(json_object_get(facts, "libraries"), i, library)
    {
        char version[300];
        if (!tb_run_is_library(facts, library))
            continue;
        tb_run_version(version, sizeof version, library);
        tb_page_row(rows,
                    (const char *const[]){text_of(library, "name"), version, text_of(library, "linkage"),
                                          text_of(library, "build")},
                    4);
    }
}

static void add_run(struct tb_page *page, const json_t *facts, const char *title)
{
    static const char *const columns[] = {"What", "Value"};
    json_t *rows = tb_page_table(page, title, false, columns, 2);
    add_fact(rows, "Run", text_of(facts, "run"));
    add_host(rows, facts);
    add_command(rows, facts);
    add_times(rows, facts);
    add_libraries(page, facts);
}

void tb_page_facts(struct tb_page *page, const struct tb_export_source *source)
{
    tb_page_heading(page, 2, "Machine, libraries, command");
    if (source->base_facts)
        add_run(page, source->base_facts, "The run of the base");
    if (source->facts)
        add_run(page, source->facts, source->base_facts ? "The other run" : "The run");
    else
        tb_page_paragraph(page, "note",
                          "The machine, the versions and the command are unknown, because the run has no run.json.");
}

/* ---- What was unusual ---- */

bool tb_page_warnings(struct tb_page *page, const struct tb_page_source *source)
{
    json_t *doubts = tb_doubts_with(source->export, source->comparison);
    if (json_array_size(doubts) > 0) {
        tb_page_heading(page, 2, "What to know before you trust the figures");
        json_array_extend(tb_page_list(page, "doubts"), doubts);
    }
    bool good = doubts != NULL;
    json_decref(doubts);
    return good;
}
