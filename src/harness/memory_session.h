/* memory_session.h - one worker as client and server of the same library, over memory.
 *
 * Time: the monotonic clock is read whenever the side changes, and what passed is charged to the side that worked. (Not
 * the thread's CPU clock: that is a system call, 800 ns on a virtual machine where this one takes 30.  The chunk's CPU
 * time is known from the timed loop; where it stays below the wall time, the machine was not ours alone.)
 *
 *   client_ns   opening its connection, a session offered | turns 1, 3, 5 | keeping the session | destroying it
 *   server_ns   opening its connection | turns 2, 4, 6 | destroying its connection
 *   flight_ns   the turns alone: turn N takes in flight N - 1 and makes flight N; the last one makes none
 *
 * Where a TLS 1.3 server issues tickets, it writes one byte after its last turn, and the client reads it in a turn of
 * its own.  Some libraries hold tickets back until the server writes, and a ticket that nobody has read is work left
 * undone: so issuing tickets is in the server's time, and taking them in in the client's, for every library.
 *
 * Reading back and comparing what was negotiated comes after the last turn and is charged to neither side.
 */
#pragma once
#include "harness/memory_transport.h"
#include "harness/tls_connection.h"

enum { TB_MAX_FLIGHTS = 6 }; /* TLS 1.3 after a HelloRetryRequest has 5, and the turn that takes in the last one */

/* Sums over handshakes. */
struct tb_session_times {
    uint64_t side_ns[2], bytes[2]; /* by enum tb_side; bytes: sent, record headers included */
    uint64_t flight_ns[TB_MAX_FLIGHTS];
};

struct tb_session {
    const struct tb_job *job;
    struct tb_tls_case tls;
    struct tb_memory memory;
    tb_ctx *ctx[2];
    bool borrowed; /* they are another session's, which outlives this one */
    struct tb_connection connection[2];
    /* When set: called after each turn with the bytes that it made, as they go over the wire. */
    void (*watch)(void *watcher, enum tb_side side, const uint8_t *bytes, size_t len);
    void *watcher;
    uint64_t began_ns[2]; /* what had been charged to each side when the connections were made */
};

/* `cap`: bytes that each direction can hold.  To be closed whatever the status.  What fails is in job->why. */
enum tb_status tb_session_open(struct tb_session *session, const struct tb_job *job, size_t cap);
/* The same on the contexts of `with`, which may be another thread's. */
enum tb_status tb_session_share(struct tb_session *session, const struct tb_job *job, size_t cap,
                                const struct tb_session *with);
void tb_session_close(struct tb_session *session);

/* Two new connections, one handshake, compared with the case on both ends; the first is a full one, whatever the case.
 * Nothing may be under way when it is finished: an unread ticket would be work that the client never did.  To be
 * disconnected whatever the status. */
enum tb_status tb_session_connect(struct tb_session *session, struct tb_session_times *times);
void tb_session_disconnect(struct tb_session *session, struct tb_session_times *times);
