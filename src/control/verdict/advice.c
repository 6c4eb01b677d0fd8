#include "control/verdict/advice.h"
#include "control/verdict/threshold_rules.h"
#include "core/catalog.h"
#include <math.h>
#include <stdlib.h>

enum { MOST_NAMED = 5 };

static const double most = 10; /* of a rule */

/* ---- Alarms ---- */

bool tb_row_is_alarm(const struct tb_comparison_row *row)
{
    return row->gates && (row->verdict == TB_VERDICT_WORSE || row->verdict == TB_VERDICT_BETTER);
}

/* The checks, and one of their rows. */
struct alarm {
    const struct tb_comparison *checks;
    size_t num, row;
};

static size_t count(const struct alarm *alarm)
{
    size_t alarms = 0;
    for (size_t i = 0; i < alarm->num; i++)
        alarms += tb_row_is_alarm(&alarm->checks[i].rows[alarm->row]);
    return alarms;
}

/* How many times the slower build takes at most: the copy, or the build itself. */
static double most_of(const struct tb_comparison_row *row)
{
    const struct tb_ratio *ratio = row->suspect ? &row->second : &row->ratio;
    return row->verdict == TB_VERDICT_WORSE ? ratio->high : 1 / ratio->low;
}

static double threshold_of(const struct alarm *alarm)
{
    double high = 1;
    for (size_t i = 0; i < alarm->num; i++) {
        const struct tb_comparison_row *row = &alarm->checks[i].rows[alarm->row];
        if (tb_row_is_alarm(row))
            high = fmax(high, most_of(row));
    }
    return fmin(tb_threshold_up(high - 1), most);
}

static bool has_its_own(const struct tb_comparison_row *row)
{
    return row->metric->threshold_pct > 0;
}

static bool same_case(const struct tb_comparison_row *a, const struct tb_comparison_row *b)
{
    return a->planned == b->planned && a->other == b->other;
}

/* ---- Advice ---- */

/* For all metrics of a case whose first metric has an alarm. */
static struct tb_advice for_case(const struct alarm *primary)
{
    const struct tb_comparison *first = &primary->checks[0];
    struct tb_advice advice = {.row = &first->rows[primary->row], .whole = true, .alarms = count(primary)};
    for (size_t i = 0; i < first->num_rows; i++) {
        struct alarm alarm = {primary->checks, primary->num, i};
        if (same_case(&first->rows[i], advice.row) && !has_its_own(&first->rows[i]) && count(&alarm))
            advice.threshold = fmax(advice.threshold, threshold_of(&alarm));
    }
    return advice;
}

/* Does the advice for its case cover the row? */
static bool is_covered(const struct alarm *alarm)
{
    const struct tb_comparison_row *rows = alarm->checks[0].rows;
    for (size_t i = 0; i < alarm->checks[0].num_rows && !has_its_own(&rows[alarm->row]); i++) {
        struct alarm primary = {alarm->checks, alarm->num, i};
        if (rows[i].primary && !has_its_own(&rows[i]) && same_case(&rows[i], &rows[alarm->row]) && count(&primary))
            return true;
    }
    return false;
}

bool tb_advices_of(struct tb_advices *advices, const struct tb_comparison *checks, size_t num)
{
    size_t num_rows = num ? checks[0].num_rows : 0;
    *advices = (struct tb_advices){.items = calloc(num_rows + 1, sizeof *advices->items)};
    for (size_t i = 0; i < num_rows && advices->items; i++) {
        struct alarm alarm = {checks, num, i};
        const struct tb_comparison_row *row = &checks[0].rows[i];
        if (count(&alarm) == 0)
            continue;
        if (row->primary && !has_its_own(row))
            advices->items[advices->num++] = for_case(&alarm);
        else if (!is_covered(&alarm))
            advices->items[advices->num++] =
                (struct tb_advice){.row = row, .threshold = threshold_of(&alarm), .alarms = count(&alarm)};
    }
    return advices->items != NULL;
}

void tb_advices_free(struct tb_advices *advices)
{
    free(advices->items);
    *advices = (struct tb_advices){0};
}

bool tb_advice_is_for(const struct tb_advice *advice, const struct tb_comparison_row *row)
{
    if (!advice->whole)
        return row == advice->row;
    return same_case(row, advice->row) && row->gates && !has_its_own(row) && row->threshold < advice->threshold;
}

bool tb_advices_keep(const struct tb_advices *advices, const struct tb_comparison *check, struct tb_floors *floors)
{
    for (size_t i = 0; i < advices->num; i++)
        for (size_t j = 0; j < check->num_rows; j++)
            if (tb_advice_is_for(&advices->items[i], &check->rows[j]) &&
                !tb_floors_advise(floors, &check->rows[j], advices->items[i].threshold))
                return false;
    return true;
}

void tb_advice_name(struct tb_text *text, const struct tb_advice *advice)
{
    const struct tb_comparison_row *row = advice->row;
    tb_text_printf(text, "%s%s%s", row->planned->name, advice->whole ? "" : ":",
                   advice->whole ? "" : row->metric->name);
}

/* ---- What became of it ---- */

static size_t count_advised(const struct tb_comparison *comparison)
{
    size_t num = 0;
    for (size_t i = 0; i < comparison->num_rows; i++)
        num += comparison->rows[i].advised;
    return num;
}

size_t tb_advice_ignored(const struct tb_comparison *comparison)
{
    size_t num = 0;
    for (size_t i = 0; i < comparison->num_rows; i++) {
        const struct tb_comparison_row *row = &comparison->rows[i];
        num += row->gates && !row->advised && row->advice > row->threshold; /* false for NaN */
    }
    return num;
}

void tb_advised_describe(const struct tb_comparison *comparison, struct tb_text *text)
{
    size_t num = count_advised(comparison), named = 0;
    if (num == 0)
        return;
    tb_text_printf(text,
                   "%zu of %zu rows have the larger threshold that calibrate advised (--threshold advised), because "
                   "unchanged code raised false alarms there, so smaller slowdowns of them are not found: ",
                   num, comparison->num_rows);
    for (size_t i = 0; i < comparison->num_rows && named < MOST_NAMED; i++) {
        const struct tb_comparison_row *row = &comparison->rows[i];
        if (row->advised)
            tb_text_printf(text, "%s%s%s%s %.1f%%", named++ ? ", " : "", row->planned->name, row->primary ? "" : " ",
                           row->primary ? "" : row->metric->name, 100 * row->threshold);
    }
    if (num > named)
        tb_text_printf(text, " and %zu more (column advised in comparison.csv)", num - named);
}
