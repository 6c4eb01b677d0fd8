/* pair.h - a case measured by two processes over TCP: a server and a client, each with one core, one thread and one
 * event loop.
 *
 *   main, with a role   tb_pair_server, tb_pair_client, tb_pair_check: whole samples, one call each
 *   pair_end.h          what both ends share: the loop, the connections, the counts
 *   bench/drivers/     a struct tb_pair_ops: what a connection does once its handshake is finished, and the metrics
 *
 * One connection, whose hello has the token, is the link (pair_link.h); connections of other programs are dropped
 * (reception.h).  The client is in control: it names the case, keeps the case's number of TLS connections in flight,
 * and makes the server read its counts at the start and end of every window, so that both ends are measured over the
 * same windows, on one host or two.
 *
 * Connections start spread over a turn-over, and a window is used if it has several turn-overs and both ends agree:
 * core/windows.h.
 *
 * Every handshake is read back on both ends and compared with the case.  The first failure on either end ends the
 * sample: failures are never averaged into the figures.
 */
#pragma once
#include "core/windows.h"
#include "harness/driver.h"
#include <stddef.h>
#include <stdint.h>

/* All of the measured windows: nothing is sampled or estimated. */
struct tb_pair_latencies {
    double *us; /* see struct tb_pair_ops */
    size_t num, cap;
};

struct tb_pair_ops {
    /* Bytes of payload, both ways together, that make a unit of work; `work` stops at its end.  NULL: a single call of
     * `work` is one.  Latencies are those of units, from before connect() or, on a connection that is kept, from the
     * end of the unit before; without this function, of handshakes, or where there is no TLS up to the server's byte.
     */
    uint64_t (*unit)(const void *state);
    /* After a unit the connection is closed, and the client replaces it.  NULL: always.  Where it is kept and there is
     * no `unit`, bytes alone are counted. */
    bool (*kept)(const void *state);
    enum tb_status (*open)(const struct tb_job *job, bool server, void **state);
    /* A step of the work on a connection whose handshake is finished: one call of the backend's read or write.  *moved
     * counts the payload moved on this connection before, and is advanced.  TB_BAD_PEER: the wrong data came, and
     * job->why says so. */
    enum tb_status (*work)(void *state, tb_conn *conn, uint64_t *moved);
    /* Client, after the sample: adds the metrics of one window, in which both ends did work.  false: out of memory. */
    bool (*window)(void *state, struct tb_record *record, const struct tb_pair_usage *client,
                   const struct tb_pair_usage *server);
    /* Client, at last: adds the metrics of the latencies of all windows.  NULL: none is made of them. */
    bool (*latencies)(void *state, struct tb_record *record, const struct tb_pair_latencies *latencies);
    /* After the last window: was the data right?  NULL: nothing to check. */
    enum tb_status (*settle)(void *state);
    void (*close)(void *state);
};

struct tb_pair_windows {
    uint64_t num;
    uint64_t length_ms, warm_up_ms; /* at least: see core/windows.h */
    uint64_t limit_ms;              /* for all of it, else the sample is void; 0: none */
};

/* `token`: pair_link.h; NULL: none.  They fill job->record: what was negotiated on both ends, metrics and operations of
 * both on the client's.  On failure job->why has the error of this end, and that of the other end. Statuses as in
 * driver.h. */
enum tb_status tb_pair_server(const struct tb_job *job, const struct tb_pair_ops *ops, const char *listen_on,
                              const char *token);
enum tb_status tb_pair_client(const struct tb_job *job, const struct tb_pair_ops *ops, const char *connect_to,
                              const char *token, const struct tb_pair_windows *windows);
/* Sets everything up that one end needs, and no traffic. */
enum tb_status tb_pair_check(const struct tb_job *job, const struct tb_pair_ops *ops, bool server);
