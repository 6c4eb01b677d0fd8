#include "core/counters.h"
#include "core/catalog.h"
#include <string.h>

/* X(name, unit, of_threads, what) */
#define COUNTERS(X)                                                                                                    \
    X("bytes", "B", false, "sent, record headers included")                                                            \
    X("records", "count", false, "TLS records sent")                                                                   \
    X("writes", "count", false,                                                                                        \
      "how often the library passed data to the transport; over loopback: system calls that write")                    \
    X(TB_COUNTER_CALLS, "count", false,                                                                                \
      "system calls made inside the library's calls; the column note has the most frequent kinds")                     \
    X("allocations", "count", true,                                                                                    \
      "calls of malloc, calloc, realloc and the aligned variants, including one or two per connection by the adapter") \
    X("allocated_bytes", "B", true, "bytes that these calls requested")                                                \
    X("peak_bytes", "B", false,                                                                                        \
      "peak heap from opening a connection to the end of its handshake, for the last connection")                      \
    X("idle_bytes", "B", false,                                                                                        \
      "heap that an open connection holds after its handshake: the mean of 16 connections over memory")                \
    X("locks", "count", true,                                                                                          \
      "pthread mutexes, read-write locks and spin locks taken; atomic operations do not count")                        \
    X("contended_locks", "count", true, "locks that another thread held when they were asked for")                     \
    X("futex_calls", "count", true, "system calls to sleep until a lock is free, or to wake a thread that sleeps")

#define INFO(its_name, its_unit, threads, what) {its_name, its_unit, threads, what},
#define METRIC(side, its_name, its_unit, what)                                                                         \
    {.name = side "_" its_name, .unit = its_unit, .doc = what, .counted = true},
#define CLIENT(its_name, its_unit, threads, what) METRIC("client", its_name, its_unit, what)
#define SERVER(its_name, its_unit, threads, what) METRIC("server", its_name, its_unit, what)

const struct tb_counter_info tb_counters[] = {COUNTERS(INFO)};
const size_t tb_num_counters = sizeof tb_counters / sizeof *tb_counters;

static const struct tb_metric_info of_client[] = {COUNTERS(CLIENT)}, of_server[] = {COUNTERS(SERVER)};

const struct tb_metric_info *tb_counter_metric(size_t counter, bool server)
{
    return server ? &of_server[counter] : &of_client[counter];
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
    for (size_t i = 0; i < 2 * tb_num_counters; i++)
        if (strcmp(tb_counter_metric(i / 2, i % 2)->name, metric->name) == 0)
            return tb_counters[i / 2].name;
    return NULL;
}

bool tb_counter_is_metric(size_t counter, bool server, const struct tb_case *c)
{
    const struct tb_metric_info *same = tb_metric_by_name(c->driver, tb_counter_metric(counter, server)->name);
    return same && tb_metric_applies(same, c);
}

bool tb_counter_applies(size_t counter, bool server, const struct tb_case *c)
{
    bool idle = strcmp(tb_counters[counter].name, "idle_bytes") == 0;
    return tb_case_has_counters(c) && (tb_counters[counter].of_threads || tb_case_threads(c) == 1) &&
           !tb_counter_is_metric(counter, server, c) && !(idle && is_resumed(c));
}
