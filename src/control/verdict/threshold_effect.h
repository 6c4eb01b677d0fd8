/* threshold_effect.h - does a rule decide the threshold of any row, and if not, why not?
 *
 * A rule that decides none has an effect only as a default: if what replaces it everywhere are special cases of it that
 * come later ("3, kx*=5" where all cases are of kx).  Rules are written from the general to the special, and --case may
 * leave nothing for the general one.
 */
#pragma once
#include "control/verdict/threshold_rules.h"

struct tb_text;

enum tb_rule_effect {
    TB_RULE_HAS_EFFECT,
    TB_RULE_MATCHES_NOTHING,
    TB_RULE_HAS_NONE /* it matches rows, and decides none of them */
};

/* Appends the reason for TB_RULE_HAS_NONE, with what to write instead. */
enum tb_rule_effect tb_rule_effect(const struct tb_threshold_rule *rules, size_t num,
                                   const struct tb_threshold_row *rows, size_t num_rows, size_t rule,
                                   struct tb_text *why);
