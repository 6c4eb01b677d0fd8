#include "control/results/page_functions.h"
#include "control/store/folded.h"
#include "core/grow.h"
#include <stdlib.h>
#include <string.h>

/* What one worker spent in a function. */
struct spent {
    const char *name;
    double samples;
};

/* Of functions, and of what was spent in them: their names come first. */
static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* `known`: so many functions are sorted by name.  NULL: out of memory. */
static struct tb_page_function *get(struct tb_page_functions *functions, size_t known, const struct spent *spent)
{
    struct tb_page_function *found =
        known ? bsearch(spent, functions->items, known, sizeof *functions->items, by_name) : NULL;
    if (found)
        return found;
    struct tb_page_function *grown = tb_grow(functions->items, functions->num, sizeof *grown);
    if (!grown)
        return NULL;
    functions->items = grown;
    grown[functions->num] = (struct tb_page_function){.name = strdup(spent->name)};
    return grown[functions->num].name ? &grown[functions->num++] : NULL;
}

/* The innermost frames, sorted by name; returns their number. */
static size_t take_ends(struct spent *spent, const struct tb_folded *folded, size_t first, size_t num, double *all)
{
    size_t ends = 0;
    for (size_t i = first; i < first + num; i++) {
        const struct tb_folded_line *line = &folded->lines[i];
        const char *part = strrchr(line->stack, TB_FOLDED_PART);
        *all += (double)line->count;
        if (part)
            spent[ends++] = (struct spent){part + 1, (double)line->count};
    }
    if (ends)
        qsort(spent, ends, sizeof *spent, by_name);
    return ends;
}

/* There may be as many functions as stacks, so none is looked for among all others. */
bool tb_page_functions_add(struct tb_page_functions *functions, size_t worker, const struct tb_folded *folded,
                           size_t first, size_t num)
{
    struct spent *spent = calloc(num + 1, sizeof *spent);
    double all = 0;
    if (!spent)
        return false;
    size_t ends = take_ends(spent, folded, first, num, &all), known = functions->num;
    bool good = true;
    for (size_t i = 0, same; i < ends && good; i += same) {
        for (same = 1; i + same < ends && strcmp(spent[i].name, spent[i + same].name) == 0; same++)
            spent[i].samples += spent[i + same].samples;
        struct tb_page_function *function = get(functions, known, &spent[i]);
        good = function != NULL;
        if (good)
            function->share[worker] += spent[i].samples / all;
    }
    free(spent);
    if (functions->num)
        qsort(functions->items, functions->num, sizeof *functions->items, by_name);
    return good;
}

void tb_page_functions_free(struct tb_page_functions *functions)
{
    for (size_t i = 0; i < functions->num; i++)
        free(functions->items[i].name);
    free(functions->items);
    *functions = (struct tb_page_functions){0};
}
