/* windows.h - whether the work of two ends in a window of time gives a figure, and how connections are started so that
 * it does.
 *
 * Connections that start together stay in step, because an event loop serves them in the order in which they come.  A
 * turn-over is the time in which as many units of work are finished as there are connections.  For most of it no
 * connection then finishes, and at its end all of them do, each end at another time.  In a window shorter than that,
 * the counts of the two ends do not match.  So connections start one after another, spread over a turn-over; each
 * finishes several units before the measurement; a window has several whole turn-overs; and the counts of both ends
 * must be plausible.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tb_text;

/* What one end did in one window.  Each end measures with its own clocks, between its own two looks at its own counts:
 * the delay of a control line shifts a window by that much, it never mixes work of one window with time of another. */
struct tb_pair_usage {
    uint64_t wall_ns, cpu_ns; /* cpu: of the whole process, which has one core */
    uint64_t units;           /* of work that are finished: connections, or requests where a connection has many */
    uint64_t bytes;           /* payload, sent or received */
};

/* How much is under way at any time. */
struct tb_in_flight {
    uint64_t connections;
    uint64_t stream; /* bytes that pass for a unit where connections have none; 0: units are counted */
};

enum {
    TB_TURN_OVERS = 3,  /* in a window, at least */
    TB_WARM_UNITS = 3,  /* that each connection has finished before the first one */
    TB_FEWEST_UNITS = 8 /* in a window: fewer say more of how they bunch than of their rate */
};

uint64_t tb_units_of(const struct tb_in_flight *flight, const struct tb_pair_usage *usage);

/* Of a window in which `units` were finished when its time was over: at how many it ends.  At a whole number of
 * turn-overs: what is left of a wave is as far in it at the end as it was at the beginning. */
uint64_t tb_window_units(const struct tb_in_flight *flight, uint64_t units);

enum tb_window_verdict {
    TB_WINDOW_GOOD,
    TB_WINDOW_WANTING,   /* what was disturbed, or too short, may come right when the window lasts longer */
    TB_WINDOW_IMPOSSIBLE /* no window has that */
};

/* Did both ends do enough; did they look at the same time, to a tenth of the window; do their counts agree, to the
 * connections in flight and what is done in the difference of their looks (of a stream, whose buffers hold what they
 * like, to a tenth); is each one's CPU time possible, its own and what its cost of a unit makes at the client's rate?
 * What is wrong is appended to `why`. */
enum tb_window_verdict tb_window_judge(const struct tb_in_flight *flight, const struct tb_pair_usage *client,
                                       const struct tb_pair_usage *server, struct tb_text *why);

struct tb_trend {
    double early, late; /* medians of the first half and of the last; with an odd number the middle one is in neither */
    double p;           /* two-sided, of the rank test (Mann 1945, Kendall): so orderly a row by chance */
};

/* The rank test tells whether values go one way, from TB_FEWEST_FOR_TREND on: of four even a perfect order has a chance
 * of one in twelve.  More than 20 are taken together to 20 means of neighbours.  false: out of memory, or none. */
enum { TB_FEWEST_FOR_TREND = 5 };
bool tb_trend(const double *values, size_t num, struct tb_trend *trend);
/* A trend goes one way (p <= 0.05), and by a tenth or more. */
bool tb_trend_matters(const struct tb_trend *trend);

/* How many of `connections` have begun, when the first one alone began a unit every `spacing_ns`, and the others follow
 * at that distance since `elapsed_ns`.  Together they are faster than one alone, and so a turn-over of all of them is
 * shorter than the time that this takes: they begin spread over all of it. */
uint64_t tb_begun(uint64_t connections, uint64_t spacing_ns, uint64_t elapsed_ns);

/* How long it takes at `unit_ns` a unit, all ends and connections together: until every connection has begun and is
 * warm; so many windows of at least `window_ns` each.  In ns; at most 2^63. */
uint64_t tb_warm_up_ns(const struct tb_in_flight *flight, uint64_t unit_ns);
uint64_t tb_windows_ns(const struct tb_in_flight *flight, uint64_t unit_ns, uint64_t windows, uint64_t window_ns);
