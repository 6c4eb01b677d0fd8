/* tally.h - what is counted, and for which side.
 *
 * The whole of tlsbench-counters, the program of the counters pass:
 *
 *   heap.c, locks.c   stand in for libc's malloc and pthread locks: a module reaches libc through its dynamic symbols,
 *                     also one that hides a static library, so that its calls come here
 *   tracer.c          the parent: stops the child at each system call (ptrace).  Whatever way a library enters the
 *                     kernel is seen, a raw syscall instruction too; wrappers of libc's functions would miss that
 *   counted.c         a backend around the backend: says whose call is running, client's or server's, and counts what
 *                     goes through the transport
 *   measure.c         runs a driver's operations between two looks at the tallies
 *   duet.c            client and server of a loopback case in one thread, over a TCP connection
 *   idle.c            connections that are open and do nothing
 *
 * Nothing of this is in tlsbench-worker, which measures time.  Only what happens inside a call of the backend is a
 * library's; the rest is the harness's.
 */
#pragma once
#include "counters/records.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum tb_account { TB_OF_CLIENT, TB_OF_SERVER, TB_OF_HARNESS, TB_NUM_ACCOUNTS };

enum { TB_SYSTEM_CALL_NUMBERS = 1024 }; /* more than Linux has; what lies beyond is counted in the last place */

struct tb_tally {
    uint64_t allocations, allocated_bytes; /* as asked for; a reallocation is an allocation of its new size */
    uint64_t locks;                        /* taken: mutexes, read-write locks, spin locks */
    int64_t live_bytes, peak_bytes;        /* as malloc laid them out (malloc_usable_size) */
    uint64_t bytes, writes;                /* sent; calls of send that took some */
    struct tb_record_scan scan;            /* of what was sent */
    uint64_t system_calls[TB_SYSTEM_CALL_NUMBERS];
    size_t connections;           /* open */
    int64_t base_bytes;           /* live before the oldest of them was opened */
    int64_t handshake_peak_bytes; /* above that, until the latest handshake was finished */
};

/* Shared by the process that measures and its tracer; they never write to the same field at the same time, since one
 * of them is stopped. */
struct tb_tallies {
    volatile enum tb_account account; /* whose call is running */
    volatile int fd;                  /* of its connection; -1: none */
    bool traced;                      /* the kernel lets us see system calls */
    bool unread_writes;               /* something was sent in a way whose records the tracer does not read */
    struct tb_tally of[TB_NUM_ACCOUNTS];
};

/* Never NULL: before tb_tallies_share it is this process's own. */
struct tb_tallies *tb_tallies(void);
bool tb_tallies_share(void); /* with children that are forked afterwards.  false: errno */

static inline struct tb_tally *tb_tally_now(void)
{
    struct tb_tallies *tallies = tb_tallies();
    return &tallies->of[tallies->account];
}
