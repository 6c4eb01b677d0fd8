/* idle.c - connections after a finished handshake, all open at the same time: the heap that each holds.
 *
 * It runs over memory, whatever the case's transport, because the buffers of a socket belong to the kernel.  Handshakes
 * are full ones, since a client's first connection is. */
#include "counters/measure.h"
#include "harness/memory_transport.h"
#include "harness/tls_connection.h"
#include <stdlib.h>

enum { FLIGHT_CAP = 64 * 1024, MOST_TURNS = 8 };

struct pair {
    struct tb_memory memory;
    struct tb_connection end[2];
};

struct idle {
    const struct tb_job *job;
    struct tb_tls_case tls;
    tb_ctx *ctx[2];
    struct pair *pairs;
    size_t num;
};

static enum tb_status shake_hands(struct pair *pair)
{
    bool finished[2] = {false, false};
    for (int turn = 0; turn < MOST_TURNS; turn++) {
        struct tb_connection *end = &pair->end[turn % 2];
        enum tb_status status = finished[turn % 2] ? TB_WANT_READ : tb_connection_handshake(end);
        if (status == TB_OK)
            finished[turn % 2] = true;
        else if (status != TB_WANT_READ)
            return tb_job_fail(end->tls->job, status, "handshake of an idle connection");
        if (finished[TB_CLIENT] && finished[TB_SERVER])
            return TB_OK;
    }
    return tb_job_fail(pair->end[0].tls->job, TB_BAD_PEER, "the handshake was not finished after %d flights",
                       MOST_TURNS);
}

static enum tb_status open_pair(struct idle *idle, struct pair *pair)
{
    enum tb_status status = TB_OK;
    if (!tb_memory_open(&pair->memory, FLIGHT_CAP))
        return tb_job_fail(idle->job, TB_ERROR, "out of memory for a connection");
    for (int side = TB_CLIENT; side <= TB_SERVER && status == TB_OK; side++) {
        struct tb_transport transport = tb_memory_transport(&pair->memory, side);
        status = tb_connection_open(&pair->end[side], idle->ctx[side], &transport);
    }
    if (status == TB_OK)
        status = shake_hands(pair);
    for (int side = TB_CLIENT; side <= TB_SERVER && status == TB_OK; side++)
        status = tb_connection_verify(&pair->end[side], TB_FIRST_CONNECTION);
    return status;
}

static enum tb_status open_idle(struct idle *idle, size_t num)
{
    enum tb_status status = tb_tls_case_open(&idle->tls, idle->job, NULL);
    for (int side = TB_CLIENT; side <= TB_SERVER && status == TB_OK; side++)
        status = tb_tls_case_context(&idle->tls, &idle->ctx[side], side == TB_SERVER);
    if (status == TB_OK && !(idle->pairs = calloc(num, sizeof *idle->pairs)))
        status = tb_job_fail(idle->job, TB_ERROR, "out of memory");
    if (status == TB_OK)
        idle->num = num;
    for (size_t i = 0; i < idle->num; i++)
        for (int side = TB_CLIENT; side <= TB_SERVER; side++)
            idle->pairs[i].end[side] = tb_connection_of(&idle->tls, side == TB_SERVER);
    return status;
}

static void close_idle(struct idle *idle)
{
    for (size_t i = 0; i < idle->num; i++) {
        for (int side = TB_CLIENT; side <= TB_SERVER; side++)
            tb_connection_forget(&idle->pairs[i].end[side]);
        tb_memory_close(&idle->pairs[i].memory);
    }
    for (int side = TB_CLIENT; side <= TB_SERVER; side++)
        idle->job->backend->tls->ctx_destroy(idle->ctx[side]);
    free(idle->pairs);
    tb_tls_case_close(&idle->tls);
}

/* The first connection is excluded: what it allocates belongs to the context, or to the process. */
enum tb_status tb_measure_idle(const struct tb_job *job, size_t connections, double held_bytes[2])
{
    struct idle idle = {.job = job};
    struct tb_tally before[TB_NUM_SIDES], after[TB_NUM_SIDES];
    enum tb_status status = open_idle(&idle, connections + 1);
    for (size_t i = 0; i < idle.num && status == TB_OK; i++) {
        if (i == 1)
            tb_look(before);
        status = open_pair(&idle, &idle.pairs[i]);
    }
    tb_look(after);
    for (int side = TB_CLIENT; side <= TB_SERVER && status == TB_OK; side++)
        held_bytes[side] = (double)(after[side].live_bytes - before[side].live_bytes) / (double)connections;
    close_idle(&idle);
    return status;
}
