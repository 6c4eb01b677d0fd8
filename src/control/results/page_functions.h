/* page_functions.h - the functions in which the workers of a case spent their time themselves. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

struct tb_folded;

enum { TB_PAGE_MOST_WORKERS = 24 }; /* columns of a table */

struct tb_page_function {
    char *name; /* with its mark: run/perf_script.h */
    double share[TB_PAGE_MOST_WORKERS];
};

struct tb_page_functions {
    struct tb_page_function *items; /* sorted by name, until the last worker was added */
    size_t num;
};

/* Adds the innermost frames of a worker's stacks, which are `num` from `first` on.  false: out of memory. */
bool tb_page_functions_add(struct tb_page_functions *functions, size_t worker, const struct tb_folded *folded,
                           size_t first, size_t num);
void tb_page_functions_free(struct tb_page_functions *functions);
