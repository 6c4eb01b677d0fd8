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

/* Does any of the rows with that library use the algorithm? */
static bool concerns(const struct tb_noted *rows, size_t num, const struct tb_library *library, const char *algorithm)
{
    for (size_t i = 0; i < num; i++)
        if ((rows[i].variant->client == library || rows[i].variant->server == library) &&
            tb_case_uses(rows[i].c, algorithm))
            return true;
    return false;
}

static void print_library(FILE *out, const struct tb_noted *rows, size_t num, const struct tb_library *library)
{
    const char *line = library->attested.library.faults;
    while (*line) {
        size_t len = strcspn(line, "\n");
        char algorithm[ALGORITHM_CAP];
        algorithm_of(algorithm, line, len);
        if (*algorithm && concerns(rows, num, library, algorithm)) {
            size_t shown = strcspn(line, "(\n");
            while (shown > 0 && line[shown - 1] == ' ')
                shown--;
            fprintf(out, "note: %s, %.*s: see tlsbench info %s\n", library->name, (int)shown, line, library->name);
        }
        line += len + (line[len] == '\n');
    }
}

/* A library of each of two runs has the same notes. */
static bool is_same(const struct tb_library *a, const struct tb_library *b)
{
    return a == b ||
           (strcmp(a->name, b->name) == 0 && strcmp(a->attested.library.faults, b->attested.library.faults) == 0);
}

/* Each row has two sides. */
static const struct tb_library *library_at(const struct tb_noted *rows, size_t side)
{
    const struct tb_variant *variant = rows[side / 2].variant;
    return side % 2 ? variant->server : variant->client;
}

/* The faults of a library are printed where it is met first. */
void tb_fault_notes_print(FILE *out, const struct tb_noted *rows, size_t num)
{
    for (size_t i = 0; i < 2 * num; i++) {
        size_t first = 0;
        while (!is_same(library_at(rows, first), library_at(rows, i)))
            first++;
        if (first == i)
            print_library(out, rows, num, library_at(rows, i));
    }
}

void tb_fault_notes_print_cases(FILE *out, const struct tb_planned *const *items, size_t num)
{
    size_t cells = 0, made = 0;
    for (size_t i = 0; i < num; i++)
        cells += items[i]->num_cells;
    struct tb_noted *rows = calloc(cells + 1, sizeof *rows);
    for (size_t i = 0; i < num && rows; i++)
        for (size_t j = 0; j < items[i]->num_cells; j++)
            rows[made++] = (struct tb_noted){&items[i]->c, items[i]->cells[j].variant};
    if (rows)
        tb_fault_notes_print(out, rows, made);
    else
        fprintf(out, "note: out of memory, so known faults of libraries are not shown; see tlsbench info\n");
    free(rows);
}

void tb_fault_notes_print_plan(FILE *out, const struct tb_plan *plan)
{
    const struct tb_planned **items = calloc(plan->num + 1, sizeof *items);
    for (size_t i = 0; items && i < plan->num; i++)
        items[i] = &plan->items[i];
    if (items)
        tb_fault_notes_print_cases(out, items, plan->num);
    else
        fprintf(out, "note: out of memory, so known faults of libraries are not shown; see tlsbench info\n");
    free(items);
}
