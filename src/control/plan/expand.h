/* expand.h - expands a section of a suite into cases: the cross product of its values. */
#pragma once
#include "control/base/words.h"
#include "core/case.h"
#include <stddef.h>

struct tb_text;
struct tb_suite;

enum { TB_MOST_CASES = 10000 }; /* what the largest suite has, many times over: cases are looked up one by one */

struct tb_cases {
    struct tb_case *items; /* without duplicates */
    size_t num;
    struct tb_words misfits; /* "name: why it does not apply": combinations that make no sense */
};

/* Ignores duplicates.  false: too many, or out of memory. */
bool tb_cases_add(struct tb_cases *cases, const struct tb_case *c, struct tb_text *why);
bool tb_cases_expand(struct tb_cases *cases, const struct tb_suite *suite, struct tb_text *why);
void tb_cases_free(struct tb_cases *cases);
