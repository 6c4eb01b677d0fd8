/* thresholds.h - rules of thresholds: those of a suite's [check] section, then those of the command line, which win. */
#pragma once
#include "control/comparison.h"

struct tb_words;

struct tb_thresholds {
    struct tb_threshold_rule *items;
    size_t num;
};

/* Appends "PATTERN=3%", "3%" or "3", as in comparison.h.  false: `why` says which is wrong. */
bool tb_thresholds_add(struct tb_thresholds *rules, const struct tb_words *words, struct tb_text *why);
bool tb_thresholds_check(const struct tb_words *words, struct tb_text *why); /* are they such? */
void tb_thresholds_free(struct tb_thresholds *rules);
