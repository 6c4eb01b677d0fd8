/* pair_end.h - what server and client of a pair share: one event loop, connections in it, counts, the link.
 *
 * A connection goes through the same states on both ends and for every library:
 *
 *   idle        no socket.  A client's is queued, and starts in the next turn of the loop; a server's waits for accept
 *   handshake   until the backend says TB_OK; then what was negotiated is read back and compared with the case
 *   work        what the driver's tb_pair_ops does
 *   parting     once a unit of the work is done, or never where connections are kept: close_notify both ways, see
 *               tb_connection_part
 *   idle
 *
 * The server closes first, and its socket is gone when the client's close_notify comes, or the client resets what is
 * left: neither end keeps a port in TIME-WAIT, so that ports do not run out (28,232 of them, at thousands a second).
 *
 * Where sessions are resumed, each of the client's places begins with one full handshake, before anything is measured,
 * and every later one must be resumed.  A server cannot identify a client, so it accepts as many full handshakes as
 * there are places, and one more is a failure.
 *
 * The loop waits for what a call wants: a read that wants to write waits until it can.
 */
#pragma once
#include "harness/event_loop.h"
#include "harness/pair.h"
#include "harness/pair_link.h"
#include "harness/tls_connection.h"

struct tb_pair_end;

struct tb_pair_conn {
    struct tb_handler handler;
    struct tb_pair_end *end;
    struct tb_connection tls;        /* closed: idle.  A client's next one in this place resumes its session */
    bool finished, parting;          /* its handshake is; its work is */
    uint64_t started_ns, latency_ns; /* client: of the unit of work, or of the handshake: see struct tb_pair_ops */
    uint64_t moved;                  /* payload */
    uint64_t units;                  /* of work that were finished in this place, whatever connection it held */
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
    size_t num_conns;
    bool (*start)(struct tb_pair_conn *conn);   /* client: an idle connection's turn has come.  false: failure */
    bool (*counted)(struct tb_pair_conn *conn); /* client: a unit of work is finished.  false: failure */
    bool (*retired)(struct tb_pair_conn *conn); /* its work is done and it is idle again.  false: failure */
    uint64_t unit;                              /* bytes of one; 0: see struct tb_pair_ops */
    struct tb_in_flight flight;
    bool kept;                          /* connections live as long as the sample */
    uint64_t established, units, bytes; /* handshakes finished; units of work; payload */
    size_t warm;                        /* places in which TB_WARM_UNITS are finished */
    uint64_t heard_ns;                  /* when the link was looked at */
    uint64_t first_connections; /* where sessions are resumed: full handshakes that are still to come, one a place */
    uint64_t slowed_ns;         /* CPU time when the injector last saw it */
    enum tb_status status;      /* of the sample; anything but TB_OK stands in job->why and ends the loop */
};

/* The timeouts that keep a pair from hanging, whoever of the two is silent. */
enum {
    TB_PAIR_CLIENT_PATIENCE_MS = 5000,  /* nothing moved on any connection, or no answer on the link */
    TB_PAIR_SERVER_PATIENCE_MS = 15000, /* the same for the server: longer, so that it is the client who tells */
    TB_PAIR_ARRIVAL_MS = 60000,         /* no client came at all */
    TB_PAIR_FAREWELL_MS = 2000          /* an end that failed waits that long for what the other has to say */
};

/* Reads the case, creates the context, opens the driver, makes room for the case's connections.  To be closed whatever
 * the status. */
enum tb_status tb_pair_end_open(struct tb_pair_end *end, const struct tb_job *job, const struct tb_pair_ops *ops,
                                bool server);
void tb_pair_end_close(struct tb_pair_end *end);

/* The connection's descriptor is connected, or accepted: its handshake begins.  false: failure, the descriptor is
 * closed. */
bool tb_pair_connected(struct tb_pair_conn *conn, int fd);

/* One turn of the loop.  It checks the link at least every millisecond, so a mark does not wait until all connections
 * were served.  false: the sample has ended. */
bool tb_pair_turn(struct tb_pair_end *end, int timeout_ms);

/* Counts since the process began. */
struct tb_pair_usage tb_pair_look(const struct tb_pair_end *end);
uint64_t tb_pair_progress(const struct tb_pair_end *end); /* changes whenever anything moved */

/* Ends the sample for a failure that is not the library's.  The first failure is reported.  Always false. */
bool tb_pair_fail(struct tb_pair_end *end, enum tb_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same with the record's status: TB_SAMPLE_DISTURBED if the machine is to blame as far as this end can see,
 * TB_SAMPLE_TIMEOUT if the other end did not answer. */
bool tb_pair_fail_as(struct tb_pair_end *end, enum tb_sample_status whose, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Sends this end's failure to the other end, and adds the other end's error to job->why, which often names the
 * cause. */
void tb_pair_share_failure(struct tb_pair_end *end);

/* Takes what follows "failed" on the link apart: "void TEXT", "failed TEXT". */
enum tb_status tb_pair_failure_status(const char *words, const char **text);
