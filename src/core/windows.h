/* windows.h - judges whether a time window over the work of two ends gives a valid figure, and schedules the start of
 * connections so that it does.
 *
 * Connections that start together stay in step, because an event loop serves them in the order in which they arrive.  A
 * turn-over is the time in which as many units of work are finished as there are connections.  If connections are in
 * step, none finishes during most of a turn-over, and all of them finish at its end, on each end at a different time.
 * In a window shorter than a turn-over, the counts of the two ends then do not match.  So connections start one after
 * another, spread over a turn-over; each finishes several units before the measurement; a window has several whole
 * turn-overs; and the counts of both ends must be plausible.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tb_text;

/* The work of one end in one window.  Each end measures with its own clocks, between two readings of its own counts.
 * The delay of a control line shifts the whole window; it never mixes the work of one window with the time of
 * another. */
struct tb_pair_usage {
    uint64_t wall_ns, cpu_ns; /* cpu: of the whole process, which has one core */
    uint64_t units;           /* finished units of work: connections, or requests if a connection has many */
    uint64_t bytes;           /* payload, sent or received */
};

/* The amount of work in flight at any time. */
struct tb_in_flight {
    uint64_t connections; /* of arrivals: the most in flight */
    uint64_t stream;      /* bytes that count as a unit if connections have none; 0: units are counted */
    bool arrivals;        /* connections begin by plan (arrivals.h), so they are not in step, and there are no
                           * turn-overs */
};

enum {
    TB_TURN_OVERS = 3,  /* minimum in a window */
    TB_WARM_UNITS = 3,  /* that each connection finishes before the first window */
    TB_FEWEST_UNITS = 8 /* minimum in a window: fewer reflect how they bunch rather than their rate */
};

uint64_t tb_units_of(const struct tb_in_flight *flight, const struct tb_pair_usage *usage);

/* The number of units at which a window ends, given that `units` were finished when its time was up.  It is a whole
 * number of turn-overs, so that the phase of a wave of connections is the same at the end as at the beginning.  0: when
 * its time is up. */
uint64_t tb_window_units(const struct tb_in_flight *flight, uint64_t units);

enum tb_window_verdict {
    TB_WINDOW_GOOD,
    TB_WINDOW_WANTING,   /* disturbed or too short; a longer window may be good */
    TB_WINDOW_IMPOSSIBLE /* no real window can look like this */
};

/* Checks that both ends did enough; that their windows are equally long to a tenth; that their counts agree within the
 * connections in flight plus the work done in the difference of the windows (for a stream, whose buffers hold any
 * amount, within a tenth plus that); and that the CPU times are possible: of each end, and of the server's cost per
 * unit at the client's rate.  The reason is appended to `why`. */
enum tb_window_verdict tb_window_judge(const struct tb_in_flight *flight, const struct tb_pair_usage *client,
                                       const struct tb_pair_usage *server, struct tb_text *why);

struct tb_trend {
    double early, late; /* medians of the first and the last half; with an odd number, the middle value is in neither */
    double p;           /* two-sided, of the rank test (Mann 1945, Kendall): the probability of such an order by
                         * chance */
};

/* Rank test for a trend.  It needs TB_FEWEST_FOR_TREND values: four in perfect order have a probability of one in
 * twelve.  More than 20 values are averaged to 20 means of neighbours.  Fails if `num` is 0, or if memory runs out. */
enum { TB_FEWEST_FOR_TREND = 5 };
bool tb_trend(const double *values, size_t num, struct tb_trend *trend);
/* Is the trend significant (p <= 0.05), and at least a tenth? */
bool tb_trend_matters(const struct tb_trend *trend);

/* The number of `connections` that should have begun after `elapsed_ns`.  `spacing_ns` is the time of a unit of the
 * first connection alone.  Together the connections are faster than one alone, so a turn-over of all of them is shorter
 * than the time in which they start: they begin spread over all of it. */
uint64_t tb_begun(uint64_t connections, uint64_t spacing_ns, uint64_t elapsed_ns);

/* Expected durations at `unit_ns` per unit, all ends and connections together: until every connection has begun and is
 * warm; and for `windows` windows of at least `window_ns` each.  In ns; at most 2^63. */
uint64_t tb_warm_up_ns(const struct tb_in_flight *flight, uint64_t unit_ns);
uint64_t tb_windows_ns(const struct tb_in_flight *flight, uint64_t unit_ns, uint64_t windows, uint64_t window_ns);

/* Is there time to measure all windows again, after `gone_ns` of a sample that has `limit_ns` (0: any time), if that
 * takes `again_ns`?  Whoever controls the sample would end it in their middle, and nothing would be known of it. */
bool tb_windows_again(uint64_t gone_ns, uint64_t again_ns, uint64_t limit_ns);
