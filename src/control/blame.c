#include "control/blame.h"
#include "control/plan.h"
#include "core/text.h"
#include <math.h>

static const double much = 0.25;               /* of the time: a limit is several times what a sample takes */
enum { SHARE_BORNE = 4, FAILURES_BORNE = 20 }; /* one round in so many */

struct taker {
    const char *name;
    double share; /* of the sample's time */
};

static double share_of(uint64_t ns, const struct tb_sample *sample)
{
    return sample->wall_ns ? (double)ns / (double)sample->wall_ns : 0;
}

void tb_blame_machine(struct tb_sample *sample)
{
    struct taker takers[] = {
        {"other tasks", share_of(sample->record.run_delay_ns + sample->server.run_delay_ns, sample)},
        {"the hypervisor", sample->steal},
        {"the CPU quota", share_of(sample->throttled_ns, sample)},
    };
    struct taker *most = &takers[0];
    for (size_t i = 1; i < sizeof takers / sizeof *takers; i++)
        most = takers[i].share > most->share ? &takers[i] : most;
    if (sample->status != TB_SAMPLE_TIMEOUT || most->share <= much)
        return;
    sample->status = TB_SAMPLE_DISTURBED;
    tb_text_printf(&sample->reason, "; %s kept the core from it for %.0f%% of the time", most->name,
                   100 * fmin(most->share, 1)); /* several tasks wait at a time */
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

static size_t own_failures(const struct tb_cell *cell)
{
    return cell->counts[TB_SAMPLE_VOID] + cell->counts[TB_SAMPLE_FAILED] + cell->counts[TB_SAMPLE_TIMEOUT];
}

bool tb_cell_bears_failures(const struct tb_cell *cell)
{
    return cell->deaths == 0 && cell->counts[TB_SAMPLE_OK] > 0 && own_failures(cell) * FAILURES_BORNE <= taken(cell);
}

/* Appends the first sample of a status that lost rounds, and how many more there are. */
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
