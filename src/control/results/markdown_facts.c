/* markdown_facts.c - the end of a page: machine, libraries, and how to repeat the run. */
#include "control/base/escape.h"
#include "control/base/run_facts.h"
#include "control/results/export.h"
#include "control/results/markdown.h"
#include "core/text.h"
#include <jansson.h>
#include <string.h>

enum { HOST_LIMIT = 12000 };

static void add_command(struct tb_text *out, const struct tb_export_source *source)
{
    struct tb_text line;
    tb_text_init(&line, HOST_LIMIT / 10); /* characters of references are some bytes each */
    tb_run_command(&line, source->facts);
    tb_escape_markdown(out, line.data);
    tb_text_add(out, "; seed ");
    tb_escape_markdown(out, tb_export_fact(source, "", "seed"));
    tb_text_free(&line);
}

static void add_library(struct tb_text *out, const json_t *library)
{
    const char *name = json_string_value(json_object_get(library, "name"));
    char version[200];
    tb_run_version(version, sizeof version, library);
    const char *missing = json_string_value(json_object_get(library, "missing"));
    const char *faults = json_string_value(json_object_get(library, "faults"));
    tb_text_add(out, "- ");
    tb_escape_markdown(out, name ? name : "");
    tb_text_add(out, ": ");
    tb_escape_markdown(out, version);
    if (missing && *missing) {
        tb_text_add(out, ", lacks fast code: ");
        tb_escape_markdown(out, missing);
    }
    if (faults && *faults) {
        tb_text_add(out, ", known faults: ");
        for (const char *fault = faults; *fault; fault += strspn(fault, "\n")) { /* a line each */
            char *one = strndup(fault, strcspn(fault, "\n"));
            tb_text_add(out, fault > faults ? "; " : "");
            tb_escape_markdown(out, one ? one : "out of memory");
            fault += strcspn(fault, "\n");
            free(one);
        }
    }
    tb_text_add(out, "\n");
}

void tb_markdown_facts(struct tb_text *out, const struct tb_export_source *source, const char *title)
{
    const json_t *settings = json_object_get(source->facts, "settings"); /* the plan also has room for second looks */
    size_t i;
    json_t *library;
    if (!source->facts) {
        tb_text_add(out, "\nThe machine and the builds are unknown, because the run has no `run.json`.\n");
        return;
    }
    tb_text_printf(out, "\n<details><summary>%s, libraries, how to reproduce this</summary>\n\n- Host: ", title);
    tb_escape_markdown(out, tb_export_fact(source, "host", "cpu"));
    tb_text_printf(out, ", %d cores, hypervisor ",
                   (int)json_integer_value(json_object_get(json_object_get(source->facts, "host"), "cores")));
    tb_escape_markdown(out, tb_export_fact(source, "host", "hypervisor"));
    tb_text_add(out, ", kernel ");
    tb_escape_markdown(out, tb_export_fact(source, "host", "kernel"));
    tb_text_add(out, "\n");
    json_array_foreach(json_object_get(source->facts, "libraries"), i, library)
    {
        if (tb_run_is_library(source->facts, library))
            add_library(out, library);
    }
    tb_text_add(out, "- Run ");
    tb_escape_markdown(out, tb_export_fact(source, "", "run"));
    int rounds = (int)json_integer_value(json_object_get(settings, "rounds"));
    tb_text_printf(out, ", %d round%s: ", rounds, rounds == 1 ? "" : "s");
    add_command(out, source);
    tb_text_add(out, "\n\n</details>\n");
}
