#include "harness/usage.h"
#include "core/clock.h"
#include <sys/resource.h>

static struct rusage usage_so_far(void)
{
    struct rusage usage = {0};
    getrusage(RUSAGE_SELF, &usage); /* cannot fail with these arguments */
    return usage;
}

void tb_ready(const struct tb_job *job)
{
    job->record->involuntary_switches = (uint64_t)usage_so_far().ru_nivcsw;
    job->record->run_delay_ns = tb_thread_waited_ns();
    job->record->ready_ns = tb_now_ns() - job->started_ns;
}

/* Until the end the record has what had been waited before; so less of it is more since then. */
void tb_note_thread_waited(struct tb_record *record, uint64_t waited_ns)
{
    uint64_t own_ns = tb_thread_waited_ns() - record->run_delay_ns;
    if (waited_ns > own_ns)
        record->run_delay_ns -= waited_ns - own_ns;
}

void tb_forget_waiting(struct tb_record *record)
{
    record->run_delay_ns = tb_thread_waited_ns();
}

void tb_note_usage(struct tb_record *record)
{
    struct rusage usage = usage_so_far();
    record->involuntary_switches = (uint64_t)usage.ru_nivcsw - record->involuntary_switches;
    record->run_delay_ns = tb_thread_waited_ns() - record->run_delay_ns;
    record->max_rss_kib = (uint64_t)usage.ru_maxrss;
}
