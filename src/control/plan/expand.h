/* expand.h - expands a section of a suite into cases: the cross product of its values. */
#pragma once
#include "control/base/words.h"
#include "core/case.h"
#include <stddef.h>

struct tb_text;
struct tb_suite;

struct tb_cases {
    struct tb_case *items; /* without duplicates */
    size_t num;
    struct tb_words misfits; /* "name: why it does not apply": combinations that make no sense */
};

bool tb_cases_add(struct tb_cases *cases, const struct tb_case *c, struct tb_text *why); /* ignores duplicates */
bool tb_cases_expand(struct tb_cases *cases, const struct tb_suite *suite, struct tb_text *why);
void tb_cases_free(struct tb_cases *cases);
