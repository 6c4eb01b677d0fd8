/* pair_arrivals.c - how a client with arrivals warms up, and what it makes of them after the last window.
 *
 *   1. if arrivals resume sessions: full handshakes, until the store has enough sessions
 *   2. the warm-up: arrivals as in the windows
 *   3. windows, as in pair_measure.c, which end when their time is up.  If latencies grow from window to window, the
 *      windows count as warm-up, and as many others are measured; if they still grow, the server does not keep up
 *   4. the arrivals of the windows get time to finish, while others arrive as before: without these the last ones would
 *      meet a server that has little to do.  Those of all threads are judged together
 */
#include "core/clock.h"
#include "core/stats.h"
#include "harness/pair_client.h"
#include "harness/pair_team.h"
#include <stdlib.h>

/* Long enough for those of all threads together, and for some of this one in each window, of which it needs a few. */
uint64_t tb_arrivals_length_ns(const struct tb_pair_client *client)
{
    uint64_t all_ns = tb_arrivals_window_ns(tb_case_arrivals(client->end.job->c), client->asked.num,
                                            client->asked.length_ms * 1000000);
    uint64_t own_ns = 2 * TB_FEWEST_UNITS * UINT64_C(1000000000) / client->load.plan.rate;
    return own_ns > all_ns ? own_ns : all_ns;
}

/* Of all threads, in words to the user. */
static unsigned long long rate_of(const struct tb_pair_client *client)
{
    return tb_case_arrivals(client->end.job->c);
}

/* ---- Before the first window ---- */

static bool is_affordable(struct tb_pair_client *client, uint64_t warm_up_ns)
{
    uint64_t limit_ns = client->asked.limit_ms * 1000000;
    uint64_t needed_ns = client->worked_ns - client->began_ns + warm_up_ns +
                         client->asked.num * tb_arrivals_length_ns(client) + TB_DRAIN_MS * UINT64_C(1000000);
    if (!limit_ns || needed_ns <= limit_ns)
        return true;
    return tb_pair_fail(&client->end, TB_BAD_PEER,
                        "%d arrivals, of which p99.9 is told, take %.0f s at %llu a second, and a sample has "
                        "%.0f s; use a longer --timeout, or more arrivals",
                        TB_FEWEST_ARRIVALS, (double)needed_ns / 1e9, rate_of(client), (double)limit_ns / 1e9);
}

/* Runs until `units` are finished, the store has `sessions`, and `until_ns` has come. */
static bool run(struct tb_pair_client *client, uint64_t units, size_t sessions, uint64_t until_ns)
{
    struct tb_pair_end *end = &client->end;
    while (end->units < units || client->load.num_sessions < sessions || tb_now_ns() < until_ns) {
        if (!tb_pair_client_turn(client, tb_now_ns() + 1000000))
            return false;
        if (tb_pair_is_late(client))
            return tb_pair_fail(end, TB_BAD_PEER,
                                TB_OVERLOADED ": after %.0f s only %llu of %llu arrivals of the warm-up were finished; "
                                              "use fewer arrivals than %llu a second",
                                (double)(tb_now_ns() - client->began_ns) / 1e9, (unsigned long long)end->units,
                                (unsigned long long)units, rate_of(client));
    }
    return true;
}

bool tb_arrivals_warm_up(struct tb_pair_client *client)
{
    struct tb_pair_load *load = &client->load;
    size_t sessions = tb_load_sessions_wanted(load);
    uint64_t least_ns = tb_arrivals_warm_up_ns(load->plan.rate, sessions, client->asked.warm_up_ms * 1000000);
    if (!is_affordable(client, least_ns))
        return false;
    tb_load_begin(load);
    if (!run(client, sessions, sessions, 0))
        return false;
    load->resuming = sessions > 0;
    if (!run(client, client->end.units + TB_WARM_ARRIVALS, 0, client->worked_ns + least_ns))
        return false;
    client->warm_ns = tb_now_ns();
    return true;
}

/* ---- Windows ---- */

/* Arrivals of the window that are still in flight are the longest. */
static bool median_of_window(const struct tb_pair_client *client, size_t window, double *median)
{
    const struct tb_pair_load *load = &client->load;
    size_t first, end;
    tb_load_range(load, client->own[window].wall_ns, client->own[window + 1].wall_ns, &first, &end);
    double *latencies = tb_load_latencies(load->arrivals + first, end - first);
    bool good = latencies && (end == first || tb_quantile(latencies, end - first, 0.5, median));
    free(latencies);
    return good;
}

bool tb_arrivals_find_trend(struct tb_pair_client *client, struct tb_text *why)
{
    size_t num = client->num_marks - 1;
    double *medians = calloc(num + 1, sizeof *medians);
    struct tb_trend trend;
    bool good = medians != NULL;
    for (size_t i = 0; i < num && good; i++)
        good = median_of_window(client, i, &medians[i]);
    good = good && (num < TB_FEWEST_FOR_TREND || tb_trend(medians, num, &trend));
    free(medians);
    if (!good)
        return tb_pair_fail(&client->end, TB_ERROR, "out of memory for the windows");
    if (num >= TB_FEWEST_FOR_TREND && tb_trend_matters(&trend) && trend.late > trend.early)
        tb_text_printf(why,
                       TB_OVERLOADED ": latencies grow from window to window (median of the first half %.1f ms, of the "
                                     "second %.1f ms); use fewer arrivals than %llu a second",
                       trend.early / 1e3, trend.late / 1e3, rate_of(client));
    return true;
}

/* ---- After the last window ---- */

static bool judge(struct tb_pair_client *client, const struct tb_arrivals_seen *seen)
{
    struct tb_text why;
    tb_text_init(&why, TB_LINE_CAP - 64);
    enum tb_arrivals_verdict verdict = tb_arrivals_judge(seen, &why);
    if (verdict == TB_ARRIVALS_DISTURBED)
        tb_pair_fail_as(&client->end, TB_SAMPLE_DISTURBED, "%s", why.data);
    else if (verdict != TB_ARRIVALS_GOOD)
        tb_pair_fail(&client->end, TB_BAD_PEER, "%s", why.data);
    tb_text_free(&why);
    return verdict == TB_ARRIVALS_GOOD;
}

static bool conclude(struct tb_pair_client *client, const struct tb_pair_arrivals *arrivals)
{
    struct tb_pair_latencies *latencies = &client->latencies;
    struct tb_arrivals_seen seen;
    latencies->us = tb_load_latencies(arrivals->all, arrivals->num);
    latencies->num = arrivals->num;
    if (!latencies->us || !tb_load_see(&client->load, arrivals, &seen) || !tb_load_add_sample(&client->load, &seen))
        return tb_pair_fail(&client->end, TB_ERROR, "out of memory for latencies");
    if (judge(client, &seen))
        return true;
    const struct tb_pair_end *end = &client->end; /* the latencies still tell a search for a capacity something */
    if (tb_arrivals_kept_up(&seen) && !end->ops->latencies(end->state, end->job->record, latencies))
        return tb_pair_fail(&client->end, TB_ERROR, "out of memory for latencies");
    return false;
}

bool tb_arrivals_settle(struct tb_pair_client *client)
{
    struct tb_pair_load *load = &client->load;
    struct tb_pair_thread *thread = client->end.job->thread;
    struct tb_pair_usage all = tb_pair_between(&client->own[0], &client->own[client->num_marks - 1]);
    uint64_t from_ns = client->own[0].wall_ns, until_ns = client->own[client->num_marks - 1].wall_ns;
    uint64_t over_ns = until_ns + TB_DRAIN_MS * UINT64_C(1000000);
    size_t first, end;
    while (!tb_load_is_settled(load, until_ns) && tb_now_ns() < over_ns)
        if (!tb_pair_client_turn(client, tb_now_ns() + 1000000))
            return false;
    if (!tb_load_note_rest(load, until_ns))
        return false;
    load->counting = false;
    tb_load_range(load, from_ns, until_ns, &first, &end);
    struct tb_pair_arrivals own = {load->arrivals + first, end - first, all.units,
                                   (double)all.cpu_ns / (double)all.wall_ns};
    const struct tb_pair_arrivals *arrivals = &own;
    if (thread && !tb_pair_pool_arrivals(thread, &own, &arrivals))
        return tb_pair_fail(&client->end, TB_ERROR, "out of memory for latencies");
    return !arrivals || conclude(client, arrivals); /* of several threads, the last one tells of all */
}
