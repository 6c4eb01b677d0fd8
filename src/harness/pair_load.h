/* pair_load.h - the client's arrivals: connections, or requests on kept ones, that begin by plan, whatever the server
 * does (core/arrivals.h).
 *
 * The client sleeps on a timer until shortly before the next planned start, and then asks for events without waiting,
 * so that the start is not late by the time that a sleeping core takes to wake.  CPU time of turns in which there was
 * nothing to do is not counted as the client's: idle_time.h.
 *
 * If it comes late all the same, its CPU time since it last looked tells why (core/arrivals.h).  Arrivals that are late
 * in a row have the cause of the first one, to whose delay they are heirs.
 *
 * Places (pair_end.h) are as many as the descriptors allow, and an arrival takes any that is idle.  Sessions do not
 * stay in their place but go to a store, from which an arrival that is to resume takes the newest: each is offered
 * once.  If the store is empty, the arrival makes a full handshake, as a client without a session would; the sample is
 * void then, or disturbed if other work took the client's core (core/arrivals.h).
 *
 * Where connections are kept (struct tb_pair_ops), there are as many as the case names, all open before the first
 * arrival.  A request takes a random one of those that have none, as one of independent clients would; if all have one,
 * it waits for the first that is free, and its latency goes on: HTTP/1.1 has one request at a time on a connection.
 *
 * Of several threads each has a plan of its own for its share of the rate.
 */
#pragma once
#include "core/arrivals.h"
#include "core/text.h"
#include "harness/pair_end.h"

enum tb_arrival_kind {
    TB_ARRIVAL_FULL,
    TB_ARRIVAL_RESUMED,
    TB_ARRIVAL_UNSERVED /* was to resume, but no session was left: a full handshake */
};

struct tb_arrival {
    uint64_t planned_ns;
    double late_us;
    bool held_up;      /* late because of other work */
    double latency_us; /* NAN: in flight; INFINITY: refused */
    enum tb_arrival_kind kind;
};

/* A request that waits for a connection. */
struct tb_waiting {
    uint64_t planned_ns;
    size_t arrival;
};

/* All of a sample's windows, of one thread or of all threads of the client. */
struct tb_pair_arrivals {
    struct tb_arrival *all;
    size_t num, finished; /* finished: in the windows, whenever they had arrived */
    double client_busy;   /* share of the time for which the busiest thread had work: CPU time by wall time */
};

struct tb_pair_load {
    struct tb_pair_end *end; /* NULL: a closed loop; then nothing else is set */
    struct tb_arrivals plan;
    uint64_t began_ns, next_ns; /* of the plan, 0: it has not begun; the next planned start */
    struct tb_handler timer;
    uint64_t armed_ns;          /* when the timer expires; 0: it does not */
    struct tb_pair_conn **idle; /* a stack, and so are the sessions */
    size_t num_idle;
    bool kept;
    struct tb_random choice; /* of a kept connection */
    struct tb_waiting *line; /* a ring, from line_first on */
    size_t line_cap, line_first, line_len;
    struct tb_random mix; /* which arrivals resume */
    bool resuming;        /* there are sessions enough; until then no arrival resumes */
    tb_session_state **sessions;
    size_t num_sessions;
    struct tb_client_moment looked; /* when it last looked for due arrivals, at most LOOK_NS and a turn ago */
    bool behind, held_up;           /* the latest arrival was late; the first one of those in a row was held up */
    bool counting;                  /* from now on every arrival is noted */
    struct tb_arrival *arrivals;    /* in the order of the plan */
    size_t num, cap;
    size_t settled; /* all before it are finished or refused */
};

/* Opens it for the client's end, whose places are all idle, or with kept connections will be open when the plan begins.
 * Must be closed whatever the result. */
bool tb_load_open(struct tb_pair_load *load, struct tb_pair_end *end);
void tb_load_close(struct tb_pair_load *load);

void tb_load_begin(struct tb_pair_load *load); /* the plan begins now */
/* Sessions that the store needs before arrivals resume; 0: none of them does. */
size_t tb_load_sessions_wanted(const struct tb_pair_load *load);

/* Starts the arrivals that are due.  Then sets the timer, and says how long a turn may wait: `wait_ms`, or less. */
bool tb_load_start_due(struct tb_pair_load *load, int *wait_ms);

/* What the client's connections call. */
void tb_load_counted(struct tb_pair_load *load, struct tb_pair_conn *conn); /* its unit is finished */
void tb_load_retired(struct tb_pair_load *load, struct tb_pair_conn *conn);

/* Is every arrival planned before `until_ns` started, and finished or refused? */
bool tb_load_is_settled(struct tb_pair_load *load, uint64_t until_ns);

/* Notes the arrivals planned before `until_ns` that were not started, as late and unfinished: without them a generator
 * that is far behind would look good. */
bool tb_load_note_rest(struct tb_pair_load *load, uint64_t until_ns);

/* The range of arrivals planned from `from_ns` to before `until_ns`. */
void tb_load_range(const struct tb_pair_load *load, uint64_t from_ns, uint64_t until_ns, size_t *first, size_t *end);
/* Their latencies, INFINITY of those that did not finish, which the caller frees.  NULL: out of memory. */
double *tb_load_latencies(const struct tb_arrival *arrivals, size_t num);
/* What was seen of them.  Fails only if memory runs out. */
bool tb_load_see(const struct tb_pair_load *load, const struct tb_pair_arrivals *arrivals,
                 struct tb_arrivals_seen *seen);

/* Adds the metrics of arrivals: of one window, and of all arrivals.  They fail only if memory runs out. */
bool tb_load_add_window(const struct tb_pair_load *load, const struct tb_pair_usage *from,
                        const struct tb_pair_usage *to);
bool tb_load_add_sample(const struct tb_pair_load *load, const struct tb_arrivals_seen *seen);
