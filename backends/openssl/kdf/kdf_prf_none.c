/* No callable TLS 1.2 PRF: BoringSSL builds that do not export theirs. */
#include "backends/openssl/kdf/kdf.h"

enum tb_status tb_tls12_prf(struct tb_buf *dst, const EVP_MD *md, struct tb_bytes secret, struct tb_bytes label,
                            struct tb_bytes seed)
{
    (void)dst;
    (void)md;
    (void)secret;
    (void)label;
    (void)seed;
    return tb_fail(TB_UNSUPPORTED, "this library does not export the PRF of TLS 1.2");
}
