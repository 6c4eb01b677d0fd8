/* fault.h - what the parts of the misbehaving backend share. */
#pragma once
#include "backends/backend.h"
#include <stdint.h>

enum fault {
    FAULT_NONE,
    FAULT_CRASH,        /* dies of SIGSEGV in the middle of the measurement */
    FAULT_KILLED_ONCE,  /* is killed by SIGKILL, as from outside, in one process of many */
    FAULT_CRASH_ONCE,   /* does so in one process of many: the one whose turn it is in a file that they share */
    FAULT_HANG,         /* an operation never returns */
    FAULT_ERROR_LATER,  /* an operation fails after a hundred good ones */
    FAULT_EXIT,         /* the library ends the process with exit code 0, without a record */
    FAULT_GARBAGE,      /* prints rubbish where the record should be, and ends the process */
    FAULT_LOUD,         /* says on stderr what a terminal obeys, and ends the process */
    FAULT_IMPOSTOR,     /* says that it is another instance */
    FAULT_WRONG_SECRET, /* the two sides of a key exchange disagree */
    FAULT_WRONG_VECTOR, /* as "none", and takes given private keys: no published secret comes out */
    FAULT_LIE_VERSION,  /* negotiates another version than it was pinned to */
    FAULT_LIE_GROUP,
    FAULT_LIE_UNKNOWN, /* a group and a signature scheme that it has no code point for */
    FAULT_LIE_RESUMED,
    FAULT_UNVERIFIED,  /* accepts the peer without having verified it */
    FAULT_LIE_LATER,   /* as LIE_VERSION, from the 40th handshake on */
    FAULT_NOT_RESUMED, /* forgets every session */
    FAULT_ONE_MORE,    /* a message that nobody asked for: TLS 1.2, a ticket */
    FAULT_COMPRESSES,  /* its certificates */
    FAULT_TRUNCATES,   /* ends connections without close_notify */
    FAULT_NO_SESSION,  /* leaves the client no session to come back with */
    FAULT_DIRTY,       /* leaves the vector registers dirty: soil.h */
    FAULT_GRUDGE,      /* what fails makes the next read of any connection fail */
    FAULT_RESTLESS,    /* needs another number of instructions in every process */
    FAULT_EVERY_8,     /* takes longer in every 8th operation, in every 32nd, in all from the 30th on, in 5 % of */
    FAULT_EVERY_32,    /* them by chance, on the server's side of a handshake alone: fault_shapes.c */
    FAULT_FROM_30,
    FAULT_SERVER,
    FAULT_TAIL,
    FAULT_GREEDY,     /* a connection of the server takes three allocations more than it needs */
    FAULT_UNSUPPORTED /* can do nothing at all, and says so */
};
/* More stand in the table of the module itself, at the end: "abi", "size", "incomplete", "careless", "chatty",
 * "one-use", "one-thread". */

struct tb_lib {
    enum fault fault;
    struct tb_info info;
    _Atomic unsigned operations, handshakes; /* threads share it */
    _Atomic uint64_t primitives, served;     /* operations but handshakes; handshakes as the server */
    long turns;                              /* of a loop that makes it restless */
    _Atomic bool grudge;
};

/* Where a test preloads clockwork.c, the work that its clocks tell; else it is not there. */
__attribute__((weak)) void tb_clockwork_add(uint64_t ns);

static inline void fault_work(uint64_t ns)
{
    if (tb_clockwork_add)
        tb_clockwork_add(ns);
}

/* What one operation takes by these clocks: TLSBENCH_FAULT_WORK in ns, 400 where it is not set, and up to 2 % more by
 * the process. */
uint64_t fault_unit_ns(void);

/* At the end of the n'th operation or handshake, from 1: what takes longer now and then does.  Where no clockwork is
 * preloaded, it burns CPU time. */
void fault_now_and_then(const tb_lib *lib, uint64_t n, bool server);

/* Called by every operation: the place where the trouble starts. */
enum tb_status fault_misbehave(tb_lib *lib);

extern const struct tb_tls_ops fault_tls_ops;            /* fault_tls.c */
extern const struct tb_hash_ops fault_careless_hash_ops; /* fault_careless.c */
extern const struct tb_trust_ops fault_careless_trust_ops;
extern const struct tb_key_ops fault_one_use_key_ops; /* fault_keys.c */
