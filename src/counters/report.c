#include "counters/report.h"
#include "core/catalog.h"
#include "counters/system_calls.h"
#include <stdio.h>
#include <sys/syscall.h>

static bool add(struct tb_record *record, enum tb_counter_side side, const char *counter, double value)
{
    char name[96];
    snprintf(name, sizeof name, "%s%s", tb_counter_prefix(side), counter);
    return tb_record_add(record, name, value);
}

/* Adds each kind, then the total. */
static bool add_system_calls(struct tb_record *record, enum tb_counter_side side, const struct tb_looks *looks,
                             double operations)
{
    uint64_t all = 0;
    bool added = true;
    for (size_t i = 0; i < TB_SYSTEM_CALL_NUMBERS && added; i++) {
        uint64_t calls = looks->after[side].system_calls[i] - looks->before[side].system_calls[i];
        char name[64], counter[80];
        if (calls == 0)
            continue;
        all += calls;
        tb_system_call_name((long)i, name, sizeof name);
        snprintf(counter, sizeof counter, "system_call_%s", name);
        added = add(record, side, counter, (double)calls / operations);
    }
    return added && add(record, side, "system_calls", (double)all / operations);
}

static bool add_wire(struct tb_record *record, enum tb_counter_side side, const struct tb_looks *looks,
                     double operations, bool records)
{
    const struct tb_tally *before = &looks->before[side], *after = &looks->after[side];
    return add(record, side, "bytes", (double)(after->bytes - before->bytes) / operations) &&
           add(record, side, "writes", (double)(after->writes - before->writes) / operations) &&
           (!records ||
            add(record, side, "records", (double)(after->scan.records - before->scan.records) / operations));
}

static bool add_heap(struct tb_record *record, enum tb_counter_side side, const struct tb_looks *looks,
                     double operations)
{
    const struct tb_tally *before = &looks->before[side], *after = &looks->after[side];
    return add(record, side, "allocations", (double)(after->allocations - before->allocations) / operations) &&
           add(record, side, "allocated_bytes",
               (double)(after->allocated_bytes - before->allocated_bytes) / operations) &&
           add(record, side, "locks", (double)(after->locks - before->locks) / operations) &&
           add(record, side, "read_locks", (double)(after->read_locks - before->read_locks) / operations) &&
           add(record, side, "contended_locks",
               (double)(after->contended_locks - before->contended_locks) / operations);
}

static bool add_futex(struct tb_record *record, enum tb_counter_side side, const struct tb_looks *looks,
                      double operations)
{
    uint64_t calls = looks->after[side].system_calls[SYS_futex] - looks->before[side].system_calls[SYS_futex];
    return add(record, side, "futex_calls", (double)calls / operations);
}

/* What only connections have: bytes over memory are seen at the transport; writes to a socket are seen by the tracer.
 */
static bool add_connection(struct tb_record *record, enum tb_counter_side side, const struct tb_looks *looks,
                           double operations, const struct tb_job *job)
{
    const struct tb_tallies *tallies = tb_tallies();
    bool over_memory = !tb_case_is_pair(job->c);
    bool records = !job->backend->cleartext && !tallies->unread_writes;
    return (!(over_memory || tallies->traced) || add_wire(record, side, looks, operations, records)) &&
           add(record, side, "peak_bytes", (double)looks->after[side].handshake_peak_bytes);
}

/* What is counted of one thread only: core/counters.h. */
static bool add_alone(struct tb_record *record, enum tb_counter_side side, const struct tb_looks *looks,
                      double operations, const struct tb_job *job)
{
    return (side == TB_SIDE_LOCAL || add_connection(record, side, looks, operations, job)) &&
           (!tb_tallies()->traced || add_system_calls(record, side, looks, operations));
}

bool tb_report_counters(struct tb_record *record, const struct tb_looks *looks, uint64_t operations,
                        const struct tb_job *job)
{
    bool alone = tb_case_threads(job->c) == 1, added = true;
    for (enum tb_counter_side side = 0; side < TB_NUM_SIDES && added; side++)
        added = !tb_counter_has_side(job->c, side) ||
                (add_heap(record, side, looks, (double)operations) &&
                 (!tb_tallies()->traced || add_futex(record, side, looks, (double)operations)) &&
                 (!alone || add_alone(record, side, looks, (double)operations, job)));
    return added;
}

bool tb_report_idle(struct tb_record *record, const double held_bytes[2])
{
    return add(record, TB_SIDE_CLIENT, "idle_bytes", held_bytes[0]) &&
           add(record, TB_SIDE_SERVER, "idle_bytes", held_bytes[1]);
}
