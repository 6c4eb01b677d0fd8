#include "control/store/fault_notes.h"
#include "core/case.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ALGORITHM_CAP = 64 };

/* The name before the colon; "" if the line has another form. */
static void algorithm_of(char dst[ALGORITHM_CAP], const char *line, size_t len)
{
    const char *colon = memchr(line, ':', len);
    size_t name = colon ? (size_t)(colon - line) : 0;
    name = name < ALGORITHM_CAP ? name : 0;
    memcpy(dst, line, name);
    dst[name] = '\0';
}

/* Does any case with that library use the algorithm? */
static bool concerns(const struct tb_planned *const *items, size_t num, const struct tb_library *library,
                     const char *algorithm)
{
    for (size_t i = 0; i < num; i++)
        for (size_t j = 0; j < items[i]->num_cells; j++) {
            const struct tb_variant *variant = items[i]->cells[j].variant;
            if ((variant->client == library || variant->server == library) && tb_case_uses(&items[i]->c, algorithm))
                return true;
        }
    return false;
}

static void print_library(FILE *out, const struct tb_planned *const *items, size_t num,
                          const struct tb_library *library)
{
    const char *line = library->attested.library.faults;
    while (*line) {
        size_t len = strcspn(line, "\n");
        char algorithm[ALGORITHM_CAP];
        algorithm_of(algorithm, line, len);
        if (*algorithm && concerns(items, num, library, algorithm)) {
            size_t shown = strcspn(line, "(\n");
            while (shown > 0 && line[shown - 1] == ' ')
                shown--;
            fprintf(out, "note: %s, %.*s: see tlsbench info %s\n", library->name, (int)shown, line, library->name);
        }
        line += len + (line[len] == '\n');
    }
}

/* Is this the first cell with that library?  Its faults are printed only there. */
static bool is_first(const struct tb_planned *const *items, size_t i, size_t j, const struct tb_library *library)
{
    for (size_t k = 0; k <= i; k++)
        for (size_t l = 0; l < (k < i ? items[k]->num_cells : j); l++) {
            const struct tb_variant *variant = items[k]->cells[l].variant;
            if (variant->client == library || variant->server == library)
                return false;
        }
    return true;
}

void tb_fault_notes_print(FILE *out, const struct tb_planned *const *items, size_t num)
{
    for (size_t i = 0; i < num; i++)
        for (size_t j = 0; j < items[i]->num_cells; j++) {
            const struct tb_variant *variant = items[i]->cells[j].variant;
            if (is_first(items, i, j, variant->client))
                print_library(out, items, num, variant->client);
            if (variant->server != variant->client && is_first(items, i, j, variant->server))
                print_library(out, items, num, variant->server);
        }
}

void tb_fault_notes_print_plan(FILE *out, const struct tb_plan *plan)
{
    const struct tb_planned **items = calloc(plan->num + 1, sizeof *items);
    for (size_t i = 0; items && i < plan->num; i++)
        items[i] = &plan->items[i];
    if (items)
        tb_fault_notes_print(out, items, plan->num);
    else
        fprintf(out, "note: out of memory, so known faults of libraries are not shown; see tlsbench info\n");
    free(items);
}

bool tb_fault_notes_load(struct tb_libraries *libraries, const json_t *facts)
{
    size_t i;
    json_t *library;
    json_array_foreach(json_object_get(facts, "libraries"), i, library)
    {
        const char *name = json_string_value(json_object_get(library, "name"));
        const char *faults = json_string_value(json_object_get(library, "faults"));
        struct tb_library *loaded = name ? tb_libraries_get(libraries, name, NULL) : NULL;
        if (loaded && faults && !tb_record_set(&loaded->attested.library.faults, faults))
            return false;
    }
    return true;
}
