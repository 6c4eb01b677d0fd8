/* Signature schemes in a library that lets them be chosen.  Both ends are pinned: the server signs only with these, the
 * client accepts only these. */
#include "backends/openssl/tls/left_out.h"
#include "backends/openssl/tls/tls.h"
#include "core/algorithms.h"
#include "core/text.h"

enum tb_status tb_ctx_set_schemes(tb_ctx *ctx, const struct tb_tls_config *config)
{
    struct tb_text list;
    char unknown[8], why[TB_LEFT_OUT_CAP];
    tb_text_init(&list, 1024);
    for (size_t i = 0; i < config->num_schemes; i++)
        tb_text_printf(&list, "%s%s", list.len ? ":" : "", tb_scheme_name(config->schemes[i], unknown));
    enum tb_status status = TB_OK;
    if (list.len && !SSL_CTX_set1_sigalgs_list(ctx->ssl_ctx, list.data))
        status = tb_fail(TB_UNSUPPORTED, "a signature scheme of %s is not in this library%s", list.data,
                         tb_left_out_schemes(why, config->schemes, config->num_schemes));
    tb_text_free(&list);
    return status;
}
