#include "control/plan/pattern.h"
#include "core/case.h"
#include "core/text.h"
#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

const char *tb_pattern_spell_out(char spelled[TB_PATTERN_CAP], const char *pattern)
{
    struct tb_text text;
    tb_text_init(&text, TB_PATTERN_CAP - 1);
    for (const char *part = pattern; *part;) {
        char value[TB_VALUE_CAP], number[TB_VALUE_CAP];
        size_t len = strcspn(part, "/");
        snprintf(value, sizeof value, "%.*s", (int)len, part);
        if (len < sizeof value)
            tb_text_add(&text, tb_size_spell_out(number, value));
        else
            tb_text_add_bytes(&text, part, len);
        part += len;
        if (*part)
            tb_text_add_bytes(&text, part++, 1);
    }
    snprintf(spelled, TB_PATTERN_CAP, "%s", text.data);
    bool whole = !text.truncated;
    tb_text_free(&text);
    return whole ? spelled : pattern;
}

bool tb_pattern_matches(const char *pattern, const char *name)
{
    char spelled[TB_PATTERN_CAP];
    const char *names = strpbrk(pattern, "kK") ? tb_pattern_spell_out(spelled, pattern) : pattern;
    size_t len = strlen(names);
    return fnmatch(names, name, 0) == 0 || (strncmp(names, name, len) == 0 && name[len] == '/');
}
