/* tls.h - contexts and connections: tls_ctx.c makes contexts, tls_conn.c runs connections, and several files, chosen by
 * probes, cover the differences between wolfSSL's releases and builds. */
#pragma once
#include "backends/wolfssl/lib.h"
#include "backends/wolfssl/trust/crls.h"
#include "core/iana.h"
#include <stdatomic.h>

/* A server's own key, if this backend seals tickets: tickets_kept_sealed_here.c. */
struct tb_ticket_key {
    byte name[16], secret[32];
};

struct tb_ctx {
    tb_lib *lib;
    WOLFSSL_CTX *wolf;
    bool server, verify_peer;
    uint16_t pinned[WOLFSSL_MAX_GROUP_COUNT]; /* pins.h: the groups of a server with only TLS 1.2 */
    size_t num_pinned;
    char *host;             /* owned; NULL: neither SNI nor a name to verify */
    struct tb_named *named; /* owned; names.h; NULL: one certificate for all names */
    int64_t now;            /* pretend_time.h; 0: the real clock */
    byte *roots;            /* owned; intermediates.h: the PEM, kept if the build has to load it again */
    size_t roots_len;
    pthread_rwlock_t trusted; /* intermediates.h */
    atomic_uint in_need;      /* intermediates.h: number of its connections */
    struct tb_crls *crls;     /* owned; NULL: revocation is not checked */
    byte *staple;             /* owned; server: the OCSP response that it sends; NULL: none */
    size_t staple_len;
    bool demands_staple; /* client */
    enum tb_resumption resumption;
    unsigned tickets;
    struct tb_ticket_key ticket_key;
    uint32_t early_data; /* maximum bytes */
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
    bool end_of_stream, send_blocked; /* the last results of the callbacks */
    bool in_need;                     /* intermediates.h */
    enum { CLOSE_NOT_SENT, CLOSE_PENDING, CLOSE_SENT } closing;
    struct tb_ticket offered; /* of the session that was offered */
    bool offered_verified;    /* whether that session's peer was verified */
    uint32_t early_sent;      /* bytes of 0-RTT data */
    bool accepted;            /* wolfSSL's part of the handshake is finished */
    unsigned further_tickets; /* server: tickets made, except the first */
    bool ticket_waits;        /* the last of them was not sent completely */
    enum tb_refusal refusal;
};

enum tb_status tb_wolfssl_ctx_create(tb_lib *lib, tb_ctx **out, const struct tb_tls_config *config);
void tb_wolfssl_ctx_destroy(tb_ctx *ctx);

/* The library's context for one that has its first fields, and all its settings.  On failure ctx->wolf may be set,
 * too. */
enum tb_status tb_open_library(tb_ctx *ctx, const struct tb_tls_config *config);
/* Replaces the context's certificate. */
enum tb_status tb_set_identity(tb_ctx *ctx, struct tb_bytes chain_pem, struct tb_bytes key_pem);

/* Steps of creating a context: the requirements for its peer (tls_verify.c), and OCSP stapling (one of two files). */
enum tb_status tb_set_verification(tb_ctx *ctx, const struct tb_tls_config *config);
enum tb_status tb_set_stapling(tb_ctx *ctx, const struct tb_tls_config *config);
enum tb_status tb_ask_for_staple(tb_conn *conn); /* for a new connection, if its context demands a staple */

/* The server's name in the hello (SNI), one of two files: checks the setting of a context, and sets that of a
 * connection. */
enum tb_status tb_check_name(tb_ctx *ctx, const struct tb_tls_config *config);
int tb_send_name(tb_conn *conn, const char *host); /* wolfSSL's code */

/* Call around everything that may verify a certificate: sets the context's time and revocation lists, and keeps its
 * trusted certificates from being removed. */
enum tb_status tb_enter(tb_conn *conn);
void tb_leave(tb_conn *conn);

/* Maps the failure of a call to a status; `result` is what the call returned. */
enum tb_status tb_explain(tb_conn *conn, int result, const char *call);

/* Sends data that did not fit into the transport before. */
enum tb_status tb_flush(tb_conn *conn, const char *call);

/* As in struct tb_negotiated. */
bool tb_peer_verified(tb_conn *conn);

/* Adds the PEM's certificates to those the context trusts. */
enum tb_status tb_trust(tb_ctx *ctx, struct tb_bytes pem);
