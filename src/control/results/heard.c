#include "control/results/heard.h"
#include "control/base/escape.h"
#include "core/memory.h"
#include <ctype.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

bool tb_hear(struct tb_heard *heard)
{
    *heard = (struct tb_heard){0};
    heard->out = open_memstream(&heard->data, &heard->len);
    return heard->out != NULL;
}

bool tb_heard_end(struct tb_heard *heard)
{
    bool whole = heard->out && fclose(heard->out) == 0 && heard->data; /* glibc's fclose does not tell of the last */
    heard->out = NULL;
    if (!whole)
        tb_memory_note_short();
    return whole;
}

static bool begins_with(const char *line, const char *start)
{
    return strncmp(line, start, strlen(start)) == 0;
}

/* Does an item begin with the line, or does the one before go on?  `data`: all that was said. */
static bool is_item(const char *line, const char *data)
{
    const char *end = line;
    bool apart = line > data + 1 && line[-1] == '\n' && line[-2] == '\n'; /* behind an empty line */
    while (end > data && isspace((unsigned char)end[-1]))
        end--;
    bool ended = end == data || end[-1] == '\0' || end[-1] == '.' || end[-1] == ':';
    return apart || begins_with(line, "warning: ") || begins_with(line, "note: ") || begins_with(line, "  ") ||
           begins_with(line, "Next: ") || begins_with(line, "reference work") ||
           (ended && !islower((unsigned char)*line));
}

static void add_item(json_t *list, char *text)
{
    for (char *c = text; *c; c++)
        if (*c == '\n')
            *c = ' ';
    size_t len = strlen(text);
    while (len > 0 && text[len - 1] == ' ')
        text[--len] = '\0';
    text += strspn(text, " ");
    if (*text)
        json_array_append_new(list, tb_escape_json(text));
}

void tb_heard_add(struct json_t *list, struct tb_heard *heard)
{
    bool whole = tb_heard_end(heard);
    char *item = heard->data;
    for (char *line = heard->data; whole && line && *line;) {
        char *end = strchr(line, '\n');
        char *next = end ? end + 1 : line + strlen(line);
        if (end && (!*next || is_item(next, heard->data))) {
            *end = '\0';
            add_item(list, item);
            item = next;
        }
        line = next;
    }
    if (whole && item && *item)
        add_item(list, item);
    free(heard->data);
    *heard = (struct tb_heard){0};
}
