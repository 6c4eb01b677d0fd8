/* fault_careless.c - accepts every certificate, and derives the same keys from any input. */
#include "tests/fault/fault.h"
#include <stdlib.h>
#include <string.h>

static enum tb_status fill(struct tb_buf *dst)
{
    memset(dst->data, 0x55, dst->cap);
    dst->len = dst->cap;
    return TB_OK;
}

static enum tb_status extract(tb_lib *lib, struct tb_buf *dst, uint16_t hash, struct tb_bytes salt,
                              struct tb_bytes secret)
{
    (void)lib, (void)hash, (void)salt, (void)secret;
    return fill(dst);
}

static enum tb_status expand_label(tb_lib *lib, struct tb_buf *dst, uint16_t hash, struct tb_bytes secret,
                                   struct tb_bytes label, struct tb_bytes context)
{
    (void)lib, (void)hash, (void)secret, (void)label, (void)context;
    return fill(dst);
}

static enum tb_status prf(tb_lib *lib, struct tb_buf *dst, uint16_t hash, struct tb_bytes secret, struct tb_bytes label,
                          struct tb_bytes seed)
{
    (void)lib, (void)hash, (void)secret, (void)label, (void)seed;
    return fill(dst);
}

/* Handles are opaque blocks of memory. */
static enum tb_status parse(tb_lib *lib, tb_cert **out, struct tb_bytes der)
{
    (void)lib, (void)der;
    *out = malloc(1);
    return *out ? TB_OK : TB_ERROR;
}

static void cert_destroy(tb_cert *cert)
{
    free(cert);
}

static enum tb_status store_create(tb_lib *lib, tb_store **out, const struct tb_trust_config *config)
{
    (void)lib, (void)config;
    *out = malloc(1);
    return *out ? TB_OK : TB_ERROR;
}

static void store_destroy(tb_store *store)
{
    free(store);
}

static enum tb_status verify(tb_store *store, enum tb_refusal *why, const struct tb_bytes *chain, size_t num,
                             const char *host, int64_t now)
{
    (void)store, (void)chain, (void)num, (void)host, (void)now;
    *why = TB_REFUSED_NOTHING;
    return TB_OK;
}

const struct tb_hash_ops fault_careless_hash_ops = {.extract = extract, .expand_label = expand_label, .prf = prf};
const struct tb_trust_ops fault_careless_trust_ops = {.parse = parse,
                                                      .cert_destroy = cert_destroy,
                                                      .store_create = store_create,
                                                      .store_destroy = store_destroy,
                                                      .verify = verify};
