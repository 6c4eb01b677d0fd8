/* pair_measure.c - when the client's connections begin, and when its windows begin and end; core/windows.h explains
 * why.
 *
 *   0. those that stay idle, if the case has some, and kept ones that wait for arrivals: pair_hold.c
 *   1. one connection alone, until it has finished some units, to measure how long one takes
 *   2. the others, started at that interval
 *   3. the warm-up, until every connection has finished as many units
 *   4. windows.  A window that is not good yet is extended.  If all windows together show a trend, they count as
 *      warm-up, and as many others are measured, if the sample has time for them
 */
#include "core/clock.h"
#include "harness/pair_client.h"
#include "harness/pair_team.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
    LONGEST_WAIT_MS = 500, /* in one turn, so that silence is noticed */
    MOST_AT_ONCE = 16,     /* connections that begin in one turn; more are due only after a long turn */
    MOST_EXTENSIONS = 20,  /* of a window */
    MOST_SETS = 3,         /* of windows */
    OPTIMISM = 4           /* all connections together may be faster than one alone by this factor */
};

bool tb_pair_is_late(const struct tb_pair_client *client)
{
    return client->asked.limit_ms && tb_now_ns() - client->began_ns > client->asked.limit_ms * 1000000;
}

static uint64_t length_ns(const struct tb_pair_client *client)
{
    return client->load.end ? tb_arrivals_length_ns(client) : client->asked.length_ms * 1000000;
}

/* Starts the arrivals that are due, and does one turn.  If it does nothing but wait for the next planned start, asleep
 * or awake, its CPU time is not the work's. */
static void turn_by_plan(struct tb_pair_client *client, int wait_ms)
{
    struct tb_pair_end *end = &client->end;
    struct tb_pair_load *load = &client->load;
    struct tb_idle_time *idle = &end->idle;
    uint64_t planned_ns = load->next_ns;
    if (!tb_load_start_due(load, &wait_ms))
        return;
    bool may_idle = end->loop.num_queued == 0, armed = load->armed_ns > 0;
    if (!may_idle || load->next_ns != planned_ns)
        tb_idle_end(idle);
    if (may_idle && !idle->in_row)
        tb_idle_begin(idle, tb_pair_cpu_ns(end->job));
    tb_pair_turn(end, wait_ms);
    bool woken = armed && load->armed_ns == 0; /* by the timer, which is served, too */
    if (!may_idle || end->loop.num_served > woken)
        tb_idle_end(idle);
    else
        tb_idle_did_nothing(idle, tb_pair_cpu_ns(end->job));
}

bool tb_pair_client_turn(struct tb_pair_client *client, uint64_t deadline_ns)
{
    struct tb_pair_end *end = &client->end;
    uint64_t now = tb_now_ns();
    uint64_t wait_ms = deadline_ns > now ? (deadline_ns - now - 1) / 1000000 + 1 : 0;
    if (wait_ms > LONGEST_WAIT_MS)
        wait_ms = LONGEST_WAIT_MS;
    if (client->load.began_ns)
        turn_by_plan(client, (int)wait_ms);
    else
        tb_pair_turn(end, (int)wait_ms);
    if (tb_pair_others_failed(end->job->thread))
        return tb_pair_fail(end, TB_ERROR, TB_OTHER_THREAD_FAILED);
    uint64_t progress = tb_pair_progress(end);
    if (progress != client->progress) {
        client->progress = progress;
        client->moved_ns = now;
    } else if (now - client->moved_ns > (uint64_t)TB_PAIR_CLIENT_PATIENCE_MS * 1000000) {
        tb_pair_fail_as(end, TB_SAMPLE_TIMEOUT, "no progress for %d s", TB_PAIR_CLIENT_PATIENCE_MS / 1000);
    }
    return end->status == TB_OK;
}

static bool run_until(struct tb_pair_client *client, uint64_t deadline_ns)
{
    while (tb_now_ns() < deadline_ns)
        if (!tb_pair_client_turn(client, deadline_ns))
            return false;
    return true;
}

/* ---- Before the first window ---- */

static bool is_affordable(struct tb_pair_client *client, uint64_t needed_ns)
{
    const struct tb_in_flight *flight = &client->end.flight;
    if (!client->asked.limit_ms || needed_ns <= client->asked.limit_ms * 1000000)
        return true;
    return tb_pair_fail(&client->end, TB_BAD_PEER,
                        "%llu windows, each long enough to replace %llu connections %d times, would take %.0f s, and a "
                        "sample has %.0f s; use a longer --timeout, or fewer connections",
                        (unsigned long long)client->asked.num, (unsigned long long)flight->connections, TB_TURN_OVERS,
                        (double)needed_ns / 1e9, (double)client->asked.limit_ms / 1e3);
}

/* Runs the first connection alone; *unit_ns is the shortest time in which it finished a unit.  On kept connections the
 * first unit includes the handshake, with which the other connections also begin. */
static bool time_one(struct tb_pair_client *client, uint64_t *unit_ns)
{
    const struct tb_pair_conn *first = &client->end.conns[0];
    uint64_t at_ns = tb_now_ns(), units = 0;
    *unit_ns = UINT64_MAX;
    tb_loop_soon(&client->end.loop, &client->end.conns[0].handler);
    while (units < TB_WARM_UNITS) {
        if (!tb_pair_client_turn(client, tb_now_ns() + LONGEST_WAIT_MS * UINT64_C(1000000)))
            return false;
        if (first->units == units)
            continue;
        uint64_t took_ns = tb_lap_ns(&at_ns) / (first->units - units);
        if (took_ns < *unit_ns && (units == 0 || !client->end.kept))
            *unit_ns = took_ns;
        units = first->units;
    }
    return true;
}

static bool begin_others(struct tb_pair_client *client, uint64_t unit_ns)
{
    struct tb_pair_end *end = &client->end;
    uint64_t began_ns = tb_now_ns();
    for (size_t begun = 1; begun < end->num_conns;) {
        uint64_t due = tb_begun(end->num_conns, unit_ns, tb_now_ns() - began_ns);
        for (int i = 0; i < MOST_AT_ONCE && begun < due; i++)
            tb_loop_soon(&end->loop, &end->conns[begun++].handler);
        if (!tb_pair_client_turn(client, began_ns + begun * unit_ns))
            return false;
    }
    return true;
}

static bool warm_up(struct tb_pair_client *client)
{
    struct tb_pair_end *end = &client->end;
    struct tb_pair_usage all_began = tb_pair_look(end);
    uint64_t least_ns = client->worked_ns + client->asked.warm_up_ms * 1000000;
    while (end->warm < end->num_conns || end->first_connections > 0 || tb_now_ns() < least_ns) {
        if (!tb_pair_client_turn(client, tb_now_ns() + 1000000))
            return false;
        if (tb_pair_is_late(client))
            return tb_pair_fail(end, TB_BAD_PEER,
                                "after %.0f s, only %zu of %zu connections had finished the warm-up of %d units; use a "
                                "longer --timeout, or fewer connections",
                                (double)(tb_now_ns() - client->began_ns) / 1e9, end->warm, end->num_conns,
                                TB_WARM_UNITS);
    }
    struct tb_pair_usage warm = tb_pair_look(end), lately = tb_pair_between(&all_began, &warm);
    uint64_t units = tb_units_of(&end->flight, &lately), unit_ns = lately.wall_ns / (units ? units : 1);
    client->warm_ns = warm.wall_ns;
    return is_affordable(client, warm.wall_ns - client->began_ns +
                                     tb_windows_ns(&end->flight, unit_ns, client->asked.num, length_ns(client)));
}

static bool begin(struct tb_pair_client *client)
{
    const struct tb_in_flight *flight = &client->end.flight;
    uint64_t unit_ns;
    client->began_ns = client->moved_ns = tb_now_ns();
    if (!tb_pair_open_first(client))
        return false;
    client->worked_ns = tb_now_ns();
    if (client->load.end)
        return tb_arrivals_warm_up(client);
    if (!time_one(client, &unit_ns))
        return false;
    uint64_t least_ns = unit_ns / OPTIMISM;
    return is_affordable(client, tb_warm_up_ns(flight, least_ns) +
                                     tb_windows_ns(flight, least_ns, client->asked.num, length_ns(client))) &&
           begin_others(client, unit_ns) && warm_up(client);
}

/* ---- Windows ---- */

struct tb_pair_usage tb_pair_between(const struct tb_pair_usage *from, const struct tb_pair_usage *to)
{
    return (struct tb_pair_usage){to->wall_ns - from->wall_ns, to->cpu_ns - from->cpu_ns, to->units - from->units,
                                  to->bytes - from->bytes};
}

bool tb_pair_await_answer(struct tb_pair_client *client)
{
    uint64_t asked_ns = tb_now_ns(), patience_ns = TB_PAIR_CLIENT_PATIENCE_MS * UINT64_C(1000000);
    while (client->asking) {
        if (!tb_pair_client_turn(client, tb_now_ns() + 1000000))
            return false;
        if (client->asking && tb_now_ns() - asked_ns > patience_ns)
            return tb_pair_fail_as(&client->end, TB_SAMPLE_TIMEOUT, "the server did not answer for %d s",
                                   TB_PAIR_CLIENT_PATIENCE_MS / 1000);
    }
    return true;
}

/* Both ends read their counts: this one now, the server when it receives the line, within a millisecond of its loop's
 * work.  The connections continue meanwhile, and their work belongs to the next window. */
static bool mark(struct tb_pair_client *client, struct tb_pair_usage *own)
{
    struct tb_pair_end *end = &client->end;
    client->asking = true;
    tb_idle_end(&end->idle); /* what was idle is known now */
    if (!tb_link_send(&end->link, "mark"))
        return tb_pair_fail(end, TB_ERROR, "the link: %s", strerror(errno));
    *own = tb_pair_look(end);
    client->marked_latencies = client->latencies.num;
    return tb_pair_await_answer(client);
}

static uint64_t units_since(const struct tb_pair_client *client, const struct tb_pair_usage *start)
{
    struct tb_pair_usage now = tb_pair_look(&client->end), usage = tb_pair_between(start, &now);
    return tb_units_of(&client->end.flight, &usage);
}

/* Runs until `least_ns` after the start of the window, then to the end of a turn-over, unless it is late. */
static bool run_window(struct tb_pair_client *client, const struct tb_pair_usage *start, uint64_t least_ns)
{
    if (!run_until(client, start->wall_ns + least_ns))
        return false;
    uint64_t target = tb_window_units(&client->end.flight, units_since(client, start));
    while (units_since(client, start) < target && !tb_pair_is_late(client))
        if (!tb_pair_client_turn(client, tb_now_ns() + 1000000))
            return false;
    return true;
}

/* Measures one window, extended until it is good. */
static bool take_window(struct tb_pair_client *client)
{
    struct tb_pair_end *end = &client->end;
    size_t last = client->num_marks - 1;
    uint64_t least_ns = length_ns(client);
    struct tb_text why;
    enum tb_window_verdict verdict = TB_WINDOW_WANTING;
    tb_text_init(&why, TB_LINE_CAP / 2);
    for (int i = 0; i < MOST_EXTENSIONS && verdict == TB_WINDOW_WANTING && (i == 0 || !tb_pair_is_late(client)); i++) {
        struct tb_pair_usage own, theirs;
        if (!run_window(client, &client->own[last], least_ns) || !mark(client, &client->own[last + 1]))
            break;
        client->theirs[last + 1] = client->answer;
        own = tb_pair_between(&client->own[last], &client->own[last + 1]);
        theirs = tb_pair_between(&client->theirs[last], &client->theirs[last + 1]);
        least_ns = own.wall_ns + own.wall_ns / 2;
        tb_text_clear(&why);
        verdict = tb_window_judge(&end->flight, &own, &theirs, &why);
    }
    client->num_marks += verdict == TB_WINDOW_GOOD;
    if (verdict == TB_WINDOW_WANTING) /* it had enough time, so other work on the machine is to blame */
        tb_pair_fail_as(end, TB_SAMPLE_DISTURBED, "window %zu: %s", last + 1, why.data);
    else if (verdict != TB_WINDOW_GOOD)
        tb_pair_fail(end, TB_BAD_PEER, "window %zu: %s", last + 1, why.data);
    tb_text_free(&why);
    return end->status == TB_OK;
}

/* Names the values that show a trend over all windows; "": none. */
static bool find_trend(struct tb_pair_client *client, struct tb_text *why)
{
    static const char *const names[] = {"the rate", "the client's CPU time per unit", "the server's CPU time per unit"};
    enum { NUM = sizeof names / sizeof *names };
    size_t num = client->num_marks - 1;
    double *values = calloc(NUM * num, sizeof *values);
    bool good = values != NULL;
    for (size_t i = 0; i < num && good; i++) {
        struct tb_pair_usage own = tb_pair_between(&client->own[i], &client->own[i + 1]);
        struct tb_pair_usage theirs = tb_pair_between(&client->theirs[i], &client->theirs[i + 1]);
        bool stream = client->end.flight.stream > 0;
        double units = (double)(stream ? own.bytes : own.units);
        values[i] = units * 1e9 / (double)own.wall_ns;
        values[num + i] = (double)own.cpu_ns / units;
        values[2 * num + i] = (double)theirs.cpu_ns / (double)(stream ? theirs.bytes : theirs.units);
    }
    for (size_t i = 0; i < NUM && good && why->len == 0; i++) {
        struct tb_trend trend;
        good = tb_trend(values + i * num, num, &trend);
        if (good && tb_trend_matters(&trend))
            tb_text_printf(why,
                           "%s is not steady: over %zu windows it goes from %.3g to %.3g %s; run it "
                           "again",
                           names[i], num, trend.early, trend.late, i == 0 ? "a second" : "ns");
    }
    free(values);
    return good || tb_pair_fail(&client->end, TB_ERROR, "out of memory for the windows");
}

/* Drops the first `num`, which do not belong to the windows. */
static void forget_latencies(struct tb_pair_latencies *latencies, size_t num)
{
    latencies->num -= num;
    if (latencies->num > 0)
        memmove(latencies->us, latencies->us + num, latencies->num * sizeof *latencies->us);
}

/* Measures the requested number of windows.  The first one starts at the last mark. */
static bool take_set(struct tb_pair_client *client)
{
    client->own[0] = client->own[client->num_marks - 1];
    client->theirs[0] = client->theirs[client->num_marks - 1];
    client->num_marks = 1;
    if (!client->load.end) /* whose range is told by the marks */
        forget_latencies(&client->latencies, client->marked_latencies);
    for (uint64_t i = 0; i < client->asked.num; i++)
        if (!take_window(client))
            return false;
    return true;
}

/* For another set as long as the last one, and what follows it. */
static bool has_time(const struct tb_pair_client *client)
{
    uint64_t set_ns = client->own[client->num_marks - 1].wall_ns - client->own[0].wall_ns;
    uint64_t rest_ns = client->load.end ? TB_DRAIN_MS * UINT64_C(1000000) : 0;
    return tb_windows_again(tb_now_ns() - client->began_ns, set_ns + rest_ns, client->asked.limit_ms * 1000000);
}

static bool take_windows(struct tb_pair_client *client)
{
    struct tb_text why;
    tb_text_init(&why, TB_LINE_CAP / 2);
    client->measuring = client->load.counting = true;
    bool going = mark(client, &client->own[0]);
    client->theirs[0] = client->answer;
    client->num_marks = 1;
    for (int set = 0; set < MOST_SETS && going && (set == 0 || why.len > 0); set++) {
        if (set > 0 && !has_time(client))
            break;
        tb_text_clear(&why);
        going =
            take_set(client) && (client->load.end ? tb_arrivals_find_trend(client, &why) : find_trend(client, &why));
    }
    client->measuring = false;
    if (!client->load.end)
        client->latencies.num = client->marked_latencies;
    if (going && why.len > 0 && client->load.end)
        tb_pair_fail(&client->end, TB_BAD_PEER, "%s", why.data);
    else if (going && why.len > 0)
        tb_pair_fail_as(&client->end, TB_SAMPLE_DISTURBED, "%s", why.data);
    tb_text_free(&why);
    return client->end.status == TB_OK;
}

/* Works on until all threads have come to this point. */
static bool meet(struct tb_pair_client *client, enum tb_pair_point point)
{
    struct tb_pair_thread *thread = client->end.job->thread;
    tb_pair_arrives(thread, point);
    while (!tb_pair_all_arrived(thread, point))
        if (!tb_pair_client_turn(client, tb_now_ns() + 1000000))
            return false;
    return true;
}

bool tb_pair_measure(struct tb_pair_client *client)
{
    return begin(client) && meet(client, TB_PAIR_WARM) && take_windows(client) && meet(client, TB_PAIR_MEASURED) &&
           (!client->load.end || (tb_arrivals_settle(client) && meet(client, TB_PAIR_SETTLED)));
}
