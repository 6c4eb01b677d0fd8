#include "core/windows.h"
#include "core/stats.h"
#include "core/text.h"
#include <math.h>
#include <stdlib.h>

static const double core = 1.02;    /* largest ratio of CPU time to wall time: they come from two clocks */
static const double implied = 1.1;  /* the same, if counts of both ends are involved */
static const double together = 0.1; /* largest difference between the ends' windows, or a stream's counts, as a share */
static const double by_chance = 0.05;
static const double relevant = 1.1; /* as a factor */

uint64_t tb_units_of(const struct tb_in_flight *flight, const struct tb_pair_usage *usage)
{
    return flight->stream ? usage->bytes / flight->stream : usage->units;
}

static uint64_t fewest(const struct tb_in_flight *flight)
{
    uint64_t units = flight->arrivals ? 0 : TB_TURN_OVERS * flight->connections;
    return units > TB_FEWEST_UNITS ? units : TB_FEWEST_UNITS;
}

uint64_t tb_window_units(const struct tb_in_flight *flight, uint64_t units)
{
    if (flight->arrivals)
        return 0;
    if (units < fewest(flight))
        units = fewest(flight);
    uint64_t turn_overs = (units + flight->connections - 1) / flight->connections;
    return turn_overs * flight->connections;
}

/* ---- A window ---- */

static double ms(uint64_t ns)
{
    return (double)ns / 1e6;
}

static bool did_enough(const struct tb_in_flight *flight, const struct tb_pair_usage *client,
                       const struct tb_pair_usage *server, struct tb_text *why)
{
    uint64_t units = tb_units_of(flight, client), theirs = tb_units_of(flight, server);
    if (units >= fewest(flight) && theirs > 0 && client->wall_ns > 0 && server->wall_ns > 0)
        return true;
    tb_text_printf(why,
                   "the client finished %llu units and the server %llu in %.0f ms; a window needs %llu with %llu "
                   "connections",
                   (unsigned long long)units, (unsigned long long)theirs, ms(client->wall_ns),
                   (unsigned long long)fewest(flight), (unsigned long long)flight->connections);
    return false;
}

static bool is_possible(const char *side, const struct tb_pair_usage *usage, struct tb_text *why)
{
    if ((double)usage->cpu_ns <= core * (double)usage->wall_ns)
        return true;
    tb_text_printf(why, "the CPU time is %.1f ms for the %s in %.1f ms, which is more than its one core can give",
                   ms(usage->cpu_ns), side, ms(usage->wall_ns));
    return false;
}

/* Relative difference between the lengths of the server's and the client's window. */
static double difference(const struct tb_pair_usage *client, const struct tb_pair_usage *server)
{
    return fabs((double)server->wall_ns - (double)client->wall_ns) / (double)client->wall_ns;
}

static bool are_together(const struct tb_pair_usage *client, const struct tb_pair_usage *server, struct tb_text *why)
{
    if (difference(client, server) <= together)
        return true;
    tb_text_printf(why,
                   "the window lasted %.1f ms at the client and %.1f ms at the "
                   "server",
                   ms(client->wall_ns), ms(server->wall_ns));
    return false;
}

static bool do_agree(const struct tb_in_flight *flight, const struct tb_pair_usage *client,
                     const struct tb_pair_usage *server, struct tb_text *why)
{
    double mine = (double)(flight->stream ? client->bytes : client->units);
    double theirs = (double)(flight->stream ? server->bytes : server->units);
    double most = flight->stream ? together * fmax(mine, theirs) : (double)flight->connections;
    if (fabs(mine - theirs) <= most + mine * difference(client, server))
        return true;
    tb_text_printf(why, "the client counted %.0f %s and the server %.0f, with %llu connections in flight", mine,
                   flight->stream ? "bytes" : "units", theirs, (unsigned long long)flight->connections);
    return false;
}

/* The server's cost per unit at the client's rate must also be possible, since readers combine the two. */
static bool is_consistent(const struct tb_in_flight *flight, const struct tb_pair_usage *client,
                          const struct tb_pair_usage *server, struct tb_text *why)
{
    double cost = (double)server->cpu_ns / (double)(flight->stream ? server->bytes : server->units);
    double busy = cost * (double)(flight->stream ? client->bytes : client->units) / (double)client->wall_ns;
    if (busy <= implied)
        return true;
    tb_text_printf(
        why, "the server's CPU time per unit, at the client's rate, makes %.2f cores, and the server has one", busy);
    return false;
}

enum tb_window_verdict tb_window_judge(const struct tb_in_flight *flight, const struct tb_pair_usage *client,
                                       const struct tb_pair_usage *server, struct tb_text *why)
{
    if (!is_possible("client", client, why) || !is_possible("server", server, why))
        return TB_WINDOW_IMPOSSIBLE;
    bool good = did_enough(flight, client, server, why) && are_together(client, server, why) &&
                do_agree(flight, client, server, why) && is_consistent(flight, client, server, why);
    return good ? TB_WINDOW_GOOD : TB_WINDOW_WANTING;
}

/* ---- All windows ---- */

enum { MOST_RANKED = 20, MOST_PAIRS = MOST_RANKED * (MOST_RANKED - 1) / 2 };

/* P(at most `inversions` inversions) among all orders of num values, exact: counts them by adding one value at a
 * time. */
static double inversions_cdf(size_t num, size_t inversions)
{
    double chance[MOST_PAIRS + 1] = {1}, sum = 0;
    for (size_t n = 2; n <= num; n++) {
        double next[MOST_PAIRS + 1] = {0};
        for (size_t all = 0; all <= n * (n - 1) / 2; all++)
            for (size_t own = 0; own < n && own <= all; own++)
                next[all] += chance[all - own] / (double)n;
        for (size_t all = 0; all <= n * (n - 1) / 2; all++)
            chance[all] = next[all];
    }
    for (size_t i = 0; i <= inversions; i++)
        sum += chance[i];
    return sum;
}

/* Kendall's test, two-sided; a tie counts against a trend. */
static double rank_test(const double *values, size_t num)
{
    size_t up = 0, down = 0, pairs = num * (num - 1) / 2;
    for (size_t i = 0; i < num; i++)
        for (size_t j = i + 1; j < num; j++) {
            up += values[i] < values[j];
            down += values[i] > values[j];
        }
    size_t orderly = up > down ? up : down;
    return fmin(1, 2 * inversions_cdf(num, pairs - orderly));
}

bool tb_trend(const double *values, size_t num, struct tb_trend *trend)
{
    double ranked[MOST_RANKED];
    size_t few = num < MOST_RANKED ? num : MOST_RANKED, half = num / 2;
    *trend = (struct tb_trend){.p = 1};
    if (num == 0)
        return false;
    if (num == 1) {
        trend->early = trend->late = values[0];
        return true;
    }
    for (size_t i = 0; i < few; i++) {
        size_t from = i * num / few, to = (i + 1) * num / few;
        ranked[i] = 0;
        for (size_t j = from; j < to; j++)
            ranked[i] += values[j] / (double)(to - from);
    }
    trend->p = rank_test(ranked, few);
    return tb_median(values, half, &trend->early) && tb_median(values + num - half, half, &trend->late);
}

bool tb_trend_matters(const struct tb_trend *trend)
{
    double smaller = fmin(trend->early, trend->late), larger = fmax(trend->early, trend->late);
    return trend->p <= by_chance && larger >= relevant * smaller;
}

/* ---- Before the first window ---- */

uint64_t tb_begun(uint64_t connections, uint64_t spacing_ns, uint64_t elapsed_ns)
{
    uint64_t more = spacing_ns ? elapsed_ns / spacing_ns : connections;
    return more + 1 < connections ? more + 1 : connections;
}

static uint64_t saturated(double ns)
{
    return ns < 0x1p63 ? (uint64_t)ns : UINT64_C(1) << 63;
}

uint64_t tb_warm_up_ns(const struct tb_in_flight *flight, uint64_t unit_ns)
{
    return saturated((1 + TB_WARM_UNITS) * (double)flight->connections * (double)unit_ns);
}

uint64_t tb_windows_ns(const struct tb_in_flight *flight, uint64_t unit_ns, uint64_t windows, uint64_t window_ns)
{
    return saturated((double)windows * fmax((double)window_ns, (double)fewest(flight) * (double)unit_ns));
}

bool tb_windows_again(uint64_t gone_ns, uint64_t again_ns, uint64_t limit_ns)
{
    return !limit_ns || (gone_ns <= limit_ns && again_ns <= limit_ns - gone_ns);
}
