#include "control/plan/losses.h"
#include "control/plan/plan.h"
#include "control/sample/blame.h"
#include "core/text.h"

enum { SHARE_BORNE = 4, FAILURES_BORNE = 20 }; /* tolerated: one round in this many */

static size_t taken(const struct tb_cell *cell)
{
    size_t num = 0;
    for (size_t i = 0; i < TB_NUM_STATUSES; i++)
        num += cell->counts[i];
    return num;
}

bool tb_cell_bears_losses(const struct tb_cell *cell)
{
    return cell->counts[TB_SAMPLE_OK] > 0 && cell->counts[TB_SAMPLE_DISTURBED] * SHARE_BORNE <= taken(cell);
}

static size_t own_failures(const struct tb_cell *cell)
{
    return cell->counts[TB_SAMPLE_VOID] + cell->counts[TB_SAMPLE_FAILED] + cell->counts[TB_SAMPLE_TIMEOUT];
}

bool tb_cell_bears_failures(const struct tb_cell *cell)
{
    return cell->deaths == 0 && cell->counts[TB_SAMPLE_OK] > 0 && own_failures(cell) * FAILURES_BORNE <= taken(cell);
}

/* Appends the first sample of a status that lost rounds, and the number of others. */
static void add_lost(const struct tb_cell *cell, enum tb_sample_status status, struct tb_text *text)
{
    size_t lost = cell->counts[status];
    if (lost == 0)
        return;
    tb_text_printf(text, "; round %zu%s%s: %s", cell->first[status] + 1, tb_is_own_failure(status) ? " " : "",
                   tb_is_own_failure(status) ? tb_sample_status_name(status) : "",
                   cell->reasons[status] ? cell->reasons[status] : "");
    if (lost > 1)
        tb_text_printf(text, ", and %zu more", lost - 1);
}

void tb_cell_losses(const struct tb_cell *cell, struct tb_text *text)
{
    size_t lost = cell->counts[TB_SAMPLE_DISTURBED] + own_failures(cell), all = taken(cell);
    if (lost == 0)
        return;
    tb_text_printf(text, "%zu of %zu rounds", all - lost, all);
    add_lost(cell, TB_SAMPLE_VOID, text);
    add_lost(cell, TB_SAMPLE_FAILED, text);
    add_lost(cell, TB_SAMPLE_TIMEOUT, text);
    add_lost(cell, TB_SAMPLE_DISTURBED, text);
}
