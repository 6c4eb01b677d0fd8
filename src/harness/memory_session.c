#include "harness/memory_session.h"
#include "core/clock.h"
#include "harness/counting.h"
#include "harness/hosts.h"
#include "harness/injector.h"

static const char *const side_names[] = {"client", "server"};

/* All but the contexts. */
static enum tb_status begin(struct tb_session *session, const struct tb_job *job, size_t cap,
                            const struct tb_session *with)
{
    *session = (struct tb_session){.job = job};
    for (enum tb_side side = TB_CLIENT; side <= TB_SERVER; side++)
        session->connection[side] = tb_connection_of(&session->tls, side == TB_SERVER);
    enum tb_status status = tb_tls_case_open(&session->tls, job, with ? &with->tls : NULL);
    if (status == TB_OK && !tb_memory_open(&session->memory, cap))
        status = tb_job_fail(job, TB_ERROR, "out of memory for a transport of %zu bytes", cap);
    return status;
}

enum tb_status tb_session_open(struct tb_session *session, const struct tb_job *job, size_t cap)
{
    enum tb_status status = begin(session, job, cap, NULL);
    if (status == TB_OK)
        status = tb_tls_case_context(&session->tls, &session->ctx[TB_SERVER], true);
    if (status == TB_OK)
        status = tb_tls_case_context(&session->tls, &session->ctx[TB_CLIENT], false);
    return status;
}

enum tb_status tb_session_share(struct tb_session *session, const struct tb_job *job, size_t cap,
                                const struct tb_session *with)
{
    enum tb_status status = begin(session, job, cap, with);
    session->borrowed = true;
    for (enum tb_side side = TB_CLIENT; side <= TB_SERVER; side++)
        session->ctx[side] = with->ctx[side];
    return status;
}

void tb_session_close(struct tb_session *session)
{
    for (enum tb_side side = TB_CLIENT; side <= TB_SERVER && session->job->backend->tls; side++) {
        tb_connection_forget(&session->connection[side]);
        if (!session->borrowed)
            session->job->backend->tls->ctx_destroy(session->ctx[side]);
    }
    tb_memory_close(&session->memory);
    tb_tls_case_close(&session->tls);
}

/* The time before is charged to neither side. */
static uint64_t start_laps(const struct tb_session *session)
{
    if (session->job->counted)
        tb_counting_charge("rest");
    return tb_now_ns();
}

/* Charges the time since `at` to the side.  Returns it. */
static uint64_t charge(const struct tb_session *session, struct tb_session_times *times, enum tb_side side,
                       uint64_t *at)
{
    uint64_t passed = tb_lap_ns(at);
    times->side_ns[side] += passed;
    if (session->job->counted)
        tb_counting_charge(side_names[side]);
    return passed;
}

static enum tb_status open_both(struct tb_session *session, struct tb_session_times *times, uint64_t *at)
{
    for (enum tb_side side = TB_CLIENT; side <= TB_SERVER; side++) {
        struct tb_transport transport = tb_memory_transport(&session->memory, side);
        enum tb_status status = tb_connection_open(&session->connection[side], session->ctx[side], &transport);
        if (status != TB_OK)
            return status;
        charge(session, times, side, at);
    }
    return TB_OK;
}

/* Charges the turn to its side. */
static void end_turn(struct tb_session *session, struct tb_session_times *times, unsigned turn, uint64_t *at)
{
    enum tb_side side = turn % 2 == 0 ? TB_CLIENT : TB_SERVER;
    times->flight_ns[turn] += charge(session, times, side, at);
    if (session->watch) {
        const struct tb_pipe *pipe = &session->memory.pipe[side];
        session->watch(session->watcher, side, pipe->data + pipe->head, pipe->tail - pipe->head);
    }
}

/* The client takes the odd turns and the server the even ones, until both are finished.  *turn: the number of turns. */
static enum tb_status take_turns(struct tb_session *session, struct tb_session_times *times, unsigned *turn,
                                 uint64_t *at)
{
    bool finished[2] = {false, false};
    for (*turn = 0; *turn < TB_MAX_FLIGHTS;) {
        enum tb_side side = *turn % 2 == 0 ? TB_CLIENT : TB_SERVER;
        enum tb_status status = finished[side] ? TB_WANT_READ : tb_connection_handshake(&session->connection[side]);
        end_turn(session, times, (*turn)++, at);
        if (status == TB_OK)
            finished[side] = true;
        else if (status != TB_WANT_READ)
            return tb_job_fail(session->job, status, "handshake of the %s, flight %u", side_names[side], *turn);
        if (finished[TB_CLIENT] && finished[TB_SERVER])
            return TB_OK;
    }
    return tb_job_fail(session->job, TB_BAD_PEER, "the handshake was not finished after %d flights", TB_MAX_FLIGHTS);
}

/* Transfers one byte from the server, which brings the tickets to the client.  The byte belongs to the server's last
 * turn, or to the one after the client's last. */
static enum tb_status bring_tickets(struct tb_session *session, struct tb_session_times *times, unsigned turn,
                                    uint64_t *at)
{
    const struct tb_tls_ops *ops = session->job->backend->tls;
    unsigned servers = (turn - 1) | 1; /* odd, like all turns of the server */
    uint8_t byte = '.';
    size_t done;
    if (servers + 1 >= TB_MAX_FLIGHTS)
        return tb_job_fail(session->job, TB_BAD_PEER, "the handshake took %u flights, which leaves none for tickets",
                           turn);
    enum tb_status status = ops->write(session->connection[TB_SERVER].conn, &done, &byte, 1);
    end_turn(session, times, servers, at);
    if (status != TB_OK)
        return tb_job_fail(session->job, status, "writing the byte that follows the tickets");
    byte = 0;
    status = ops->read(session->connection[TB_CLIENT].conn, &done, &byte, 1);
    end_turn(session, times, servers + 1, at);
    if (status == TB_OK && byte != '.')
        status = TB_BAD_PEER;
    return status == TB_WANT_READ ? tb_job_fail(session->job, TB_BAD_PEER, "the byte after the tickets did not arrive")
                                  : tb_job_fail(session->job, status, "reading tickets and the byte after them");
}

static enum tb_status hold_conversation(struct tb_session *session, struct tb_session_times *times)
{
    uint64_t at = start_laps(session);
    unsigned turn;
    tb_memory_clear(&session->memory);
    enum tb_status status = open_both(session, times, &at);
    if (status == TB_OK)
        status = take_turns(session, times, &turn, &at);
    if (status == TB_OK && session->tls.tickets)
        status = bring_tickets(session, times, turn, &at);
    if (status == TB_OK && tb_connection_keeps(&session->connection[TB_CLIENT])) {
        status = tb_connection_keep(&session->connection[TB_CLIENT]);
        charge(session, times, TB_CLIENT, &at);
    }
    return status;
}

/* If one side is slowed on purpose, its slowdown is added at the end of its operation. */
static void slow_down(struct tb_session *session, struct tb_session_times *times, uint64_t *at)
{
    struct tb_injector *injector = session->job->injector;
    if (!injector || injector->asked->side == TB_INJECT_BOTH)
        return;
    enum tb_side side = injector->asked->side == TB_INJECT_SERVER ? TB_SERVER : TB_CLIENT;
    tb_injector_done(injector, 1, times->side_ns[side] - session->began_ns[side]);
    charge(session, times, side, at);
}

/* Was the certificate presented for the name that the client asked for? */
static enum tb_status compare_hosts(const struct tb_session *session)
{
    const struct tb_hosts *hosts = session->tls.hosts;
    const struct tb_hosts_seen *seen = tb_hosts_seen();
    if (!hosts || seen->trick || hosts->asked == seen->found)
        return TB_OK;
    const struct tb_host_table *table = hosts->table;
    return tb_job_fail(session->job, TB_BAD_PEER, "the client asked for %s, and the server looked up %s",
                       table->names[hosts->asked], seen->found < table->num ? table->names[seen->found] : "no name");
}

enum tb_status tb_session_connect(struct tb_session *session, struct tb_session_times *times)
{
    for (enum tb_side side = TB_CLIENT; side <= TB_SERVER; side++)
        session->began_ns[side] = times->side_ns[side];
    enum tb_which_connection which = !session->connection[TB_CLIENT].session ? TB_FIRST_CONNECTION
                                     : session->may_miss                     ? TB_ANY_CONNECTION
                                                                             : TB_LATER_CONNECTION;
    enum tb_status status = hold_conversation(session, times);
    if (status == TB_OK)
        status = tb_connection_verify(&session->connection[TB_SERVER], which);
    if (status == TB_OK)
        status = tb_connection_verify(&session->connection[TB_CLIENT], which);
    if (status == TB_OK)
        status = compare_hosts(session);
    if (status != TB_OK)
        return status;
    size_t unread = tb_memory_unread(&session->memory);
    if (unread)
        return tb_job_fail(session->job, TB_BAD_PEER, "%zu bytes were left unread after the handshake", unread);
    for (int side = TB_CLIENT; side <= TB_SERVER; side++)
        times->bytes[side] += session->memory.pipe[side].total;
    return TB_OK;
}

void tb_session_disconnect(struct tb_session *session, struct tb_session_times *times)
{
    uint64_t at = start_laps(session);
    for (enum tb_side side = TB_CLIENT; side <= TB_SERVER; side++) {
        tb_connection_close(&session->connection[side]);
        charge(session, times, side, &at);
    }
    slow_down(session, times, &at);
}
