#include "harness/pair_load.h"
#include "core/clock.h"
#include "core/stats.h"
#include "harness/cores.h"
#include "harness/socket.h"
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timerfd.h>
#include <unistd.h>

enum {
    WAKE_NS = 150000,        /* before the planned start: what a sleeping core takes to wake, and some more */
    LOOK_NS = 250000,        /* between two readings of the CPU time, each of which is a system call */
    MOST_AT_ONCE = 16,       /* arrivals started in one turn; more are due only after a long turn */
    SESSIONS = 16,           /* for which the store must have enough: these, and */
    SESSIONS_OF_A_SECOND = 5 /* those of the arrivals of a fifth of a second, for which a core may be away */
};

static const size_t not_counted = SIZE_MAX;

/* ---- The timer ---- */

static void timer_ready(void *owner)
{
    struct tb_pair_load *load = owner;
    uint64_t times;
    if (read(load->timer.fd, &times, sizeof times) == sizeof times)
        load->armed_ns = 0;
    else if (errno != EAGAIN && errno != EINTR)
        tb_pair_fail(load->end, TB_ERROR, "the timer: %s", strerror(errno));
}

static bool arm(struct tb_pair_load *load, uint64_t at_ns)
{
    if (load->armed_ns == at_ns)
        return true;
    const struct itimerspec when = {.it_value = {(time_t)(at_ns / 1000000000), (long)(at_ns % 1000000000)}};
    load->armed_ns = at_ns;
    return timerfd_settime(load->timer.fd, TFD_TIMER_ABSTIME, &when, NULL) == 0 ||
           tb_pair_fail(load->end, TB_ERROR, "the timer: %s", strerror(errno));
}

/* ---- Opening ---- */

bool tb_load_open(struct tb_pair_load *load, struct tb_pair_end *end)
{
    const struct tb_job *job = end->job;
    struct tb_random seed = {job->turn_seed};
    struct tb_random times = {tb_random_next(&seed)}, mix = {tb_random_next(&seed)}, choice = {tb_random_next(&seed)};
    uint64_t rate = tb_arrivals_share(tb_case_arrivals(job->c), tb_case_threads(job->c), job->thread_number);
    *load = (struct tb_pair_load){.end = end,
                                  .plan = {times, rate, tb_case_is_poisson(job->c), 0},
                                  .mix = mix,
                                  .choice = choice,
                                  .kept = end->kept,
                                  .timer = {.fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC),
                                            .ready = timer_ready,
                                            .owner = load},
                                  .idle = calloc(end->num_conns, sizeof *load->idle),
                                  .sessions = calloc(end->num_conns, sizeof *load->sessions),
                                  .line_cap = tb_arrivals_places(rate)};
    load->line = calloc(load->line_cap, sizeof *load->line);
    if (load->timer.fd < 0 || !tb_loop_want(&end->loop, &load->timer, EPOLLIN))
        return tb_pair_fail(end, TB_ERROR, "the timer: %s", strerror(errno));
    if (!load->idle || !load->sessions || !load->line)
        return tb_pair_fail(end, TB_ERROR, "out of memory for %zu connections", end->num_conns);
    for (size_t i = end->num_conns; i > 0; i--) {
        load->idle[load->num_idle++] = &end->conns[i - 1];
        end->conns[i - 1].waiting = load->kept;
    }
    end->flight.connections = 1;
    return true;
}

void tb_load_close(struct tb_pair_load *load)
{
    if (!load->end)
        return;
    while (load->num_sessions > 0)
        load->end->job->backend->tls->session_release(load->sessions[--load->num_sessions]);
    tb_handler_close(&load->timer);
    free(load->idle);
    free(load->sessions);
    free(load->line);
    free(load->arrivals);
}

static struct tb_client_moment moment_at(const struct tb_pair_load *load, uint64_t now)
{
    return (struct tb_client_moment){now, tb_pair_cpu_ns(load->end->job)};
}

void tb_load_begin(struct tb_pair_load *load)
{
    load->began_ns = tb_now_ns();
    load->next_ns = load->began_ns + tb_arrivals_next(&load->plan);
    load->looked = moment_at(load, load->began_ns);
}

size_t tb_load_sessions_wanted(const struct tb_pair_load *load)
{
    size_t wanted = SESSIONS + (size_t)load->plan.rate / SESSIONS_OF_A_SECOND;
    if (!load->end->tls.operation->resumed || tb_case_resumed(load->end->job->c) == 0)
        return 0;
    return wanted < load->end->num_conns ? wanted : load->end->num_conns;
}

/* ---- Arrivals ---- */

/* As for latencies (pair_client.c), growing is harmless during a window. */
static bool have_room(struct tb_pair_load *load)
{
    if (load->num < load->cap)
        return true;
    size_t cap = load->cap ? 2 * load->cap : 16 * 1024;
    struct tb_arrival *arrivals = realloc(load->arrivals, cap * sizeof *arrivals);
    if (!arrivals)
        return tb_pair_fail(load->end, TB_ERROR, "out of memory for latencies");
    load->arrivals = arrivals;
    load->cap = cap;
    return true;
}

/* Draws for every arrival, so that which of them are to resume does not depend on the server. */
static enum tb_arrival_kind kind_of_next(struct tb_pair_load *load)
{
    bool drawn = tb_random_below(&load->mix, 100) < tb_case_resumed(load->end->job->c);
    if (!drawn || !load->resuming)
        return TB_ARRIVAL_FULL;
    return load->num_sessions > 0 ? TB_ARRIVAL_RESUMED : TB_ARRIVAL_UNSERVED;
}

/* Notes whether the client comes late to the next arrival, and why. */
static void look_for_delay(struct tb_pair_load *load, uint64_t now)
{
    bool late = now > load->next_ns + TB_LATE_US * UINT64_C(1000);
    if (late && !load->behind) {
        struct tb_client_moment moment = moment_at(load, now);
        load->held_up = tb_arrivals_held_up(&load->looked, load->next_ns, &moment);
    }
    load->behind = late;
}

static bool note(struct tb_pair_load *load, uint64_t now, enum tb_arrival_kind kind, size_t *arrival)
{
    *arrival = not_counted;
    look_for_delay(load, now);
    if (!load->counting)
        return true;
    if (!have_room(load))
        return false;
    *arrival = load->num++;
    load->arrivals[*arrival] = (struct tb_arrival){.planned_ns = load->next_ns,
                                                   .late_us = (double)(now - load->next_ns) / 1e3,
                                                   .held_up = load->behind && load->held_up,
                                                   .latency_us = NAN,
                                                   .kind = kind};
    return true;
}

/* Errors of connect() that are about this connection, and not about the program. */
static bool is_refusal(int error)
{
    return error == EADDRNOTAVAIL || error == EAGAIN || error == ECONNREFUSED || error == ECONNRESET ||
           error == EMFILE || error == ENFILE || error == ENOBUFS || error == ETIMEDOUT;
}

static void refuse(struct tb_pair_load *load, size_t arrival)
{
    if (arrival != not_counted)
        load->arrivals[arrival].latency_us = INFINITY;
}

static void note_in_flight(const struct tb_pair_load *load)
{
    uint64_t in_flight = load->end->num_conns - load->num_idle;
    if (in_flight > load->end->flight.connections)
        load->end->flight.connections = in_flight;
}

static bool connect_to(struct tb_pair_load *load, size_t arrival, bool resumes)
{
    struct tb_pair_end *end = load->end;
    struct tb_pair_conn *conn = load->idle[load->num_idle - 1];
    conn->started_ns = load->next_ns;
    conn->arrival = arrival;
    int fd = end->connect(end);
    if (fd < 0 && is_refusal(errno)) {
        refuse(load, arrival);
        return true;
    }
    if (fd < 0)
        return tb_pair_fail(end, TB_ERROR, "connect: %s", strerror(errno));
    if (resumes)
        conn->tls.session = load->sessions[--load->num_sessions];
    load->num_idle--;
    note_in_flight(load);
    return tb_pair_connected(conn, fd);
}

static bool wait_in_line(struct tb_pair_load *load, size_t arrival)
{
    if (load->line_len == load->line_cap)
        refuse(load, arrival);
    else
        load->line[(load->line_first + load->line_len++) % load->line_cap] =
            (struct tb_waiting){load->next_ns, arrival};
    return true;
}

static bool start_request(struct tb_pair_load *load, size_t arrival)
{
    if (load->num_idle == 0)
        return wait_in_line(load, arrival);
    size_t place = tb_random_below(&load->choice, load->num_idle);
    struct tb_pair_conn *conn = load->idle[place];
    load->idle[place] = load->idle[--load->num_idle];
    note_in_flight(load);
    conn->started_ns = load->next_ns;
    conn->arrival = arrival;
    conn->waiting = false;
    conn->handler.ready(conn);
    return load->end->status == TB_OK;
}

static bool start_next(struct tb_pair_load *load, uint64_t now)
{
    enum tb_arrival_kind kind = kind_of_next(load);
    size_t arrival;
    if (!note(load, now, kind, &arrival))
        return false;
    if (load->kept)
        return start_request(load, arrival);
    if (load->num_idle == 0) {
        refuse(load, arrival);
        return true;
    }
    return connect_to(load, arrival, kind == TB_ARRIVAL_RESUMED);
}

bool tb_load_start_due(struct tb_pair_load *load, int *wait_ms)
{
    uint64_t now = tb_now_ns();
    for (int i = 0; i < MOST_AT_ONCE && load->next_ns <= now; i++) {
        if (!start_next(load, now))
            return false;
        load->next_ns = load->began_ns + tb_arrivals_next(&load->plan);
        now = tb_now_ns();
    }
    if (now - load->looked.wall_ns >= LOOK_NS)
        load->looked = moment_at(load, now);
    load->end->loop.due_ns = load->next_ns;
    if (now + WAKE_NS < load->next_ns)
        return arm(load, load->next_ns - WAKE_NS);
    *wait_ms = 0;
    return true;
}

/* The connection takes the request that has waited longest, or waits for one itself. */
static void take_next(struct tb_pair_load *load, struct tb_pair_conn *conn)
{
    conn->waiting = load->line_len == 0;
    if (conn->waiting) {
        load->idle[load->num_idle++] = conn;
        return;
    }
    const struct tb_waiting *next = &load->line[load->line_first];
    conn->started_ns = next->planned_ns;
    conn->arrival = next->arrival;
    load->line_first = (load->line_first + 1) % load->line_cap;
    load->line_len--;
}

void tb_load_counted(struct tb_pair_load *load, struct tb_pair_conn *conn)
{
    if (conn->arrival != not_counted)
        load->arrivals[conn->arrival].latency_us = (double)conn->latency_ns / 1e3;
    if (load->kept)
        take_next(load, conn);
}

void tb_load_retired(struct tb_pair_load *load, struct tb_pair_conn *conn)
{
    load->idle[load->num_idle++] = conn;
    if (!conn->tls.session)
        return;
    if (load->num_sessions < load->end->num_conns)
        load->sessions[load->num_sessions++] = conn->tls.session;
    else
        load->end->job->backend->tls->session_release(conn->tls.session);
    conn->tls.session = NULL;
}

/* ---- What was seen ---- */

bool tb_load_is_settled(struct tb_pair_load *load, uint64_t until_ns)
{
    while (load->settled < load->num && load->arrivals[load->settled].planned_ns < until_ns &&
           !isnan(load->arrivals[load->settled].latency_us))
        load->settled++;
    bool all = load->settled == load->num || load->arrivals[load->settled].planned_ns >= until_ns;
    return all && load->next_ns >= until_ns;
}

bool tb_load_note_rest(struct tb_pair_load *load, uint64_t until_ns)
{
    uint64_t now = tb_now_ns();
    size_t ignored;
    for (; load->next_ns < until_ns; load->next_ns = load->began_ns + tb_arrivals_next(&load->plan))
        if (!note(load, now, TB_ARRIVAL_FULL, &ignored))
            return false;
    return true;
}

/* The number of arrivals planned before `ns`. */
static size_t planned_before(const struct tb_pair_load *load, uint64_t ns)
{
    size_t low = 0, high = load->num;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (load->arrivals[middle].planned_ns < ns)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void tb_load_range(const struct tb_pair_load *load, uint64_t from_ns, uint64_t until_ns, size_t *first, size_t *end)
{
    *first = planned_before(load, from_ns);
    *end = planned_before(load, until_ns);
}

/* The server is on this host, and there are fewer cores than threads of both sides: pair_team.h. */
static bool shares_cores(const struct tb_pair_end *end)
{
    const struct tb_job *job = end->job;
    return job->thread && job->cores && job->cores->num < 2 * (size_t)tb_case_threads(job->c) &&
           tb_socket_within_host(end->link.fd);
}

bool tb_load_see(const struct tb_pair_load *load, const struct tb_pair_arrivals *arrivals,
                 struct tb_arrivals_seen *seen)
{
    const struct tb_case *c = load->end->job->c;
    size_t num = arrivals->num, places = load->kept ? load->line_cap : load->end->num_conns;
    double *late_us = malloc((num + 1) * sizeof *late_us);
    *seen = (struct tb_arrivals_seen){.rate = tb_case_arrivals(c),
                                      .num = num,
                                      .finished = arrivals->finished,
                                      .places = places * tb_case_threads(c),
                                      .wanted = load->line_cap * tb_case_threads(c),
                                      .kept = load->kept,
                                      .client_busy = arrivals->client_busy,
                                      .shares_cores = shares_cores(load->end)};
    for (size_t i = 0; late_us && i < num; i++) {
        const struct tb_arrival *arrival = &arrivals->all[i];
        late_us[i] = arrival->late_us;
        seen->late += arrival->late_us > TB_LATE_US;
        seen->held_up += arrival->held_up;
        seen->unfinished += isnan(arrival->latency_us) != 0;
        seen->refused += isinf(arrival->latency_us) != 0;
        seen->resumed += arrival->kind == TB_ARRIVAL_RESUMED;
        seen->unserved += arrival->kind == TB_ARRIVAL_UNSERVED;
    }
    bool good = late_us && (num == 0 || tb_quantile(late_us, num, 0.99, &seen->lateness_us));
    free(late_us);
    return good;
}

double *tb_load_latencies(const struct tb_arrival *arrivals, size_t num)
{
    double *latencies = malloc((num + 1) * sizeof *latencies);
    for (size_t i = 0; latencies && i < num; i++)
        latencies[i] = isnan(arrivals[i].latency_us) ? INFINITY : arrivals[i].latency_us;
    return latencies;
}

bool tb_load_add_window(const struct tb_pair_load *load, const struct tb_pair_usage *from,
                        const struct tb_pair_usage *to)
{
    struct tb_record *record = load->end->job->record;
    double seconds = (double)(to->wall_ns - from->wall_ns) / 1e9;
    size_t first, end;
    tb_load_range(load, from->wall_ns, to->wall_ns, &first, &end);
    return tb_record_metric(record, offered_rate, (double)(end - first) / seconds) &&
           tb_record_metric(record, achieved_rate, (double)(to->units - from->units) / seconds);
}

bool tb_load_add_sample(const struct tb_pair_load *load, const struct tb_arrivals_seen *seen)
{
    struct tb_record *record = load->end->job->record;
    bool resumes = load->end->tls.operation->resumed;
    return tb_record_metric(record, lateness, seen->lateness_us) &&
           (!seen->num || tb_record_metric(record, on_time, (double)(seen->num - seen->late) / (double)seen->num)) &&
           tb_record_metric(record, unfinished, (double)seen->unfinished) &&
           tb_record_metric(record, refused, (double)seen->refused) &&
           (!resumes || tb_record_metric(record, resumed_share, (double)seen->resumed / (double)seen->num));
}
