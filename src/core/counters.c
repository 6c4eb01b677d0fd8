#include "core/counters.h"
#include "core/catalog.h"
#include "core/text.h"
#include <string.h>

/* X(name, unit, of_threads, of_local, what) */
#define COUNTERS(X)                                                                                                    \
    X("bytes", "B", false, false, "sent, record headers included")                                                     \
    X("records", "count", false, false, "TLS records sent")                                                            \
    X("writes", "count", false, false,                                                                                 \
      "how often the library passed data to the transport; over loopback: system calls that write")                    \
    X(TB_COUNTER_CALLS, "count", false, true,                                                                          \
      "system calls made inside the library's calls; the column note has the most frequent kinds")                     \
    X("allocations", "count", true, true,                                                                              \
      "calls of malloc, calloc, realloc and the aligned variants, including the adapter's: one or two per object")     \
    X("allocated_bytes", "B", true, true, "bytes that these calls requested")                                          \
    X("peak_bytes", "B", false, false,                                                                                 \
      "peak heap from opening a connection to the end of its handshake, for the last connection")                      \
    X("idle_bytes", "B", false, false,                                                                                 \
      "heap that an open connection holds after its handshake: the mean of 16 connections over memory")                \
    X("locks", "count", true, true,                                                                                    \
      "pthread mutexes, read-write locks and spin locks taken; atomic operations do not count")                        \
    X("read_locks", "count", true, true,                                                                               \
      "of these, read-write locks taken to read: several threads can hold one, but each writes to its memory")         \
    X("contended_locks", "count", true, true, "locks that another thread held when they were asked for")               \
    X("futex_calls", "count", true, true, "system calls to sleep until a lock is free, or to wake a thread that sleeps")

#define INFO(its_name, its_unit, threads, local, what) {its_name, its_unit, threads, local, what},
#define METRIC(prefix, its_name, its_unit, what)                                                                       \
    {.name = prefix its_name, .unit = its_unit, .doc = what, .counted = true},
#define CLIENT(its_name, its_unit, threads, local, what) METRIC("client_", its_name, its_unit, what)
#define SERVER(its_name, its_unit, threads, local, what) METRIC("server_", its_name, its_unit, what)
#define LOCAL(its_name, its_unit, threads, local, what)  METRIC("", its_name, its_unit, what)

const struct tb_counter_info tb_counters[] = {COUNTERS(INFO)};
const size_t tb_num_counters = sizeof tb_counters / sizeof *tb_counters;

static const struct tb_metric_info of_client[] = {COUNTERS(CLIENT)}, of_server[] = {COUNTERS(SERVER)},
                                   of_local[] = {COUNTERS(LOCAL)};

static const struct {
    const char *name, *prefix;
    const struct tb_metric_info *metrics;
} sides[TB_NUM_SIDES] = {
    [TB_SIDE_CLIENT] = {"client", "client_", of_client},
    [TB_SIDE_SERVER] = {"server", "server_", of_server},
    [TB_SIDE_LOCAL] = {"local", "", of_local},
};

const char *tb_counter_side_name(enum tb_counter_side side)
{
    return sides[side].name;
}

const char *tb_counter_prefix(enum tb_counter_side side)
{
    return sides[side].prefix;
}

const struct tb_metric_info *tb_counter_metric(size_t counter, enum tb_counter_side side)
{
    return &sides[side].metrics[counter];
}

/* Idle memory is reported only for full handshakes. */
static bool is_resumed(const struct tb_case *c)
{
    static const char *const operations[] = {"session-id", "ticket", "early-data"};
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++)
        if (strcmp(c->value[TB_PARAM_OPERATION], operations[i]) == 0)
            return true;
    return false;
}

const char *tb_counter_of(const struct tb_metric_info *metric)
{
    for (size_t i = 0; i < TB_NUM_SIDES * tb_num_counters; i++)
        if (strcmp(tb_counter_metric(i / TB_NUM_SIDES, i % TB_NUM_SIDES)->name, metric->name) == 0)
            return tb_counters[i / TB_NUM_SIDES].name;
    return NULL;
}

bool tb_counter_is_metric(size_t counter, enum tb_counter_side side, const struct tb_case *c)
{
    const struct tb_metric_info *same = tb_metric_by_name(c->driver, tb_counter_metric(counter, side)->name);
    return same && tb_metric_applies(same, c);
}

bool tb_counter_has_side(const struct tb_case *c, enum tb_counter_side side)
{
    return tb_case_has_counters(c) && (c->driver->countable == TB_COUNTABLE_CALLS) == (side == TB_SIDE_LOCAL);
}

bool tb_counter_belongs(size_t counter, enum tb_counter_side side, const struct tb_case *c)
{
    return tb_counter_has_side(c, side) && (tb_counters[counter].of_local || side != TB_SIDE_LOCAL);
}

const char *tb_counter_lacks(size_t counter, const struct tb_case *c)
{
    if (!tb_counters[counter].of_threads && tb_case_threads(c) > 1)
        return "of several threads, only allocations and locks are counted; the case without /threads-N has the rest";
    if (strcmp(tb_counters[counter].name, "idle_bytes") == 0 && is_resumed(c))
        return "idle bytes are counted for full handshakes only";
    return NULL;
}

bool tb_counter_applies(size_t counter, enum tb_counter_side side, const struct tb_case *c)
{
    return tb_counter_belongs(counter, side, c) && !tb_counter_lacks(counter, c) &&
           !tb_counter_is_metric(counter, side, c);
}

static size_t last_countable(const struct tb_driver_info *drivers, size_t num)
{
    while (num > 0 && !drivers[num - 1].countable)
        num--;
    return num - 1;
}

void tb_counter_drivers(struct tb_text *text)
{
    size_t num;
    const struct tb_driver_info *drivers = tb_drivers(&num);
    const char *before = "";
    for (size_t i = 0, last = last_countable(drivers, num); i <= last; i++)
        if (drivers[i].countable) {
            tb_text_printf(text, "%s%s", i == last ? " or " : before, drivers[i].name);
            before = ", ";
        }
}
