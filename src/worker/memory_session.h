/* memory_session.h - one worker as client and server of the same library, over memory.
 *
 * Time: the monotonic clock is read whenever the side changes, and what passed is charged to the side that worked. (Not
 * the thread's CPU clock: that is a system call, 800 ns on a virtual machine where this one takes 30.  The chunk's CPU
 * time is known from the timed loop; where it stays below the wall time, the machine was not ours alone.)
 *
 *   client_ns   opening its connection | turns 1, 3, 5 | destroying its connection
 *   server_ns   opening its connection | turns 2, 4, 6 | destroying its connection
 *   flight_ns   the turns alone: turn N takes in flight N - 1 and makes flight N; the last one makes none
 *
 * Reading back and comparing what was negotiated comes after the last turn and is charged to neither side.
 */
#pragma once
#include "worker/memory_transport.h"
#include "worker/tls_case.h"

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
    tb_conn *conn[2]; /* NULL while not connected */
};

/* `cap`: bytes that each direction can hold.  To be closed whatever the status.  What fails is in job->why. */
enum tb_status tb_session_open(struct tb_session *session, const struct tb_job *job, size_t cap);
void tb_session_close(struct tb_session *session);

/* Two new connections, one full handshake, compared with the case on both ends.  Nothing may be under way when it is
 * finished: an unread ticket would be work that the client never did.  To be disconnected whatever the status. */
enum tb_status tb_session_connect(struct tb_session *session, struct tb_session_times *times);
void tb_session_disconnect(struct tb_session *session, struct tb_session_times *times);
