/* TLS 1.3 suites in a library that lets them be chosen. */
#include "backends/openssl/lib.h"
#include "backends/openssl/tls/left_out.h"
#include "core/algorithms.h"
#include "core/text.h"

enum tb_status tb_ctx_set_tls13_suites(SSL_CTX *ctx, const struct tb_tls_config *config)
{
    struct tb_text list;
    char unknown[8], why[TB_LEFT_OUT_CAP];
    tb_text_init(&list, 1024);
    for (size_t i = 0; i < config->num_suites; i++)
        if (config->suites[i] >> 8 == 0x13)
            tb_text_printf(&list, "%s%s", list.len ? ":" : "", tb_suite_name(config->suites[i], unknown));
    enum tb_status status = TB_OK;
    if (list.len && !SSL_CTX_set_ciphersuites(ctx, list.data))
        status = tb_fail(TB_UNSUPPORTED, "a cipher suite of %s is not in this library%s", list.data,
                         tb_left_out_suites(why, config->suites, config->num_suites));
    tb_text_free(&list);
    return status;
}
