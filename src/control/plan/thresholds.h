/* thresholds.h - rules of thresholds: those of a suite's [check] section, then those of the command line, which win. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

struct tb_text;
struct tb_words;

struct tb_threshold_rule {
    const char
        *pattern;     /* glob over names of cases ("handshake/memory*", '*' matches '/' too) or of metrics ("time") */
    double threshold; /* 0.03 is 3 % */
};

struct tb_thresholds {
    struct tb_threshold_rule *items;
    size_t num;
};

/* "PATTERN=PERCENT" or "PERCENT" (of everything).  The rule's pattern is owned, to be freed.  false: `why`. */
bool tb_threshold_parse(struct tb_threshold_rule *rule, const char *text, struct tb_text *why);

/* Appends "PATTERN=3%", "3%" or "3", with or without the sign.  false: `why` says which is wrong. */
bool tb_thresholds_add(struct tb_thresholds *rules, const struct tb_words *words, struct tb_text *why);
bool tb_thresholds_check(const struct tb_words *words, struct tb_text *why); /* are they such? */
void tb_thresholds_free(struct tb_thresholds *rules);
