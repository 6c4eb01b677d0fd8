#include "harness/tls_connection.h"
#include "harness/hosts.h"

/* Early data repeats this text, so that a lost, repeated or displaced byte is detected. */
static const char early_text[] = "GET /early HTTP/1.1\r\nHost: server.tlsbench.test\r\n\r\n";

static uint8_t early_byte(size_t at)
{
    return (uint8_t)early_text[at % (sizeof early_text - 1)];
}

static const struct tb_tls_ops *ops_of(const struct tb_connection *connection)
{
    return connection->tls->job->backend->tls;
}

struct tb_connection tb_connection_of(struct tb_tls_case *tls, bool server)
{
    return (struct tb_connection){.tls = tls, .server = server};
}

bool tb_connection_keeps(const struct tb_connection *connection)
{
    return !connection->server && connection->tls->operation->resumed;
}

enum tb_status tb_connection_open(struct tb_connection *connection, tb_ctx *ctx, const struct tb_transport *transport)
{
    const struct tb_job *job = connection->tls->job;
    const struct tb_tls_ops *ops = ops_of(connection);
    enum tb_status status = ops->open(ctx, &connection->conn, transport);
    if (status != TB_OK)
        return tb_job_fail(job, status, "opening the %s's connection", connection->server ? "server" : "client");
    struct tb_hosts *hosts = connection->tls->hosts;
    if (hosts && !connection->server) {
        status = ops->name(connection->conn, tb_hosts_draw(hosts));
        if (status != TB_OK)
            return tb_job_fail(job, status, "naming the server");
    }
    connection->early_moved = 0;
    connection->peer_parted = false;
    connection->early_over = !connection->tls->operation->early || (!connection->server && !connection->session);
    if (!connection->session)
        return TB_OK;
    return tb_job_fail(job, ops->session_offer(connection->conn, connection->session), "offering a session");
}

static enum tb_status send_early(struct tb_connection *connection)
{
    uint8_t bytes[TB_EARLY_BYTES];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = early_byte(i);
    while (connection->early_moved < sizeof bytes) {
        size_t done, at = connection->early_moved;
        enum tb_status status = ops_of(connection)->early_write(connection->conn, &done, bytes + at, sizeof bytes - at);
        if (status != TB_OK)
            return status;
        connection->early_moved += done;
    }
    connection->early_over = true;
    return TB_OK;
}

/* Reads the client's early data to its end; a client's first connection has none. */
static enum tb_status receive_early(struct tb_connection *connection)
{
    uint8_t bytes[TB_EARLY_BYTES];
    size_t done;
    enum tb_status status;
    while ((status = ops_of(connection)->early_read(connection->conn, &done, bytes, sizeof bytes)) == TB_OK)
        for (size_t i = 0; i < done; i++)
            if (bytes[i] != early_byte(connection->early_moved++))
                return tb_job_fail(connection->tls->job, TB_BAD_PEER,
                                   "the early data received differs from what was sent");
    if (status != TB_CLOSED)
        return status;
    connection->early_over = true;
    return TB_OK;
}

enum tb_status tb_connection_handshake(struct tb_connection *connection)
{
    enum tb_status status = TB_OK;
    if (!connection->early_over)
        status = connection->server ? receive_early(connection) : send_early(connection);
    return status == TB_OK ? ops_of(connection)->handshake(connection->conn) : status;
}

enum tb_status tb_connection_verify(const struct tb_connection *connection, enum tb_which_connection which)
{
    struct tb_tls_case *tls = connection->tls;
    enum tb_status status = tb_tls_case_verify(tls, connection->conn, connection->server, which);
    size_t asked = tls->seen.early_data ? TB_EARLY_BYTES : 0;
    if (status == TB_OK && connection->early_moved != asked)
        status = tb_job_fail(tls->job, TB_BAD_PEER, "%zu bytes of early data instead of %zu", connection->early_moved,
                             asked);
    if (status == TB_OK && connection->server && tls->hosts && !tb_hosts_looked_up())
        status = tb_job_fail(tls->job, TB_BAD_PEER, "the server presented a certificate without looking up the name");
    return status;
}

enum tb_status tb_connection_keep(struct tb_connection *connection)
{
    tb_session_state *newest = NULL;
    enum tb_status status = ops_of(connection)->session_take(connection->conn, &newest);
    if (status == TB_WANT_READ)
        return tb_job_fail(connection->tls->job, TB_BAD_PEER, "the server sent no session that can be resumed");
    if (status == TB_OK && !newest)
        status = TB_ERROR;
    if (status != TB_OK)
        return tb_job_fail(connection->tls->job, status, "taking the session");
    ops_of(connection)->session_release(connection->session);
    connection->session = newest;
    return TB_OK;
}

/* Accepts nothing but the end. */
static enum tb_status await_close_notify(struct tb_connection *connection)
{
    uint8_t byte;
    size_t done;
    enum tb_status status = ops_of(connection)->read(connection->conn, &done, &byte, 1);
    if (status == TB_OK)
        return tb_job_fail(connection->tls->job, TB_BAD_PEER, "data arrived instead of close_notify");
    return status == TB_CLOSED ? TB_OK : status;
}

enum tb_status tb_connection_part(struct tb_connection *connection)
{
    if (connection->tls->job->backend->cleartext)
        return TB_OK;
    if (!connection->server && !connection->peer_parted) {
        enum tb_status status = await_close_notify(connection);
        if (status != TB_OK)
            return status;
        connection->peer_parted = true;
    }
    return ops_of(connection)->shutdown(connection->conn);
}

void tb_connection_close(struct tb_connection *connection)
{
    if (connection->conn)
        ops_of(connection)->destroy(connection->conn);
    connection->conn = NULL;
}

void tb_connection_forget(struct tb_connection *connection)
{
    tb_connection_close(connection);
    if (connection->session)
        ops_of(connection)->session_release(connection->session);
    connection->session = NULL;
}
