/* tls_connection.h - one connection of a case, on either transport: the steps of a full handshake, a resumed one, and
 * one with 0-RTT data.
 *
 *   client                                    server
 *   open: offers the previous session
 *   handshake: sends early data first         handshake: reads early data first
 *   ...  ...
 *   both are finished: compared with the case
 *   reads one byte, tickets before it         tickets, one byte       by the transport, if tickets are issued
 *   keeps the session for the next one
 *                                             part: sends close_notify      } only over a socket, if a connection
 *   part: receives it, sends close_notify                                 } ends because its work is done
 *   close                                     close
 *
 * Sessions form a chain: each connection offers the session of the one before it.  A client's chain belongs to one
 * struct tb_connection, which is reused; its first handshake is a full one.
 */
#pragma once
#include "harness/tls_case.h"

struct tb_connection {
    struct tb_tls_case *tls;
    bool server;
    tb_conn *conn;             /* NULL: closed */
    tb_session_state *session; /* client: left by the latest connection; NULL: none */
    bool early_over;           /* all early data of this connection was moved, or there is none */
    size_t early_moved;        /* bytes of early data moved */
    bool peer_parted;          /* client: the server's close_notify was received */
};

struct tb_connection tb_connection_of(struct tb_tls_case *tls, bool server);

/* Statuses are the backend's.  Statuses other than TB_WANT_... are explained in job->why, except for the handshake,
 * whose caller has more context. */
enum tb_status tb_connection_open(struct tb_connection *connection, tb_ctx *ctx, const struct tb_transport *transport);
enum tb_status tb_connection_handshake(struct tb_connection *connection); /* one step */
enum tb_status tb_connection_verify(const struct tb_connection *connection, enum tb_which_connection which);
/* Does the client keep the session of each connection for the next one? */
bool tb_connection_keeps(const struct tb_connection *connection);
enum tb_status tb_connection_keep(struct tb_connection *connection);
/* One step of closing, RFC 8446 6.1.  The side that sent the last byte of the work, here always the server, sends
 * close_notify and closes.  The other side receives it, which proves that nothing was truncated, and sends its own
 * before it closes.  The server does not wait for it.  TB_OK: this side may close.  Without TLS there is nothing to
 * send. */
enum tb_status tb_connection_part(struct tb_connection *connection);
void tb_connection_close(struct tb_connection *connection);  /* keeps the session */
void tb_connection_forget(struct tb_connection *connection); /* also drops the session */
