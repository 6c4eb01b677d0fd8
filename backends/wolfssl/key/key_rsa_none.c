/* A build without RSA, or without the padding that TLS 1.3 requires. */
#include "backends/wolfssl/key/key.h"

static const char lacks[] = "RSA with PSS (build without --disable-rsa, and with --enable-rsapss)";

const struct key_kind tb_rsa_keys = {.name = "RSA", .lacks = lacks, .oid = KEY_OID_RSA};

enum tb_status tb_rsa_premaster_encrypt(tb_key *key, struct tb_buf *ciphertext, struct tb_bytes premaster)
{
    (void)key, (void)ciphertext, (void)premaster;
    return tb_lacks(lacks);
}

enum tb_status tb_rsa_premaster_decrypt(tb_key *key, struct tb_buf *premaster, uint16_t client_version,
                                        struct tb_bytes ciphertext)
{
    (void)key, (void)premaster, (void)client_version, (void)ciphertext;
    return tb_lacks(lacks);
}
