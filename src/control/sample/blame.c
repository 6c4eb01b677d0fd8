#include "control/sample/blame.h"
#include "core/text.h"
#include <math.h>

static const double much = 0.25; /* share of the time: a time limit is several times the length of a sample */

struct taker {
    const char *name;
    double share; /* share of the sample's time */
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
    tb_text_printf(&sample->reason, "; %s took the core for %.0f%% of the time", most->name,
                   100 * fmin(most->share, 1)); /* several tasks may wait at the same time */
}

bool tb_is_own_failure(enum tb_sample_status status)
{
    return status == TB_SAMPLE_VOID || status == TB_SAMPLE_FAILED || status == TB_SAMPLE_TIMEOUT;
}
