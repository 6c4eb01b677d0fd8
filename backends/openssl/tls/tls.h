/* tls.h - contexts and connections.
 *
 *     tls_ctx.c        one side's configuration; tls_lists.c the lists to choose from; versions.c, key_share.c and
 *                      schemes_*.c check how the library applied them
 *     tls_conn.c       connections
 *     names.c          a server's certificates by name
 *     sessions.c       resumption; sessions_*.c and tickets_*.c, by probe
 *     early_*.c        0-RTT, by probe
 *     staple*.c        OCSP responses, by probe
 */
#pragma once
#include "backends/openssl/lib.h"

struct tb_ctx {
    tb_lib *lib;
    SSL_CTX *ssl_ctx;
    bool server, verify_peer, demand_staple;
    bool schemes_tried; /* schemes_fixed.c: what further contexts of this one need not try again */
    enum tb_resumption resumption;
    unsigned tickets;    /* for a server */
    uint32_t early_data; /* maximum bytes; 0: none */
    int64_t now;
    char *host;             /* owned; NULL: neither SNI nor a name to verify */
    struct tb_named *named; /* owned; names.c; NULL: one certificate for all names */
    uint8_t *staple;        /* owned; sent by the server to clients that ask for a staple */
    size_t staple_len;
};

struct tb_conn {
    tb_ctx *ctx;
    SSL *ssl;
    bool close_sent;
    bool tickets_queued;     /* server: tickets in addition to those that the handshake itself sends */
    bool stapled;            /* client: the required staple was received */
    enum tb_refusal refusal; /* set when a call fails */
    size_t early_len;        /* 0-RTT bytes written */
    SSL_SESSION *offered;    /* owned; the offered session; NULL: none */
    SSL_SESSION *newest;     /* owned; if the library passes sessions to a callback */
    struct tb_bio_state io;  /* the callback transport; with a socket only end_of_stream is used */
};

/* names.c.  With the server's name in the hello, which it also verifies. */
enum tb_status tb_set_names(tb_ctx *ctx, const struct tb_tls_config *config);
void tb_free_names(struct tb_named *named);
enum tb_status tb_name_server(tb_conn *conn, const char *host);

/* All settings but the names: for ctx->ssl_ctx, which is new. */
enum tb_status tb_configure(tb_ctx *ctx, const struct tb_tls_config *config);

enum tb_status tb_openssl_ctx_create(tb_lib *lib, tb_ctx **out, const struct tb_tls_config *config);
void tb_openssl_ctx_destroy(tb_ctx *ctx);

enum tb_status tb_ctx_set_versions(SSL_CTX *ctx, const struct tb_tls_config *config);
enum tb_status tb_versions_there(uint16_t min, uint16_t max); /* 0: no bound.  Returns TB_UNSUPPORTED if a version is
                                                               * missing */
enum tb_status tb_ctx_set_tls12_suites(SSL_CTX *ctx, const struct tb_tls_config *config);
enum tb_status tb_ctx_set_groups(SSL_CTX *ctx, const struct tb_tls_config *config);
enum tb_status tb_one_key_share(tb_ctx *ctx,
                                const struct tb_tls_config *config); /* after the lists; or TB_UNSUPPORTED */
enum tb_status tb_ctx_set_schemes(tb_ctx *ctx, const struct tb_tls_config *config); /* schemes_*.c, by probe */

/* Maps the failure of the call that returned `result` to TB_WANT_... or an error status. */
enum tb_status tb_explain(tb_conn *conn, int result);
int tb_int_len(size_t len);

enum tb_status tb_set_resumption(tb_ctx *ctx, const struct tb_tls_config *config);
enum tb_status tb_session_take(tb_conn *conn, tb_session_state **out);
enum tb_status tb_session_offer(tb_conn *conn, tb_session_state *state);
void tb_session_release(tb_session_state *state);
/* sessions_*.c.  Returns a new reference to the newest session of a client, resumable or not; NULL: none. */
void tb_keep_sessions(SSL_CTX *ctx);
SSL_SESSION *tb_newest_session(tb_conn *conn);
/* tickets_*.c.  Tickets of a TLS 1.3 server.  They must have been sent when handshake returns TB_OK.  A client sends
 * none, but the setting may still be refused. */
enum tb_status tb_set_tickets(tb_ctx *ctx, unsigned tickets);
enum tb_status tb_send_tickets(tb_conn *conn);

/* early_*.c */
enum tb_status tb_set_early_data(tb_ctx *ctx);
bool tb_allows_early_data(const SSL_SESSION *session);
enum tb_status tb_early_write(tb_conn *conn, size_t *done, const void *src, size_t len);
enum tb_status tb_early_read(tb_conn *conn, size_t *done, void *dst, size_t cap);
int tb_early_handshake(tb_conn *conn); /* SSL_do_handshake for a context with early data */
bool tb_early_accepted(const tb_conn *conn);

/* staple_send_*.c, staple_check_*.c */
enum tb_status tb_send_staple(tb_ctx *ctx);
enum tb_status tb_demand_staple(tb_ctx *ctx);
