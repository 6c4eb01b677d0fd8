/* pair_places.c - the places of an end's connections: as many as the case has, if the descriptors and ports suffice. */
#include "core/arrivals.h"
#include "harness/pair_end.h"
#include "harness/socket.h"
#include <stdlib.h>

enum { OTHER_DESCRIPTORS = 32 }; /* standard streams, module, listener, link, epoll, what libraries open */

/* Places for arrivals beside those that stay idle: as many as the descriptors and ports allow, so that a lower limit
 * only shows under overload. */
static size_t places_for(const struct tb_job *job, size_t held, unsigned threads)
{
    uint64_t num = tb_arrivals_places(tb_arrivals_share(tb_case_arrivals(job->c), threads, job->thread_number));
    uint64_t beside = held + OTHER_DESCRIPTORS, available, ports = tb_local_ports();
    if (!tb_need_descriptors((num + beside) * threads, &available) && available / threads < num + beside)
        num = available / threads > TB_FEWEST_PLACES + beside ? available / threads - beside : TB_FEWEST_PLACES;
    return (size_t)(ports >= num + held ? num : ports > TB_FEWEST_PLACES + held ? ports - held : TB_FEWEST_PLACES);
}

/* What else there is to do about too few: arrivals need the places for them at any rate. */
static const char *fewer_of(const struct tb_pair_end *end, unsigned threads)
{
    bool named = tb_case_connections(end->job->c) || tb_case_idle(end->job->c);
    if (threads > 1)
        return named ? ", or use fewer threads or connections" : ", or use fewer threads";
    return named ? ", or use fewer connections" : "";
}

/* Each connection needs a descriptor on both ends, and a port on the client's; each thread has an address of its own.
 */
static enum tb_status check_limits(const struct tb_pair_end *end, size_t num, unsigned threads)
{
    const uint64_t others = OTHER_DESCRIPTORS * (uint64_t)threads;
    uint64_t available, needed = (uint64_t)num * threads + others, ports = tb_local_ports();
    if (!tb_need_descriptors(needed, &available)) {
        uint64_t possible = available > others ? available - others : 0;
        return tb_job_fail(end->job, TB_ERROR,
                           "%zu connections%s need %llu file descriptors, and the hard limit is %llu, enough for %llu "
                           "connections; as root, raise it (ulimit -H -n %llu)%s",
                           num * threads, threads > 1 ? " of several threads" : "", (unsigned long long)needed,
                           (unsigned long long)available, (unsigned long long)possible, (unsigned long long)needed,
                           fewer_of(end, threads));
    }
    if (!end->server && ports < num)
        return tb_job_fail(end->job, TB_ERROR,
                           "%zu connections need as many local ports, and the kernel has %llu; as root, raise sysctl "
                           "net.ipv4.ip_local_port_range (\"1024 65535\" has 64512)%s",
                           num, (unsigned long long)ports, fewer_of(end, 1));
    return TB_OK;
}

/* Full handshakes that come before all must be resumed: a client's first of each place.  Those that stay idle are full
 * ones, too, which only the server has to know, since it cannot tell them apart. */
static uint64_t count_first(const struct tb_pair_end *end, bool arrivals)
{
    if (!end->tls.operation->resumed)
        return 0;
    if (arrivals)
        return end->server ? UINT64_MAX : 0;
    return end->num_conns + (end->server ? end->num_held : 0);
}

enum tb_status tb_pair_make_places(struct tb_pair_end *end, void (*ready)(void *conn))
{
    uint64_t arrivals = tb_case_arrivals(end->job->c);
    size_t held = tb_case_idle(end->job->c), named = tb_case_connections(end->job->c);
    unsigned threads = tb_case_threads(end->job->c);
    size_t num = held + (named ? named : places_for(end->job, held, threads));
    enum tb_status status = check_limits(end, num, threads);
    if (status != TB_OK)
        return status;
    end->conns = calloc(num, sizeof *end->conns);
    if (!end->conns)
        return tb_job_fail(end->job, TB_ERROR, "out of memory for %zu connections", num);
    end->num_conns = num - held;
    end->num_held = held;
    for (size_t i = 0; i < num; i++) {
        struct tb_pair_conn *conn = &end->conns[i];
        *conn = (struct tb_pair_conn){.handler = {.fd = -1, .ready = ready, .owner = conn},
                                      .end = end,
                                      .tls = tb_connection_of(&end->tls, end->server)};
    }
    end->first_connections = count_first(end, arrivals > 0);
    return TB_OK;
}
