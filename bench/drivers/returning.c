#include "bench/drivers/returning.h"
#include <stdlib.h>

void tb_returning_begin(struct tb_returning *returning)
{
    returning->turn = tb_random_below(&returning->random, returning->num);
    returning->session->connection[TB_CLIENT].session = returning->states[returning->turn];
    returning->states[returning->turn] = NULL;
}

void tb_returning_end(struct tb_returning *returning)
{
    struct tb_connection *client = &returning->session->connection[TB_CLIENT];
    returning->states[returning->turn] = client->session;
    client->session = NULL;
    returning->offered++;
    returning->hits += returning->session->tls.seen.resumed;
}

static enum tb_status connect_first(struct tb_returning *returning)
{
    struct tb_session_times times = {0};
    enum tb_status status = tb_session_connect(returning->session, &times);
    tb_session_disconnect(returning->session, &times);
    tb_returning_end(returning);
    return status;
}

enum tb_status tb_returning_open(struct tb_returning *returning, struct tb_session *session)
{
    const struct tb_job *job = session->job;
    size_t num = 2 * tb_case_cache(job->c);
    *returning = (struct tb_returning){.session = session, .random.state = job->turn_seed};
    if (num == 0 || job->backend->cleartext)
        return TB_OK;
    returning->states = calloc(num, sizeof *returning->states);
    if (!returning->states)
        return tb_job_fail(job, TB_ERROR, "out of memory for %zu clients", num);
    returning->num = num;
    tb_connection_forget(&session->connection[TB_CLIENT]);
    enum tb_status status = TB_OK;
    for (returning->turn = 0; returning->turn < num && status == TB_OK; returning->turn++)
        status = connect_first(returning);
    session->may_miss = true;
    returning->offered = returning->hits = 0;
    return status;
}

void tb_returning_close(struct tb_returning *returning)
{
    for (size_t i = 0; i < returning->num; i++)
        if (returning->states[i])
            returning->session->job->backend->tls->session_release(returning->states[i]);
    free(returning->states);
    *returning = (struct tb_returning){0};
}
