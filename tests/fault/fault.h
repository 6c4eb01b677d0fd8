/* fault.h - shared by the files of the misbehaving backend. */
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
    FAULT_GARBAGE,      /* prints garbage instead of the record, and ends the process */
    FAULT_LOUD,         /* prints terminal control sequences on stderr, and ends the process */
    FAULT_IMPOSTOR,     /* claims to be another instance */
    FAULT_WRONG_SECRET, /* the two sides of a key exchange disagree */
    FAULT_WRONG_VECTOR, /* works, and accepts given private keys, but never returns a published secret */
    FAULT_LIE_VERSION,  /* negotiates another version than it was pinned to */
    FAULT_LIE_GROUP,
    FAULT_LIE_UNKNOWN, /* reports a group and a signature scheme without a code point */
    FAULT_LIE_RESUMED,
    FAULT_UNVERIFIED,  /* accepts the peer without verifying it */
    FAULT_LIE_LATER,   /* as LIE_VERSION, from the 40th handshake on */
    FAULT_NOT_RESUMED, /* forgets every session */
    FAULT_ONE_MORE,    /* sends an unexpected message: TLS 1.2, a ticket */
    FAULT_COMPRESSES,  /* compresses its certificates */
    FAULT_TRUNCATES,   /* ends connections without close_notify */
    FAULT_NO_SESSION,  /* leaves the client no session to resume */
    FAULT_DIRTY,       /* leaves the vector registers dirty: soil.h */
    FAULT_GRUDGE,      /* a failure makes the next read of any connection fail */
    FAULT_RESTLESS,    /* needs a different number of instructions in every process */
    FAULT_EVERY_8,     /* take longer in every 8th operation, in every 32nd, in all from the 30th on, in 5 % of */
    FAULT_EVERY_32,    /* them at random, only on the server's side of a handshake: fault_shapes.c */
    FAULT_FROM_30,
    FAULT_SERVER,
    FAULT_TAIL,
    FAULT_OTHER_CPU,  /* sees other CPU features in one process of many: the one whose turn it is */
    FAULT_GREEDY,     /* a server's connection makes three allocations more than it needs */
    FAULT_HEAVY,      /* a connection holds FAULT_BALLAST bytes, a server's twice as many */
    FAULT_CHATTERS,   /* sends a byte that nobody asked for, right after the handshake as the server */
    FAULT_QUEUES,     /* each operation, or step of a handshake, sleeps with one lock that all threads use; a
                       * derivation also takes one to read */
    FAULT_UNSUPPORTED /* supports nothing, and says so */
};
/* More stand in the table of the module itself, in fault_backend.c: "abi", "size", "incomplete", "careless",
 * "one-use", "one-thread". */

enum { FAULT_BALLAST = 30000 };

struct tb_lib {
    enum fault fault;
    struct tb_info info;
    _Atomic unsigned operations, handshakes; /* threads share it */
    _Atomic uint64_t primitives, served;     /* operations but handshakes; handshakes as the server */
    long turns;                              /* of a loop that makes it restless */
    _Atomic bool grudge;
};

/* Defined only if a test preloads clockwork.c: adds work to the time that its clocks show. */
__attribute__((weak)) void tb_clockwork_add(uint64_t ns);

static inline void fault_work(uint64_t ns)
{
    if (tb_clockwork_add)
        tb_clockwork_add(ns);
}

/* The duration of one operation on these clocks: TLSBENCH_FAULT_WORK in ns, by default 400, and up to 2 % more, by
 * process. */
uint64_t fault_unit_ns(void);

/* Call at the end of the n'th operation or handshake, from 1: adds the time of faults that slow only some operations.
 * Without clockwork it burns CPU time. */
void fault_now_and_then(const tb_lib *lib, uint64_t n, bool server);

/* Called by every operation, and in each step of a handshake: triggers the fault. */
enum tb_status fault_misbehave(tb_lib *lib);

extern const char fault_instance[]; /* "fault-" and the name of the module's fault: fault_backend.c */

/* fault_operations.c.  With fault_given_kx_ops private keys can be given, as published vectors need it. */
extern const struct tb_kx_ops fault_kx_ops, fault_given_kx_ops;
extern const struct tb_aead_ops fault_aead_ops;
enum tb_status fault_open(tb_lib **out, const char *options);
void fault_close(tb_lib *lib);
const struct tb_info *fault_info(tb_lib *lib);
enum tb_status fault_supports(tb_lib *lib, enum tb_cap cap, uint16_t id);
size_t fault_error_text(tb_lib *lib, char *dst, size_t cap);

extern const struct tb_tls_ops fault_tls_ops;            /* fault_tls.c */
extern const struct tb_hash_ops fault_careless_hash_ops; /* fault_careless.c */
extern const struct tb_trust_ops fault_careless_trust_ops;
extern const struct tb_key_ops fault_one_use_key_ops; /* fault_keys.c */
