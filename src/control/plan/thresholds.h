/* thresholds.h - threshold rules: those of a suite's [check] section, then those of the command line, which take
 * precedence. */
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

/* Parses "PATTERN=PERCENT", or "PERCENT" for everything.  The caller frees the rule's pattern. */
bool tb_threshold_parse(struct tb_threshold_rule *rule, const char *text, struct tb_text *why);

/* Appends rules "PATTERN=3%", "3%" or "3", with or without the sign.  On failure `why` names the wrong one. */
bool tb_thresholds_add(struct tb_thresholds *rules, const struct tb_words *words, struct tb_text *why);
bool tb_thresholds_check(const struct tb_words *words, struct tb_text *why); /* are they valid rules? */
void tb_thresholds_free(struct tb_thresholds *rules);
