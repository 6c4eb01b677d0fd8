#include "core/arrivals.h"
#include "core/stats.h"
#include "core/text.h"
#include <math.h>

static const uint64_t second_ns = 1000000000;
static const uint64_t one = UINT64_C(1) << 32;

static uint64_t uniform(struct tb_random *random)
{
    return tb_random_next(random) >> 32;
}

/* In a falling run that begins with x, the probability that it has at least j values is x^(j-1) / (j-1)!, so its length
 * is odd with probability e^-x: then x is the fractional part.  Otherwise, the whole part grows by one. */
uint64_t tb_random_exponential(struct tb_random *random)
{
    for (uint64_t whole = 0;; whole++) {
        uint64_t first = uniform(random), last = first, next;
        unsigned length = 1;
        while ((next = uniform(random)) < last) {
            last = next;
            length++;
        }
        if (length % 2)
            return whole * one + first;
    }
}

uint64_t tb_arrivals_next(struct tb_arrivals *arrivals)
{
    uint64_t rate = arrivals->rate;
    arrivals->at += arrivals->poisson ? tb_random_exponential(&arrivals->random) : one;
    /* at * second_ns / rate / 2^32 without overflow: the whole distances first, then their remainder with the rest */
    uint64_t whole = (arrivals->at >> 32) * second_ns, rest = (arrivals->at & (one - 1)) * second_ns;
    return whole / rate + (whole % rate * one + rest) / rate / one;
}

uint64_t tb_arrivals_share(uint64_t rate, unsigned threads, size_t thread)
{
    return rate / threads + (thread < rate % threads);
}

size_t tb_arrivals_places(uint64_t rate)
{
    return rate < TB_FEWEST_PLACES ? TB_FEWEST_PLACES : rate > TB_MOST_PLACES ? TB_MOST_PLACES : (size_t)rate;
}

/* In which so many arrive, rounded up. */
static uint64_t time_of(uint64_t arrivals, uint64_t rate)
{
    return (arrivals * second_ns + rate - 1) / rate;
}

uint64_t tb_arrivals_window_ns(uint64_t rate, uint64_t windows, uint64_t window_ns)
{
    uint64_t least_ns = time_of((TB_FEWEST_ARRIVALS + windows - 1) / windows, rate);
    return least_ns > window_ns ? least_ns : window_ns;
}

uint64_t tb_arrivals_warm_up_ns(uint64_t rate, uint64_t more, uint64_t least_ns)
{
    uint64_t needed_ns = time_of(TB_WARM_ARRIVALS + more, rate);
    return needed_ns > least_ns ? needed_ns : least_ns;
}

bool tb_latency_quantile(const double *latencies, size_t num, double q, double *value)
{
    return tb_quantile_unbiased(latencies, num, q, value) && isfinite(*value);
}

/* The rank of the longest latency on which the quantile depends: stats.h. */
size_t tb_arrivals_most_lost(size_t num)
{
    double rank = ceil(0.999 * ((double)num + 1.0 / 3) + 1.0 / 3);
    return rank < (double)num ? num - (size_t)rank : 0;
}

bool tb_arrivals_held_up(const struct tb_client_moment *before, uint64_t planned_ns, const struct tb_client_moment *now)
{
    uint64_t slept_ns = planned_ns > before->wall_ns ? planned_ns - before->wall_ns : 0;
    uint64_t worked_ns = now->cpu_ns - before->cpu_ns + slept_ns, passed_ns = now->wall_ns - before->wall_ns;
    return passed_ns > worked_ns && 2 * (passed_ns - worked_ns) > now->wall_ns - planned_ns;
}

static enum tb_arrivals_verdict judge_late(const struct tb_arrivals_seen *seen, struct tb_text *why)
{
    size_t by_work = seen->late - seen->held_up;
    bool own = by_work * 100 > seen->num && by_work > seen->held_up; /* what waited meanwhile makes work, too */
    tb_text_printf(why,
                   TB_GENERATOR_LATE
                   ": %zu of %zu arrivals (%.1f%%, allowed is 1%%) started more than %d ms late (99th "
                   "percentile: %.1f ms); ",
                   seen->late, seen->num, seen->num ? 100 * (double)seen->late / (double)seen->num : 0,
                   TB_LATE_US / 1000, seen->lateness_us / 1e3);
    if (own)
        tb_text_printf(
            why,
            "the client was still at work on earlier ones, and its core was busy for %.0f%% of the time: use "
            "fewer arrivals than %llu a second",
            100 * seen->client_busy, (unsigned long long)seen->rate);
    else if (seen->shares_cores)
        tb_text_printf(why,
                       "for %zu of these other work had the client's cores, which are fewer than the threads of client "
                       "and server on this host: use fewer arrivals than %llu a second, or cores enough for the "
                       "threads of both, and stop other programs",
                       seen->held_up, (unsigned long long)seen->rate);
    else
        tb_text_printf(
            why,
            "for %zu of these, other programs had the client's core, which the client itself kept busy for %.0f%% of "
            "the time: stop these programs, or name idle cores with --cpus",
            seen->held_up, 100 * seen->client_busy);
    return own ? TB_ARRIVALS_LATE : TB_ARRIVALS_DISTURBED;
}

static enum tb_arrivals_verdict judge_refused(const struct tb_arrivals_seen *seen, struct tb_text *why)
{
    tb_text_printf(why,
                   "%zu of %zu arrivals (%.1f%%) got no connection, because at most %zu can be in flight here, and %zu "
                   "would be room enough for the rate: raise the limit of file descriptors with ulimit -H -n, that of "
                   "local ports with sysctl net.ipv4.ip_local_port_range, or use fewer arrivals than %llu a second",
                   seen->refused, seen->num, 100 * (double)seen->refused / (double)seen->num, seen->places,
                   seen->wanted, (unsigned long long)seen->rate);
    return TB_ARRIVALS_NO_ROOM;
}

static enum tb_arrivals_verdict judge_lost(const struct tb_arrivals_seen *seen, size_t lost, struct tb_text *why)
{
    tb_text_printf(why,
                   TB_OVERLOADED ": p99.9 is not reached, because %zu of %zu arrivals (%.1f%%) had not finished %d ms "
                                 "after the last window",
                   lost, seen->num, 100 * (double)lost / (double)seen->num, TB_DRAIN_MS);
    if (seen->refused && seen->kept)
        tb_text_printf(why, "; %zu of them were given up, because %zu others waited for a connection", seen->refused,
                       seen->places);
    else if (seen->refused)
        tb_text_printf(why, "; %zu of them got no connection, because %zu were in flight", seen->refused, seen->places);
    tb_text_printf(why, "; use fewer arrivals than %llu a second", (unsigned long long)seen->rate);
    return TB_ARRIVALS_OVERLOADED;
}

static enum tb_arrivals_verdict judge_unserved(const struct tb_arrivals_seen *seen, struct tb_text *why)
{
    tb_text_printf(why,
                   TB_OVERLOADED
                   ": for %zu of %zu arrivals no session was left to resume, because connections in flight "
                   "held all; use fewer arrivals than %llu a second",
                   seen->unserved, seen->num, (unsigned long long)seen->rate);
    return TB_ARRIVALS_OVERLOADED;
}

/* Were they lost for lack of room, which the machine does not give? */
static bool is_limited(const struct tb_arrivals_seen *seen)
{
    return seen->refused && seen->places < seen->wanted && seen->unfinished <= tb_arrivals_most_lost(seen->num);
}

static size_t lost_of(const struct tb_arrivals_seen *seen)
{
    return seen->unfinished + seen->refused;
}

static bool backlog_grew(const struct tb_arrivals_seen *seen)
{
    size_t behind = seen->num > seen->finished ? seen->num - seen->finished : 0;
    return behind * 10 > seen->num;
}

bool tb_arrivals_kept_up(const struct tb_arrivals_seen *seen)
{
    return seen->num > 0 && lost_of(seen) <= tb_arrivals_most_lost(seen->num) && !seen->unserved && !backlog_grew(seen);
}

enum tb_arrivals_verdict tb_arrivals_judge(const struct tb_arrivals_seen *seen, struct tb_text *why)
{
    if (seen->num == 0 || seen->late * 100 > seen->num)
        return judge_late(seen, why);
    if (tb_arrivals_kept_up(seen))
        return TB_ARRIVALS_GOOD;
    if (lost_of(seen) > tb_arrivals_most_lost(seen->num))
        return is_limited(seen) ? judge_refused(seen, why) : judge_lost(seen, lost_of(seen), why);
    if (seen->unserved)
        return judge_unserved(seen, why);
    tb_text_printf(why,
                   TB_OVERLOADED ": in the windows %zu arrived and %zu were finished, so the others would wait ever "
                                 "longer; use fewer arrivals than %llu a second",
                   seen->num, seen->finished, (unsigned long long)seen->rate);
    return TB_ARRIVALS_OVERLOADED;
}
