/* pair.h - a case measured by two processes over TCP: a server and a client, each with one core, one thread and one
 * event loop.
 *
 *   main, with a role   tb_pair_server, tb_pair_client, tb_pair_check: whole samples, one call each
 *   pair_end.h          what both ends share: the loop, the connections, the counts
 *   bench/drivers/     a struct tb_pair_ops: what a connection does once its handshake is finished, and the metrics
 *
 * One connection, whose hello has the token, is the link (pair_link.h); connections of other programs are dropped
 * (reception.h).  The client is in control: it names the case, keeps the case's number of TLS connections in flight,
 * and has the server read its counts at the start and end of every window, so that both ends are measured over the same
 * windows, on one host or two.
 *
 * A case with arrivals starts connections by plan instead: pair_load.h.  A driver with `weighed` opens connections and
 * weighs both processes, without any window: pair_hold.c.  Of a case with several threads, each thread of one process
 * meets one of the other: pair_team.h.
 *
 * The start of connections is spread over a turn-over.  A window is used if it has several turn-overs and both ends
 * agree: core/windows.h.
 *
 * Every handshake is read back on both ends and compared with the case.  The first failure on either end ends the
 * sample: failures are never averaged into the figures.
 */
#pragma once
#include "core/windows.h"
#include "harness/driver.h"
#include "harness/weight.h"
#include <stddef.h>
#include <stdint.h>

/* Every latency of all measured windows; nothing is sampled or estimated.  Of arrivals (core/arrivals.h), INFINITY is
 * that of one which did not finish. */
struct tb_pair_latencies {
    double *us; /* see struct tb_pair_ops */
    size_t num, cap;
};

enum { TB_WEIGHTS = 3 };

/* What the process of each end holds while that many connections are open and idle. */
struct tb_pair_weight {
    uint64_t connections;
    struct tb_weight client, server;
};

struct tb_pair_ops {
    /* Bytes of payload, in both directions together, in one unit of work; `work` stops at its end.  NULL: one call of
     * `work` is a unit.  Latencies are those of units: from before connect() or, on a kept connection, from the end of
     * the previous unit.  Without this function they are those of handshakes; without TLS, they end with the server's
     * byte.
     */
    uint64_t (*unit)(const void *state);
    /* If false, the connection is closed after a unit, and the client replaces it.  NULL: always closed.  If
     * connections are kept and there is no `unit`, only bytes are counted. */
    bool (*kept)(const void *state);
    enum tb_status (*open)(const struct tb_job *job, bool server, void **state);
    /* One step of the work on a connection whose handshake is finished: one call of the backend's read or write.
     * *moved is the payload moved on this connection so far, and is advanced.  TB_BAD_PEER: wrong data was received,
     * explained in job->why. */
    enum tb_status (*work)(void *state, tb_conn *conn, uint64_t *moved);
    /* Client, after the sample: adds the metrics of one window, in which both ends did work.  Fails only if memory runs
     * out. */
    bool (*window)(void *state, struct tb_record *record, const struct tb_pair_usage *client,
                   const struct tb_pair_usage *server);
    /* Client, at the end: adds the metrics of the latencies of all windows.  NULL: there are none. */
    bool (*latencies)(void *state, struct tb_record *record, const struct tb_pair_latencies *latencies);
    /* Client, instead of windows: the connections are opened and held, and both ends are weighed with three numbers of
     * them (pair_hold.c).  Connections are kept, and idle after a unit of work, or without `unit` after the handshake.
     * Adds the metrics; fails only if memory runs out.  NULL: windows are measured. */
    bool (*weighed)(void *state, struct tb_record *record, const struct tb_pair_weight weights[TB_WEIGHTS]);
    /* After the last window: checks the data.  NULL: nothing to check. */
    enum tb_status (*settle)(void *state);
    void (*close)(void *state);
};

struct tb_pair_windows {
    uint64_t num;
    uint64_t length_ms, warm_up_ms; /* minimum values: see core/windows.h */
    uint64_t limit_ms;              /* for the whole sample, which is void beyond it; 0: none */
};

/* `token`: pair_link.h; NULL: none.  These fill job->record: what was negotiated on both ends; metrics and operations
 * of both ends go to the client's record.  On failure job->why has the errors of this end and of the other.  Statuses
 * are as in driver.h. */
enum tb_status tb_pair_server(const struct tb_job *job, const struct tb_pair_ops *ops, const char *listen_on,
                              const char *token);
enum tb_status tb_pair_client(const struct tb_job *job, const struct tb_pair_ops *ops, const char *connect_to,
                              const char *token, const struct tb_pair_windows *windows);
/* Sets up everything that one end needs, without any traffic. */
enum tb_status tb_pair_check(const struct tb_job *job, const struct tb_pair_ops *ops, bool server);
