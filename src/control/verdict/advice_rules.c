#include "control/verdict/advice_rules.h"
#include "control/verdict/threshold_effect.h"
#include "core/catalog.h"
#include "core/text.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct tb_threshold_row row_of(const struct tb_comparison_row *row)
{
    return (struct tb_threshold_row){row->planned->name, row->planned->pair, row->metric};
}

/* What a rule for the case may decide. */
struct rows {
    struct tb_threshold_row *items;
    size_t num;
};

static struct rows rows_that_gate(const struct tb_comparison *check)
{
    struct rows rows = {.items = calloc(check->num_rows + 1, sizeof *rows.items)};
    for (size_t i = 0; i < check->num_rows && rows.items; i++)
        if (check->rows[i].gates)
            rows.items[rows.num++] = row_of(&check->rows[i]);
    return rows;
}

static bool decides_as_advised(const struct tb_threshold_rule *rules, size_t num, const struct tb_advice *advice,
                               const struct tb_comparison *check)
{
    for (size_t i = 0; i < check->num_rows; i++) {
        const struct tb_comparison_row *row = &check->rows[i];
        const struct tb_threshold_row wanted = row_of(row);
        double threshold = tb_advice_is_for(advice, row) ? advice->threshold : row->threshold;
        if (row->gates && fabs(tb_threshold_of(rules, num, &wanted).value - threshold) > 1e-9)
            return false;
    }
    return true;
}

static bool leaves_effect(const struct tb_threshold_rule *rules, size_t num, const struct rows *rows)
{
    struct tb_text ignored;
    bool leaves = true;
    tb_text_init(&ignored, 0);
    for (size_t i = 0; i < num && leaves; i++)
        leaves = tb_rule_effect(rules, num, rows->items, rows->num, i, &ignored) != TB_RULE_HAS_NONE;
    tb_text_free(&ignored);
    return leaves;
}

/* Of a check with the other advice left out: cases do not share rules. */
static bool one_rule_does(bool *does, const struct tb_advice *advice, const struct tb_comparison *check,
                          const struct tb_thresholds *before)
{
    struct rows rows = rows_that_gate(check);
    struct tb_threshold_rule *rules = calloc(before->num + 1, sizeof *rules);
    bool good = rows.items && rules;
    if (good) {
        if (before->num)
            memcpy(rules, before->items, before->num * sizeof *rules);
        rules[before->num] =
            (struct tb_threshold_rule){.pattern = advice->row->planned->name, .threshold = advice->threshold};
        *does = advice->whole && decides_as_advised(rules, before->num + 1, advice, check) &&
                leaves_effect(rules, before->num + 1, &rows);
    }
    free(rules);
    free(rows.items);
    return good;
}

/* NULL metric: of the whole case. */
static bool add(struct tb_thresholds *rules, const struct tb_advice *advice, const char *metric)
{
    struct tb_threshold_rule *items = tb_grow(rules->items, rules->num, sizeof *items);
    if (!items)
        return false;
    rules->items = items;
    struct tb_threshold_rule *rule = &items[rules->num++];
    *rule = (struct tb_threshold_rule){.pattern = strdup(advice->row->planned->name),
                                       .threshold = advice->threshold,
                                       .metric = metric ? strdup(metric) : NULL};
    return rule->pattern && (rule->metric || !metric);
}

static bool add_advice(struct tb_thresholds *rules, const struct tb_advice *advice, const struct tb_comparison *check,
                       const struct tb_thresholds *before)
{
    bool one = false;
    if (!one_rule_does(&one, advice, check, before))
        return false;
    if (one)
        return add(rules, advice, NULL);
    for (size_t i = 0; i < check->num_rows; i++)
        if (tb_advice_is_for(advice, &check->rows[i]) && !add(rules, advice, check->rows[i].metric->name))
            return false;
    return true;
}

bool tb_advice_rules(struct tb_thresholds *rules, const struct tb_advices *advices, const struct tb_comparison *check,
                     const struct tb_thresholds *before)
{
    *rules = (struct tb_thresholds){0};
    for (size_t i = 0; i < advices->num; i++)
        if (!add_advice(rules, &advices->items[i], check, before))
            return false;
    return true;
}
