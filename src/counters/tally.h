/* tally.h - the counts of each side, or of a local case.
 *
 * The files of tlsbench-counters, the program of the counters pass:
 *
 *   measure_threads.c the same in several threads, for cases with threads
 *   heap.c, locks.c   replace libc's malloc and pthread locks: a module reaches libc through its dynamic symbols, even
 *                     if it hides a static library, so its calls come here
 *   tracer.c          the parent: stops the child at each system call (ptrace).  This also sees a raw syscall
 *                     instruction, which wrappers of libc's functions would miss
 *   tracer_threads.c  the same for a child with several threads, which it stops at futex calls only: a thread that is
 *                     stopped while it holds a lock would make the others wait for it
 *   counted.c         a backend around the backend: records whose call is running, the client's or the server's, and
 *                     counts what passes through the transport
 *   measure.c         runs a driver's operations between two readings of the tallies; of a local case, which has no
 *                     connection, whatever the driver times is on one account, and what it prepares is not
 *   duet.c            client and server of a loopback case in one thread, over a TCP connection
 *   idle.c            connections that are open and do nothing
 *
 * None of this is in tlsbench-worker, which measures time.  Only what happens inside a call of the backend, or of a
 * local case in the region that is timed, is charged to a library; the rest is charged to the harness.
 */
#pragma once
#include "core/counters.h"
#include "counters/records.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum tb_account {
    TB_OF_CLIENT = TB_SIDE_CLIENT,
    TB_OF_SERVER = TB_SIDE_SERVER,
    TB_OF_LOCAL = TB_SIDE_LOCAL,
    TB_OF_HARNESS = TB_NUM_SIDES,
    TB_NUM_ACCOUNTS
};

enum { TB_SYSTEM_CALL_NUMBERS = 1024 }; /* more than Linux has; higher numbers are counted in the last place */

struct tb_tally {
    uint64_t allocations, allocated_bytes; /* as requested; a reallocation counts as an allocation of its new size */
    uint64_t locks;                        /* acquired: mutexes, read-write locks, spin locks */
    uint64_t read_locks;                   /* of these, to read: several threads can hold one */
    uint64_t contended_locks;              /* of another thread when they were asked for */
    int64_t live_bytes, peak_bytes;        /* as allocated by malloc (malloc_usable_size) */
    uint64_t bytes, writes;                /* sent; calls of send that sent some bytes */
    struct tb_record_scan scan;            /* of the bytes sent */
    uint64_t system_calls[TB_SYSTEM_CALL_NUMBERS];
    size_t connections;           /* open */
    int64_t base_bytes;           /* live before the oldest open connection was opened */
    int64_t handshake_peak_bytes; /* above base_bytes, until the latest handshake was finished */
};

/* Of one thread; shared by the measuring process and its tracer.  They never write to the same field at the same time,
 * since one of them is stopped. */
struct tb_tallies {
    volatile int thread;              /* the kernel's id of the thread; 0: there is none */
    volatile enum tb_account account; /* the side whose call is running, or the local case */
    volatile int fd;                  /* of that side's connection; -1: none */
    bool traced;                      /* the kernel allows tracing system calls; of the first thread, said of all */
    bool unread_writes;               /* some data was sent in a way whose records the tracer does not read; the same */
    struct tb_tally of[TB_NUM_ACCOUNTS];
};

/* Of this thread.  Never NULL: before tb_tallies_share it is private to the process, and a thread that did not call
 * tb_tallies_enter uses those of the first thread. */
struct tb_tallies *tb_tallies(void);
/* Shares them with children that are forked later: those of the first thread and of `threads` - 1 others.  On failure
 * errno is set. */
bool tb_tallies_share(size_t threads);
void tb_tallies_enter(size_t thread); /* this thread is number `thread`, from 0; once, before all else */
/* Those of any thread, by number; and those whose thread the kernel calls `id`, NULL: none. */
struct tb_tallies *tb_tallies_at(size_t thread);
struct tb_tallies *tb_tallies_of_id(int id);

static inline struct tb_tally *tb_tally_now(void)
{
    struct tb_tallies *tallies = tb_tallies();
    return &tallies->of[tallies->account];
}
