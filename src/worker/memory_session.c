#include "worker/memory_session.h"
#include "core/clock.h"

static const char *const side_names[] = {"client", "server"};

enum tb_status tb_session_open(struct tb_session *session, const struct tb_job *job, size_t cap)
{
    *session = (struct tb_session){.job = job};
    enum tb_status status = tb_tls_case_open(&session->tls, job);
    if (status == TB_OK && !tb_memory_open(&session->memory, cap))
        status = tb_job_fail(job, TB_ERROR, "no memory for a transport of %zu bytes", cap);
    if (status == TB_OK)
        status = tb_tls_case_context(&session->tls, &session->ctx[TB_SERVER], true);
    if (status == TB_OK)
        status = tb_tls_case_context(&session->tls, &session->ctx[TB_CLIENT], false);
    return status;
}

void tb_session_close(struct tb_session *session)
{
    if (session->job->backend->tls)
        for (int side = TB_CLIENT; side <= TB_SERVER; side++)
            session->job->backend->tls->ctx_destroy(session->ctx[side]);
    tb_memory_close(&session->memory);
    tb_tls_case_close(&session->tls);
}

/* The time since *at, which moves on to now. */
static uint64_t lap(uint64_t *at)
{
    uint64_t before = *at;
    *at = tb_now_ns();
    return *at - before;
}

static enum tb_status open_both(struct tb_session *session, struct tb_session_times *times, uint64_t *at)
{
    for (enum tb_side side = TB_CLIENT; side <= TB_SERVER; side++) {
        struct tb_transport transport = tb_memory_transport(&session->memory, side);
        enum tb_status status = session->job->backend->tls->open(session->ctx[side], &session->conn[side], &transport);
        if (status != TB_OK)
            return tb_job_fail(session->job, status, "opening the %s's connection", side_names[side]);
        times->side_ns[side] += lap(at);
    }
    return TB_OK;
}

/* The client has the odd turns and the server the even ones, until both are finished. */
static enum tb_status take_turns(struct tb_session *session, struct tb_session_times *times, uint64_t *at)
{
    bool finished[2] = {false, false};
    for (unsigned turn = 0; turn < TB_MAX_FLIGHTS; turn++) {
        enum tb_side side = turn % 2 == 0 ? TB_CLIENT : TB_SERVER;
        enum tb_status status =
            finished[side] ? TB_WANT_READ : session->job->backend->tls->handshake(session->conn[side]);
        uint64_t passed = lap(at);
        times->side_ns[side] += passed;
        times->flight_ns[turn] += passed;
        if (status == TB_OK)
            finished[side] = true;
        else if (status != TB_WANT_READ)
            return tb_job_fail(session->job, status, "the %s's handshake, flight %u", side_names[side], turn + 1);
        if (finished[TB_CLIENT] && finished[TB_SERVER])
            return TB_OK;
    }
    return tb_job_fail(session->job, TB_BAD_PEER, "the handshake was not finished after %d flights", TB_MAX_FLIGHTS);
}

enum tb_status tb_session_connect(struct tb_session *session, struct tb_session_times *times)
{
    uint64_t at = tb_now_ns();
    tb_memory_clear(&session->memory);
    enum tb_status status = open_both(session, times, &at);
    if (status == TB_OK)
        status = take_turns(session, times, &at);
    if (status == TB_OK)
        status = tb_tls_case_verify(&session->tls, session->conn[TB_SERVER], true);
    if (status == TB_OK)
        status = tb_tls_case_verify(&session->tls, session->conn[TB_CLIENT], false);
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
    uint64_t at = tb_now_ns();
    for (enum tb_side side = TB_CLIENT; side <= TB_SERVER; side++) {
        if (session->conn[side])
            session->job->backend->tls->destroy(session->conn[side]);
        session->conn[side] = NULL;
        times->side_ns[side] += lap(&at);
    }
}
