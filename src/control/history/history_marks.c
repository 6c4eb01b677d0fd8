#include "control/history/history_marks.h"
#include "control/history/history_series.h"
#include "core/text.h"
#include <string.h>

typedef const char *fact_fn(const struct tb_history_point *point);

static const char *client_version(const struct tb_history_point *point)
{
    return point->client ? point->client->version : "";
}
static const char *client_build(const struct tb_history_point *point)
{
    return point->client ? point->client->build : "";
}
static const char *server_version(const struct tb_history_point *point)
{
    return point->server ? point->server->version : "";
}
static const char *server_build(const struct tb_history_point *point)
{
    return point->server ? point->server->build : "";
}
static const char *program(const struct tb_history_point *point)
{
    return point->run->tlsbench;
}
static const char *machine(const struct tb_history_point *point)
{
    return point->run->machine;
}
static const char *suite(const struct tb_history_point *point)
{
    return point->run->suite;
}

/* The fact of point `i`, and its previous value.  Returns false if it did not change, or is unknown. */
static bool changed(const struct tb_history_line *line, size_t i, fact_fn *fact, const char **before,
                    const char **after)
{
    *after = fact(&line->points[i]);
    *before = "";
    if (!**after)
        return false;
    while (i > 0 && !**before)
        *before = fact(&line->points[--i]);
    return **before && strcmp(*before, *after) != 0;
}

static const char *separator(const struct tb_text *text)
{
    return text->len ? "; " : "";
}

static void mark_library(struct tb_text *text, const struct tb_history_line *line, size_t i, const char *name,
                         fact_fn *version, fact_fn *build)
{
    const char *before, *after;
    if (changed(line, i, version, &before, &after))
        tb_text_printf(text, "%s%s %s -> %s", separator(text), name, before, after);
    if (changed(line, i, build, &before, &after)) /* both are long lists of flags, which tlsbench info shows */
        tb_text_printf(text, "%s%s built with other flags", separator(text), name);
}

void tb_history_mark(struct tb_text *text, const struct tb_history_line *line, size_t i)
{
    const char *before, *after;
    mark_library(text, line, i, line->client, client_version, client_build);
    if (strcmp(line->client, line->server) != 0)
        mark_library(text, line, i, line->server, server_version, server_build);
    if (changed(line, i, program, &before, &after))
        tb_text_printf(text, "%stlsbench %s -> %s", separator(text), before, after);
    if (changed(line, i, machine, &before, &after)) /* of the same kind, or they would be two series */
        tb_text_printf(text, "%smachine %s -> %s", separator(text), before, after);
}

void tb_history_mark_suite(struct tb_text *text, const struct tb_history_line *line, size_t i)
{
    const char *before, *after;
    if (changed(line, i, suite, &before, &after))
        tb_text_printf(text, "%ssuite %s -> %s", separator(text), before, after);
}
