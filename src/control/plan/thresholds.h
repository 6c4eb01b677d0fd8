/* thresholds.h - threshold rules: those of a suite's [check] section, then those of the command line, which take
 * precedence.  Which rule decides a row: verdict/threshold_rules.h. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

struct tb_text;
struct tb_words;

struct tb_threshold_rule {
    const char
        *pattern;       /* glob over names of cases ("handshake/memory*", '*' matches '/' too) or of metrics ("time") */
    double threshold;   /* 0.03 is 3 % */
    const char *metric; /* of "CASE:METRIC=3": glob over metrics; `pattern` is then one over cases only; NULL: none */
};

struct tb_thresholds {
    struct tb_threshold_rule *items;
    size_t num;
    bool advised; /* the word TB_THRESHOLDS_ADVISED was among them */
};

/* Instead of a rule: thresholds are at least those that `tlsbench calibrate` advised for this machine. */
#define TB_THRESHOLDS_ADVISED "advised"

/* Parses "PATTERN=PERCENT", "CASE:METRIC=PERCENT", or "PERCENT" for everything.  The caller frees the rule. */
bool tb_threshold_parse(struct tb_threshold_rule *rule, const char *text, struct tb_text *why);
void tb_threshold_free(struct tb_threshold_rule *rule);

/* Appends "kx*", or "kx*:mean_time": a rule as it was given, without its percentage. */
void tb_threshold_name(struct tb_text *text, const struct tb_threshold_rule *rule);

/* Appends rules "PATTERN=3%", "3%" or "3", with or without the sign.  On failure `why` names the wrong one. */
bool tb_thresholds_add(struct tb_thresholds *rules, const struct tb_words *words, struct tb_text *why);
bool tb_thresholds_check(const struct tb_words *words, struct tb_text *why); /* are they valid rules? */
void tb_thresholds_free(struct tb_thresholds *rules);
