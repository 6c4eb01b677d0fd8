/* tls.h - contexts and connections: tls_ctx.c makes the one, tls_conn.c runs the other, and several files, chosen by
 * probes, do what wolfSSL's releases and builds do differently. */
#pragma once
#include "backends/wolfssl/lib.h"
#include "backends/wolfssl/trust/crls.h"
#include "core/iana.h"
#include <stdatomic.h>

/* Of a server's own, where tickets are sealed by this backend: tickets_kept_sealed_here.c. */
struct tb_ticket_key {
    byte name[16], secret[32];
};

struct tb_ctx {
    tb_lib *lib;
    WOLFSSL_CTX *wolf;
    bool server, verify_peer;
    uint16_t pinned[WOLFSSL_MAX_GROUP_COUNT]; /* pins.h: the groups of a server that speaks TLS 1.2 and nothing else */
    size_t num_pinned;
    char *host;  /* owned; NULL: neither SNI nor a name to verify */
    int64_t now; /* pretend_time.h; 0: the real clock */
    byte *roots; /* owned; intermediates.h: the PEM, kept by builds that have to load it again */
    size_t roots_len;
    pthread_rwlock_t trusted; /* intermediates.h */
    atomic_uint in_need;      /* intermediates.h: of its connections */
    struct tb_crls *crls;     /* owned; NULL: nobody asks about revocation */
    byte *staple;             /* owned; server: the OCSP response that it hands out; NULL: none */
    size_t staple_len;
    bool demands_staple; /* client */
    enum tb_resumption resumption;
    unsigned tickets;
    struct tb_ticket_key ticket_key;
    uint32_t early_data; /* bytes, at most */
};

/* The start of a session ticket, enough to tell it from others. */
struct tb_ticket {
    byte start[64];
    size_t len; /* 0: none */
};

struct tb_conn {
    tb_ctx *ctx;
    WOLFSSL *wolf;
    struct tb_transport transport;
    bool end_of_stream, send_blocked; /* what the callbacks said last */
    bool in_need;                     /* intermediates.h */
    enum { CLOSE_NOT_SENT, CLOSE_PENDING, CLOSE_SENT } closing;
    struct tb_ticket offered; /* of the session that was offered */
    bool offered_verified;    /* and whether its peer had been verified */
    uint32_t early_sent;      /* bytes of 0-RTT data */
    bool accepted;            /* wolfSSL's part of the handshake is over */
    unsigned further_tickets; /* of a server's, made: all but the first */
    bool ticket_waits;        /* the last of them has not gone out whole */
    enum tb_refusal refusal;
};

enum tb_status tb_wolfssl_ctx_create(tb_lib *lib, tb_ctx **out, const struct tb_tls_config *config);
void tb_wolfssl_ctx_destroy(tb_ctx *ctx);

/* Steps of making a context: what this side demands of its peer, tls_verify.c; and OCSP stapling, one of two files. */
enum tb_status tb_set_verification(tb_ctx *ctx, const struct tb_tls_config *config);
enum tb_status tb_set_stapling(tb_ctx *ctx, const struct tb_tls_config *config);
enum tb_status tb_ask_for_staple(tb_conn *conn); /* a new connection, if its context demands one */

/* The server's name in the hello (SNI), one of two files: whether a context can have one, and a connection's. */
enum tb_status tb_check_name(tb_ctx *ctx, const struct tb_tls_config *config);
int tb_send_name(tb_conn *conn, const char *host); /* wolfSSL's code */

/* Around everything that may verify a certificate: the time and the revocation lists are the context's, and nobody
 * takes away what it trusts. */
enum tb_status tb_enter(tb_conn *conn);
void tb_leave(tb_conn *conn);

/* Why a call did not succeed; `result` is what it returned. */
enum tb_status tb_explain(tb_conn *conn, int result, const char *call);

/* Sends what did not fit into the transport before. */
enum tb_status tb_flush(tb_conn *conn, const char *call);

/* As struct tb_negotiated has it. */
bool tb_peer_verified(tb_conn *conn);

/* Adds the PEM's certificates to those the context trusts. */
enum tb_status tb_trust(tb_ctx *ctx, struct tb_bytes pem);
