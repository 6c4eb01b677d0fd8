/* Does this library have a TLS version?  OpenSSL's setters accept a version that it was configured without (no-tls1_2,
 * no-tls1_3), and only the handshake fails.  Its headers tell: a trial would cost the library's first context a
 * ClientHello, and that context is measured. */
#include "backends/openssl/compat.h"
#include "backends/openssl/tls/tls.h"
#include "core/algorithms.h"

static bool is_there(uint16_t version)
{
    const char *left_out = version == TB_TLS12 ? TB_LEFT_OUT_TLS12 : TB_LEFT_OUT_TLS13;
    return !*left_out;
}

enum tb_status tb_versions_there(uint16_t min, uint16_t max)
{
    for (int version = TB_TLS12; version <= TB_TLS13; version++)
        if (version >= min && (max == 0 || version <= max) && is_there((uint16_t)version))
            return TB_OK;
    if (max == TB_TLS12)
        return tb_fail(TB_UNSUPPORTED, "TLS 1.2 is not in this library" TB_LEFT_OUT_TLS12);
    if (min == TB_TLS13)
        return tb_fail(TB_UNSUPPORTED, "TLS 1.3 is not in this library" TB_LEFT_OUT_TLS13);
    return tb_fail(TB_UNSUPPORTED, "none of the TLS versions 0x%04x to 0x%04x is in this library", min, max);
}
