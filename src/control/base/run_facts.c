#include "control/base/run_facts.h"
#include "core/release.h"
#include "core/text.h"
#include <jansson.h>
#include <stdio.h>
#include <string.h>

static bool needs_quotes(const char *word)
{
    return !*word ||
           strspn(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=+./,:@%") != strlen(word);
}

static void add_word(struct tb_text *line, const char *word)
{
    bool quoted = needs_quotes(word);
    tb_text_printf(line, "%s%s", line->len ? " " : "", quoted ? "'" : "");
    for (; *word; word++)
        if (*word == '\'')
            tb_text_add(line, "'\\''");
        else
            tb_text_add_bytes(line, word, 1);
    tb_text_add(line, quoted ? "'" : "");
}

void tb_run_command(struct tb_text *line, const json_t *facts)
{
    size_t i;
    json_t *word;
    json_array_foreach(json_object_get(facts, "command_line"), i, word)
    {
        if (json_string_value(word))
            add_word(line, json_string_value(word));
    }
    if (line->truncated) {
        tb_text_clear(line);
        tb_text_add(line, "the command line is in run.json");
    }
}

bool tb_run_is_library(const json_t *facts, const json_t *library)
{
    const char *name = json_string_value(json_object_get(library, "name"));
    const char *plain = json_string_value(json_object_get(facts, "plain"));
    return !name || !plain || strcmp(name, plain) != 0;
}

void tb_run_version(char *dst, size_t cap, const json_t *library)
{
    const char *version = json_string_value(json_object_get(library, "version"));
    const char *date = json_string_value(json_object_get(library, "date"));
    const char *date_of = json_string_value(json_object_get(library, "date_of"));
    if (version && date && *date)
        tb_release_words(dst, cap, version, date, date_of ? date_of : "");
    else
        snprintf(dst, cap, "%s", version ? version : "");
}
