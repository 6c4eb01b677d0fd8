#include "control/command/compare_options.h"
#include "control/plan/thresholds.h"
#include "core/text.h"
#include <stdlib.h>
#include <string.h>

static const char *const sorts[] = {"case", "ratio", "verdict", NULL};
static const char *const groups[] = {"driver", "case", "verdict", "none", NULL};

void tb_compare_options(struct tb_option *table, struct tb_compare_options *o)
{
    const struct tb_option rows[] = {
        {"threshold", "[WHAT=]PCT,...",
         "the difference that matters, in percent: 3, latency_p99=10, 'bulk/*=2', 'kx/*:mean_time=8'; advised: at "
         "least what calibrate advised",
         TB_OPTION_WORDS, &o->thresholds, 0, 0},
        {"against", "PARAM=VALUE,...",
         "compare each case of a library with the same case at this value: kx=x25519, size=256", TB_OPTION_WORDS,
         &o->against, 0, 0},
        {"sort", "KEY", "sort rows by case, ratio or verdict (case)", TB_OPTION_TEXT, &o->sort, 0, 0},
        {"group", "KEY", "a table for each driver, case or verdict; none: one for all (driver)", TB_OPTION_TEXT,
         &o->group, 0, 0},
        {"only", "VERDICT,...", "show only these verdicts: faster, slower, same, inconclusive, invalid",
         TB_OPTION_WORDS, &o->only, 0, 0},
        {"output", "DIR", "stored runs: the folder for comparison.csv", TB_OPTION_TEXT, &o->output, 0, 0},
        {"across-hosts", NULL, "stored runs: compare them although their machines differ", TB_OPTION_FLAG,
         &o->across_hosts, 0, 0},
    };
    tb_options_append(table, rows, sizeof rows / sizeof *rows);
}

/* Finds the index of the word in the list; a NULL word means the first. */
static bool choose(size_t *chosen, const char *option, const char *word, const char *const *list, struct tb_text *why)
{
    size_t num = 0;
    for (*chosen = 0; word && list[*chosen] && strcmp(list[*chosen], word) != 0;)
        ++*chosen;
    if (list[*chosen])
        return true;
    tb_text_printf(why, "--%s %s: not one of", option, word);
    for (; list[num]; num++)
        tb_text_printf(why, "%s %s", num ? "," : "", list[num]);
    tb_suggest(why, word, list, num);
    return false;
}

bool tb_compare_options_take(struct tb_compare_options *o, struct tb_text *why)
{
    size_t sort, group;
    if (!choose(&sort, "sort", o->sort, sorts, why) || !choose(&group, "group", o->group, groups, why))
        return false;
    o->view = (struct tb_compare_view){.sort = (enum tb_compare_sort)sort, .tables = (enum tb_compare_tables)group};
    for (size_t i = 0; i < o->only.num; i++) {
        enum tb_verdict verdict;
        if (!tb_compare_verdict_by_name(o->only.items[i], &verdict, why))
            return false;
        o->view.only |= 1U << verdict;
    }
    return tb_contrast_parse(&o->contrast, &o->against, why) && tb_thresholds_check(&o->thresholds, why);
}

void tb_compare_options_free(struct tb_compare_options *o)
{
    tb_words_free(&o->thresholds);
    tb_words_free(&o->only);
    tb_words_free(&o->against);
    tb_words_free(&o->alone);
    tb_run_filter_free(&o->filter);
    free(o->sort);
    free(o->group);
    free(o->output);
}
