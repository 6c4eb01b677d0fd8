#include "core/counters.h"

const struct tb_counter_info tb_counters[] = {
    {"bytes", "B", "sent, record headers included"},
    {"records", "count", "TLS records sent"},
    {"writes", "count", "times that the library passed data to the transport; over loopback: system calls"},
    {TB_COUNTER_CALLS, "count", "system calls inside the library's own calls; note: the most frequent kinds"},
    {"allocations", "count", "malloc, calloc, realloc, aligned ones; the adapter's one or two a connection included"},
    {"allocated_bytes", "B", "that they asked for"},
    {"peak_bytes", "B", "peak heap from opening a connection to the end of its handshake; of the last connection"},
    {"idle_bytes", "B", "heap that a connection holds after its handshake: the mean of 16 open ones, over memory"},
    {"locks", "count", "pthread mutexes, read-write locks and spin locks taken; atomic operations do not count"},
};
const size_t tb_num_counters = sizeof tb_counters / sizeof *tb_counters;
