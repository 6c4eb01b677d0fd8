/* contrast.h - cases of one library compared with each other: --against kx=x25519.
 *
 * The partner of a case is the same case with these parameters replaced; what applies to it no longer is dropped, and
 * what applies now has its usual value.  A case whose partner is itself is a base: others are compared with it.  A base
 * and its others are measured right after each other in each round, library by library.
 */
#pragma once
#include "control/plan/expand.h"
#include "control/verdict/comparison.h"

struct tb_contrast {
    enum tb_param param[TB_NUM_PARAMS];
    char value[TB_NUM_PARAMS][TB_VALUE_CAP];
    size_t num; /* 0: none, libraries are compared */
};

/* "kx=x25519", "tls=tls1.2".  false: `why` names what is wrong, and the nearest parameter or value. */
bool tb_contrast_parse(struct tb_contrast *contrast, const struct tb_words *words, struct tb_text *why);

/* false: it has none, `why` says why not. */
bool tb_contrast_partner(const struct tb_contrast *contrast, const struct tb_case *c, struct tb_case *partner,
                         struct tb_text *why);

/* What is to be measured: cases that have a partner, and the partners.  Those that have none, and bases that nothing is
 * compared with, are left out; `alone` gets "NAME: why" of each.  false: nothing is left, or out of memory. */
bool tb_contrast_cases(const struct tb_contrast *contrast, struct tb_cases *cases, struct tb_words *alone,
                       struct tb_text *why);

/* Most cases that have one and the same partner. */
size_t tb_contrast_most(const struct tb_contrast *contrast, const struct tb_cases *cases);

/* The plan's cases learn of their partners. */
void tb_contrast_plan(const struct tb_contrast *contrast, struct tb_plan *plan);

/* The cases of one variant with their partners, as far as the plan has them; paired.  A case without one is a row,
 * invalid with the reason, unless nothing is compared with anything (false: `why`).  To be freed in any case. */
bool tb_compare_cases(struct tb_comparison *out, const struct tb_plan *plan, const struct tb_variant *variant,
                      const struct tb_contrast *contrast, const struct tb_compare_choice *choice, struct tb_text *why);
