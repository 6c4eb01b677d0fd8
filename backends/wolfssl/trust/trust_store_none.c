/* A build whose manager permanently trusts every intermediate that it has seen. */
#include "backends/wolfssl/trust/trust.h"

enum tb_status tb_store_create(tb_lib *lib, tb_store **out, const struct tb_trust_config *config)
{
    (void)lib;
    (void)config;
    *out = NULL;
    return tb_fail(TB_UNSUPPORTED,
                   "this wolfSSL cannot verify a chain outside a connection and then discard its certificates (5.7 or "
                   "later, static, and the wolfssl/internal.h of its source beside wolfssl/ssl.h in the prefix)");
}

void tb_store_destroy(tb_store *store)
{
    (void)store;
}

enum tb_status tb_store_verify(tb_store *store, enum tb_refusal *why, const struct tb_bytes *chain, size_t num,
                               const char *host, int64_t now)
{
    (void)store;
    (void)chain;
    (void)num;
    (void)host;
    (void)now;
    *why = TB_REFUSED_NOTHING;
    return tb_fail(TB_ERROR, "there is no store");
}
