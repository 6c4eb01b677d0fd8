/* tls.h - contexts and connections: tls_ctx.c makes the one, tls_conn.c runs the other. */
#pragma once
#include "lib.h"

struct tb_ctx {
    tb_lib *lib;
    SSL_CTX *ssl_ctx;
    bool server, verify_peer; /* verify_peer: of a client only */
    char *host;               /* owned; NULL: neither SNI nor a name to verify */
};

struct tb_conn {
    tb_ctx *ctx;
    SSL *ssl;
    bool close_sent;
    struct tb_bio_state io; /* the transport of callbacks; for a socket only end_of_stream is used */
};

enum tb_status tb_openssl_ctx_create(tb_lib *lib, tb_ctx **out, const struct tb_tls_config *config);
void tb_openssl_ctx_destroy(tb_ctx *ctx);
