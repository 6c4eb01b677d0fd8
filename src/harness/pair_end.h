/* pair_end.h - shared by server and client of a pair: one event loop, its connections, counts, the link.
 *
 * A connection goes through the same states on both ends and for every library:
 *
 *   idle        no socket.  A client's is queued, and starts in the next turn of the loop; a server's waits for accept
 *   handshake   until the backend returns TB_OK; then what was negotiated is read back and compared with the case
 *   work        the driver's tb_pair_ops
 *   parting     after a unit of work, unless connections are kept: close_notify both ways, see tb_connection_part
 *   idle
 *
 * The server closes first, and its socket is gone when the client's close_notify comes; otherwise the client resets the
 * connection.  So neither end keeps a port in TIME-WAIT, and the 28,232 ports do not run out at thousands of
 * connections per second.
 *
 * If sessions are resumed, each of the client's places begins with one full handshake before anything is measured, and
 * every later one must be resumed.  A server cannot identify a client, so it accepts as many full handshakes as there
 * are places; one more is a failure.  Of arrivals only some may be to resume, and the client alone checks which did.
 *
 * Places after the first num_conns hold connections that stay idle after their handshake (parameter idle), waiting for
 * data that never comes.  The client opens them before all others, and the server's first connections get these places.
 * If requests arrive on kept connections, those are opened next, and wait for the first one.
 * With a driver that weighs them (struct tb_pair_ops), all connections end so, after their unit of work if they have
 * one.
 *
 * The loop waits for the event that the backend's call asked for: a read that wants to write waits until it can.
 */
#pragma once
#include "harness/event_loop.h"
#include "harness/idle_time.h"
#include "harness/pair.h"
#include "harness/pair_link.h"
#include "harness/tls_connection.h"

struct tb_pair_end;

struct tb_pair_conn {
    struct tb_handler handler;
    struct tb_pair_end *end;
    struct tb_connection tls;        /* closed: idle.  A client's next connection in this place resumes its session */
    bool finished, parting;          /* the handshake is finished; the work is finished */
    bool resting;                    /* it is one of num_resting */
    bool waiting;                    /* client, of kept connections with arrivals: it has no request */
    uint64_t started_ns, latency_ns; /* client: start and latency of the unit of work, or of the handshake: see
                                      * struct tb_pair_ops */
    uint64_t moved;                  /* payload bytes */
    uint64_t units;                  /* units of work finished in this place, by all its connections */
    size_t arrival;                  /* client: index in struct tb_pair_load, SIZE_MAX: it does not count */
};

struct tb_pair_end {
    const struct tb_job *job;
    const struct tb_pair_ops *ops;
    bool server;
    void *state; /* the driver's */
    struct tb_tls_case tls;
    tb_ctx *ctx;
    struct tb_event_loop loop;
    struct tb_handler link_handler;
    struct tb_pair_link link;
    struct tb_pair_conn *conns;
    size_t num_conns, num_held;                 /* places that work; then those that stay idle */
    size_t num_resting;                         /* connections that have nothing more to do, and read once in vain */
    int (*connect)(struct tb_pair_end *end);    /* client: a new descriptor, as tb_socket_connect */
    bool (*start)(struct tb_pair_conn *conn);   /* client: starts an idle connection.  false: failure */
    bool (*counted)(struct tb_pair_conn *conn); /* client: called after a unit of work.  false: failure */
    bool (*retired)(struct tb_pair_conn *conn); /* called when its work is done and it is idle again.  false: failure */
    uint64_t unit;                              /* size in bytes; 0: see struct tb_pair_ops */
    struct tb_in_flight flight;
    bool kept;                          /* connections last as long as the sample */
    uint64_t established, units, bytes; /* handshakes finished; units of work; payload bytes */
    size_t warm;                        /* number of places with TB_WARM_UNITS finished units */
    uint64_t heard_ns;                  /* time of the last check of the link */
    uint64_t first_connections;         /* if sessions are resumed: full handshakes still to come, one per place */
    uint64_t slowed_ns;                 /* CPU time at the last call of the injector */
    struct tb_idle_time idle;           /* of turns that only waited for a planned start */
    enum tb_status status; /* of the sample; any status but TB_OK is explained in job->why and ends the loop */
};

/* Timeouts, so that a pair never hangs, whichever end is silent. */
enum {
    TB_PAIR_CLIENT_PATIENCE_MS = 5000,  /* no progress on any connection, or no answer on the link */
    TB_PAIR_SERVER_PATIENCE_MS = 15000, /* the same for the server: longer, so that the client reports it */
    TB_PAIR_ARRIVAL_MS = 60000,         /* no client connected */
    TB_PAIR_FAREWELL_MS = 2000          /* how long an end that failed waits for the other's message */
};

/* Reads the case, creates the context, opens the driver, and allocates the case's connections, or the places that
 * arrivals need (core/arrivals.h), fewer if the descriptors do not suffice.  Must be closed whatever
 * the status. */
enum tb_status tb_pair_end_open(struct tb_pair_end *end, const struct tb_job *job, const struct tb_pair_ops *ops,
                                bool server);
void tb_pair_end_close(struct tb_pair_end *end);

/* pair_places.c: allocates the places, if the descriptors and ports suffice.  `ready` is what the loop calls. */
enum tb_status tb_pair_make_places(struct tb_pair_end *end, void (*ready)(void *conn));

/* Starts the handshake on a descriptor that is connected or was accepted.  On failure the descriptor is closed. */
bool tb_pair_connected(struct tb_pair_conn *conn, int fd);

/* One turn of the loop.  It checks the link at least every millisecond, so that a mark need not wait until all
 * connections were served.  Returns false when the sample has ended. */
bool tb_pair_turn(struct tb_pair_end *end, int timeout_ms);

/* CPU time so far of what a pair's end is: a process, or one of its threads. */
uint64_t tb_pair_cpu_ns(const struct tb_job *job);

/* Counts since the process began. */
struct tb_pair_usage tb_pair_look(const struct tb_pair_end *end);
uint64_t tb_pair_progress(const struct tb_pair_end *end); /* changes whenever any data moved */

/* Ends the sample with a failure that is not the library's.  Only the first failure is reported.  Always returns
 * false. */
bool tb_pair_fail(struct tb_pair_end *end, enum tb_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same with a status for the record: TB_SAMPLE_DISTURBED if, as far as this end can see, the machine is to blame;
 * TB_SAMPLE_TIMEOUT if the other end did not answer. */
bool tb_pair_fail_as(struct tb_pair_end *end, enum tb_sample_status whose, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Sends this end's failure to the other end, and adds the other end's error to job->why, because it often names the
 * cause. */
void tb_pair_share_failure(struct tb_pair_end *end);

/* Parses the text after "failed" on the link: "void TEXT", "failed TEXT". */
enum tb_status tb_pair_failure_status(const char *words, const char **text);
