/* contrast.h - compares cases of one library with each other: --against kx=x25519.
 *
 * The partner of a case is the same case with these parameters replaced; parameters that no longer apply are dropped,
 * and those that newly apply have their default value.  A case that is its own partner is a base: others are compared
 * with it.  A base and its others are measured right after each other in each round, library by library.
 */
#pragma once
#include "control/plan/expand.h"
#include "control/verdict/comparison.h"

struct tb_contrast {
    enum tb_param param[TB_NUM_PARAMS];
    char value[TB_NUM_PARAMS][TB_VALUE_CAP];
    size_t num; /* 0: none, libraries are compared */
};

/* Parses "kx=x25519", "tls=tls1.2".  On failure `why` has the reason, and the nearest parameter or value. */
bool tb_contrast_parse(struct tb_contrast *contrast, const struct tb_words *words, struct tb_text *why);

/* Returns false if the case has no partner; `why` has the reason. */
bool tb_contrast_partner(const struct tb_contrast *contrast, const struct tb_case *c, struct tb_case *partner,
                         struct tb_text *why);

/* Reduces `cases` to those that have a partner, and the partners.  Cases without a partner, and bases with which
 * nothing is compared, are left out; `alone` gets "NAME: why" for each.  Fails if nothing is left, or if memory runs
 * out. */
bool tb_contrast_cases(const struct tb_contrast *contrast, struct tb_cases *cases, struct tb_words *alone,
                       struct tb_text *why);

/* The largest number of cases with the same partner. */
size_t tb_contrast_most(const struct tb_contrast *contrast, const struct tb_cases *cases);

/* Sets the partners of the plan's cases. */
void tb_contrast_plan(const struct tb_contrast *contrast, struct tb_plan *plan);

/* Compares the cases of one variant with their partners; paired.  Cases that can have no partner are in `alone` with
 * the reason, as when they are not measured for it; one whose partner the plan does not have has an invalid row.  Fails
 * if no case has a partner.  Must be freed in any case. */
bool tb_compare_cases(struct tb_comparison *out, const struct tb_plan *plan, const struct tb_variant *variant,
                      const struct tb_contrast *contrast, const struct tb_compare_choice *choice, struct tb_text *why);
