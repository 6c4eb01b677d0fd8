/* memory_session.h - one worker as client and server of the same library, over memory.
 *
 * The monotonic clock is read whenever the side changes, and the time is charged to the side that worked.  (The
 * thread's CPU clock would need a system call, 800 ns on a virtual machine instead of 30.  The timed loop measures the
 * CPU time of a chunk; if it is below the wall time, other tasks used the core.)
 *
 *   client_ns   opening its connection, a session offered | turns 1, 3, 5 | keeping the session | destroying it
 *   server_ns   opening its connection | turns 2, 4, 6 | destroying its connection
 *   flight_ns   the turns alone: turn N reads flight N - 1 and makes flight N; the last one makes none
 *
 * If a TLS 1.3 server issues tickets, it writes one byte after its last turn, and the client reads it in an additional
 * turn.  Some libraries hold tickets back until the server writes, and an unread ticket would be work left undone.  So
 * for every library the server's time includes issuing tickets, and the client's includes receiving them.
 *
 * Reading back and comparing what was negotiated comes after the last turn and is charged to neither side.
 */
#pragma once
#include "harness/memory_transport.h"
#include "harness/tls_connection.h"

enum { TB_MAX_FLIGHTS = 6 }; /* TLS 1.3 with a HelloRetryRequest has 5, plus the turn that reads the last one */

/* Sums over handshakes. */
struct tb_session_times {
    uint64_t side_ns[2], bytes[2]; /* by enum tb_side; bytes sent, with record headers */
    uint64_t flight_ns[TB_MAX_FLIGHTS];
};

struct tb_session {
    const struct tb_job *job;
    struct tb_tls_case tls;
    struct tb_memory memory;
    tb_ctx *ctx[2];
    bool borrowed; /* they are another session's, which outlives this one */
    bool may_miss; /* the server may have forgotten the session that the client offers */
    struct tb_connection connection[2];
    /* If set, called after each turn with the bytes that it sent. */
    void (*watch)(void *watcher, enum tb_side side, const uint8_t *bytes, size_t len);
    void *watcher;
    uint64_t began_ns[2]; /* time charged to each side when the connections were created */
};

/* `cap`: buffer size of each direction in bytes.  Must be closed whatever the status.  Failures are explained in
 * job->why. */
enum tb_status tb_session_open(struct tb_session *session, const struct tb_job *job, size_t cap);
/* The same on the contexts of `with`, which may be another thread's. */
enum tb_status tb_session_share(struct tb_session *session, const struct tb_job *job, size_t cap,
                                const struct tb_session *with);
void tb_session_close(struct tb_session *session);

/* Two new connections and one handshake, compared with the case on both ends; the first handshake is always a full
 * one.  No bytes may be unread at the end: an unread ticket would be work that the client never did.  Must be
 * disconnected whatever the status. */
enum tb_status tb_session_connect(struct tb_session *session, struct tb_session_times *times);
void tb_session_disconnect(struct tb_session *session, struct tb_session_times *times);
