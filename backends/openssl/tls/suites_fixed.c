/* TLS 1.3 suites in BoringSSL, which chooses them itself: AES-128-GCM on processors with AES instructions,
 * ChaCha20-Poly1305 on others.  A setting is accepted if it lists what the library will choose; anything else is
 * refused, because it would be ignored. */
#include "backends/openssl/lib.h"
#include "core/iana.h"

static uint16_t chosen(void)
{
    return EVP_has_aes_hardware() ? TB_SUITE_AES_128_GCM_SHA256 : TB_SUITE_CHACHA20_POLY1305_SHA256;
}

enum tb_status tb_ctx_set_tls13_suites(SSL_CTX *ctx, const struct tb_tls_config *config)
{
    (void)ctx;
    size_t asked = 0;
    for (size_t i = 0; i < config->num_suites; i++) {
        if (config->suites[i] == chosen())
            return TB_OK;
        asked += config->suites[i] >> 8 == 0x13;
    }
    if (asked == 0)
        return TB_OK;
    return tb_fail(TB_UNSUPPORTED, "this library has no way to set TLS 1.3 cipher suites; it chooses 0x%04x here",
                   chosen());
}
