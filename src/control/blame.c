#include "control/blame.h"
#include "control/plan.h"
#include "core/text.h"

static const double much = 0.25; /* of the time: a limit is several times what a sample takes */
enum { SHARE_BORNE = 4 };        /* one round in so many */

void tb_blame_machine(struct tb_sample *sample)
{
    double delayed = (double)sample->record.run_delay_ns + (double)sample->server.run_delay_ns;
    double share = sample->wall_ns ? delayed / (double)sample->wall_ns : 0;
    if (sample->status != TB_SAMPLE_TIMEOUT || (share <= much && sample->steal <= much))
        return;
    sample->status = TB_SAMPLE_DISTURBED;
    tb_text_printf(&sample->reason, "; %s had the core for %.0f%% of the time",
                   share > sample->steal ? "other tasks" : "the hypervisor",
                   100 * (share > sample->steal ? share : sample->steal));
}

bool tb_is_own_failure(enum tb_sample_status status)
{
    return status == TB_SAMPLE_VOID || status == TB_SAMPLE_FAILED || status == TB_SAMPLE_TIMEOUT;
}

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

void tb_cell_losses(const struct tb_cell *cell, struct tb_text *text)
{
    size_t lost = cell->counts[TB_SAMPLE_DISTURBED], all = taken(cell);
    if (lost == 0)
        return;
    tb_text_printf(text, "%zu of %zu rounds; round %zu: %s", all - lost, all, cell->first_lost + 1,
                   cell->reasons[TB_SAMPLE_DISTURBED]);
    if (lost > 1)
        tb_text_printf(text, ", and %zu more", lost - 1);
}
