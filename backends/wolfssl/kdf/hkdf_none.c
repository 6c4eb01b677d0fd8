/* A build without HKDF, or without the labels of TLS 1.3. */
#include "backends/wolfssl/hash.h"

static const char lacks[] = "HKDF of TLS 1.3 (--enable-hkdf, and build without --disable-tls13)";

enum tb_status tb_hkdf_extract(tb_lib *lib, struct tb_buf *dst, uint16_t hash, struct tb_bytes salt,
                               struct tb_bytes secret)
{
    (void)lib, (void)dst, (void)hash, (void)salt, (void)secret;
    return tb_lacks(lacks);
}

enum tb_status tb_hkdf_expand(tb_lib *lib, struct tb_buf *dst, uint16_t hash, struct tb_bytes secret,
                              struct tb_bytes info)
{
    (void)lib, (void)dst, (void)hash, (void)secret, (void)info;
    return tb_lacks(lacks);
}

enum tb_status tb_hkdf_expand_label(tb_lib *lib, struct tb_buf *dst, uint16_t hash, struct tb_bytes secret,
                                    struct tb_bytes label, struct tb_bytes context)
{
    (void)lib, (void)dst, (void)hash, (void)secret, (void)label, (void)context;
    return tb_lacks(lacks);
}
