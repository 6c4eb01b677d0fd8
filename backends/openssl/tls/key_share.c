/* Ensures a single key share: the harness requires it of a client with several groups, so that the cost of its
 * handshakes is defined.  OpenSSL sends one for the first group of a list without asterisks, BoringSSL and AWS-LC two
 * for a list of classical and post-quantum groups, LibreSSL 4.3 one for each of the first two groups.  So the
 * ClientHello is made and its shares are counted. */
#include "backends/openssl/tls/hello.h"
#include "backends/openssl/tls/tls.h"
#include "core/hellos.h"

enum { CAP = 8192 }; /* a share of X25519MLKEM768 has 1216 bytes */

enum tb_status tb_one_key_share(tb_ctx *ctx, const struct tb_tls_config *config)
{
    uint8_t flight[CAP];
    if (config->server || config->num_groups < 2)
        return TB_OK;
    size_t len = tb_first_flight(ctx->ssl_ctx, flight, sizeof flight);
    if (len == 0)
        return TB_ERROR;
    struct tb_hellos hellos = {0};
    tb_hellos_add(&hellos, flight, len);
    if (hellos.shares <= 1) /* TLS 1.2 has none */
        return TB_OK;
    return tb_fail(TB_UNSUPPORTED, "this library sends %zu key shares for these groups instead of one", hellos.shares);
}
