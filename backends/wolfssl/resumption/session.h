/* session.h - resumption (session.c), its tickets (tickets.c) and 0-RTT data (early_data.c); each has a replacement for
 * builds without it. */
#pragma once
#include "backends/wolfssl/tls/tls.h"

enum tb_status tb_set_resumption(tb_ctx *ctx, const struct tb_tls_config *config);
enum tb_status tb_set_tickets(tb_ctx *ctx, const struct tb_tls_config *config);
enum tb_status tb_send_missing_tickets(tb_conn *conn); /* call after a finished handshake, until TB_OK */
/* Reads what distinguishes a client's tickets: the key's name and the random start.  len 0: there is no ticket. */
void tb_read_ticket(tb_conn *conn, struct tb_ticket *ticket);
/* Lets a TLS 1.2 ticket remain valid after resumption, without issuing another one: tickets_kept_*.c. */
enum tb_status tb_keep_tickets(tb_ctx *ctx);

enum tb_status tb_session_take(tb_conn *conn, tb_session_state **out);
enum tb_status tb_session_offer(tb_conn *conn, tb_session_state *session);
void tb_session_release(tb_session_state *session);

enum tb_status tb_set_early_data(tb_ctx *ctx, const struct tb_tls_config *config);
enum tb_status tb_early_write(tb_conn *conn, size_t *done, const void *src, size_t len);
enum tb_status tb_early_read(tb_conn *conn, size_t *done, void *dst, size_t cap);
bool tb_early_data_accepted(const tb_conn *conn);
