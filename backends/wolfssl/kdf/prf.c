/* The TLS 1.2 PRF, as wolfSSL's own TLS calls it. */
#include "backends/wolfssl/hash.h"
#include <wolfssl/wolfcrypt/kdf.h>

/* wolfSSL identifies the hash of the PRF as TLS does. */
enum tb_status tb_prf(tb_lib *lib, struct tb_buf *dst, uint16_t hash, struct tb_bytes secret, struct tb_bytes label,
                      struct tb_bytes seed)
{
    (void)lib;
    if (tb_digest_len(tb_hash_by_id(hash)) == 0)
        return tb_no_hash(hash);
    int code = wc_PRF_TLS(dst->data, (word32)dst->cap, tb_data(secret), (word32)secret.len, tb_data(label),
                          (word32)label.len, tb_data(seed), (word32)seed.len, 1, hash, NULL, INVALID_DEVID);
    return tb_filled(dst, code, "the PRF of TLS 1.2");
}
