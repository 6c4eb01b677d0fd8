/* tls.h - contexts and connections: tls_ctx.c makes the one, tls_conn.c runs the other, and several files, chosen by
 * probes, do what wolfSSL's releases and builds do differently. */
#pragma once
#include "lib.h"

enum { TLS12 = 0x0303, TLS13 = 0x0304 };

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
};

struct tb_conn {
    tb_ctx *ctx;
    WOLFSSL *wolf;
    struct tb_transport transport;
    bool end_of_stream, send_blocked; /* what the callbacks said last */
    enum { CLOSE_NOT_SENT, CLOSE_PENDING, CLOSE_SENT } closing;
};

enum tb_status tb_wolfssl_ctx_create(tb_lib *lib, tb_ctx **out, const struct tb_tls_config *config);
void tb_wolfssl_ctx_destroy(tb_ctx *ctx);

/* Adds the PEM's certificates to those the context trusts. */
enum tb_status tb_trust(tb_ctx *ctx, struct tb_bytes pem);
