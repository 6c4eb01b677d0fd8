#include "control/verdict/case_verdict.h"
#include "core/catalog.h"
#include "core/text.h"

static bool is_same_case(const struct tb_comparison_row *a, const struct tb_comparison_row *b)
{
    return a->planned == b->planned && a->other == b->other;
}

bool tb_case_begins(const struct tb_comparison *comparison, size_t row)
{
    const struct tb_comparison_row *rows = comparison->rows;
    if (!tb_row_counts(&rows[row]))
        return false;
    for (size_t i = 0; i < row; i++)
        if (tb_row_counts(&rows[i]) && is_same_case(&rows[i], &rows[row]))
            return false;
    return true;
}

size_t tb_case_next(const struct tb_comparison *comparison, size_t row)
{
    const struct tb_comparison_row *rows = comparison->rows;
    for (size_t i = row + 1; i < comparison->num_rows; i++)
        if (tb_row_counts(&rows[i]) && is_same_case(&rows[i], &rows[row]))
            return i;
    return comparison->num_rows;
}

static int gravity(enum tb_verdict verdict)
{
    static const int gravities[] = {[TB_VERDICT_SAME] = 0,
                                    [TB_VERDICT_BETTER] = 1,
                                    [TB_VERDICT_INCONCLUSIVE] = 2,
                                    [TB_VERDICT_INVALID] = 3,
                                    [TB_VERDICT_WORSE] = 4};
    return gravities[verdict];
}

enum tb_verdict tb_case_verdict(const struct tb_comparison *comparison, size_t row)
{
    enum tb_verdict verdict = comparison->rows[row].verdict;
    for (size_t i = row; i < comparison->num_rows; i = tb_case_next(comparison, i))
        if (gravity(comparison->rows[i].verdict) > gravity(verdict))
            verdict = comparison->rows[i].verdict;
    return verdict;
}

size_t tb_case_count(const struct tb_comparison *comparison, enum tb_verdict verdict)
{
    size_t num = 0;
    for (size_t i = 0; i < comparison->num_rows; i++)
        num += tb_case_begins(comparison, i) && tb_case_verdict(comparison, i) == verdict;
    return num;
}

void tb_case_metrics(const struct tb_comparison *comparison, size_t row, struct tb_text *text)
{
    enum tb_verdict verdict = tb_case_verdict(comparison, row);
    const char *comma = "";
    for (size_t i = row; i < comparison->num_rows; i = tb_case_next(comparison, i))
        if (comparison->rows[i].verdict == verdict) {
            tb_text_printf(text, "%s%s", comma, comparison->rows[i].metric->name);
            comma = ", ";
        }
}
