/* compare.h - a comparison on the terminal: what to show, and in which words. */
#pragma once
#include "control/base/term.h"
#include "control/base/words.h"
#include "control/verdict/bounds.h"
#include <stdio.h>

struct tb_text;

enum tb_compare_sort { TB_SORT_CASE, TB_SORT_RATIO, TB_SORT_VERDICT };
enum tb_compare_tables {
    TB_TABLES_DRIVER, /* one per driver, transport and library */
    TB_TABLES_CASE,   /* one per driver and transport, with the libraries of a case below each other */
    TB_TABLES_VERDICT,
    TB_TABLES_ONE
};

struct tb_compare_view {
    enum tb_compare_sort sort;
    enum tb_compare_tables tables;
    unsigned only; /* verdicts to show: 1 << verdict; 0: all */
};

struct tb_compared {
    const struct tb_comparison *comparison;
    const struct tb_plan *plan;     /* the others are variants of it */
    const struct tb_bounds *bounds; /* used for the comparison */
    const struct tb_words
        *alone; /* cases that were left out, and why, in addition to those in the comparison; or NULL */
};

/* Prints on stdout.  Reasons are added to `notes` as in run_tables.h.  Rows that are left out are counted in a line.
 * Fails only if memory runs out. */
bool tb_compare_print(const struct tb_compared *compared, const struct tb_compare_view *view,
                      const struct tb_term *term, struct tb_words *notes);

/* The answer: geometric means for each driver and transport, a sentence each.  The bounds have no part in it. */
bool tb_compare_means(FILE *out, const struct tb_compared *compared);

/* Is the primary metric of the group's cases one of speed, which the sentences are about?  Cycles, energy and memory
 * are not, nor are counts and shares. */
bool tb_compare_is_of_speed(const struct tb_plan *plan, const struct tb_comparison_group *group);

/* Known faults of the libraries in these rows, and not of others that were measured beside them.  Fails only if memory
 * runs out. */
bool tb_compare_faults(FILE *out, const struct tb_comparison_row *const *rows, size_t num);

/* Prints the end: means, verdicts, and their basis. */
bool tb_compare_close(const struct tb_compared *compared);

/* Its parts, for who has other tables: what verdicts rest on, and what is doubtful. */
void tb_compare_basis(FILE *out, const struct tb_comparison *comparison);
void tb_compare_doubts(FILE *out, const struct tb_comparison *comparison);

/* The warning that the machine itself was not watched: tb_comparison_has_reference. */
void tb_compare_no_reference(FILE *out, const struct tb_comparison *comparison);

const char *tb_compare_verdict(enum tb_verdict verdict); /* "faster", "slower", "same", "inconclusive", "invalid" */
const char *tb_compare_verdict_of(const struct tb_comparison_row *row); /* the same; of memory, "less" or "more" */
bool tb_compare_verdict_by_name(const char *name, enum tb_verdict *verdict, struct tb_text *why);
