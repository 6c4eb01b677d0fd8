/* A build without the TLS 1.2 PRF. */
#include "backends/wolfssl/hash.h"

enum tb_status tb_prf(tb_lib *lib, struct tb_buf *dst, uint16_t hash, struct tb_bytes secret, struct tb_bytes label,
                      struct tb_bytes seed)
{
    (void)lib, (void)dst, (void)hash, (void)secret, (void)label, (void)seed;
    return tb_lacks("PRF of TLS 1.2 (build without --disable-tlsv12)");
}
