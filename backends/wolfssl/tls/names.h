/* names.h - the certificates that a server chooses from by the name in the hello: names.c, with one of two files for
 * what it keeps of each, or names_none.c.
 *
 *   names_contexts.c  a build with OPENSSL_EXTRA: a context for each
 *   names_buffers.c   other builds cannot change a connection's context: DER, which is given to the connection
 */
#pragma once
#include "backends/wolfssl/tls/tls.h"

enum tb_status tb_set_names(tb_ctx *ctx, const struct tb_tls_config *config); /* before the default certificate */
void tb_free_names(struct tb_named *named);

/* What is kept of one certificate: {NULL}, or made by tb_keep_certificate, whether that succeeded or not. */
struct tb_kept {
    WOLFSSL_CTX *wolf; /* names_contexts.c */
    byte *der;         /* names_buffers.c: the chain, then the key */
    word32 chain_len, key_len;
};
enum tb_status tb_keep_certificate(tb_ctx *ctx, struct tb_kept *kept, const struct tb_tls_config *config);
bool tb_present_certificate(WOLFSSL *wolf, const struct tb_kept *kept);
void tb_drop_certificate(struct tb_kept *kept);
