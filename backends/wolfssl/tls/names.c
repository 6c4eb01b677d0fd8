/* The callback is made when the hello was read; it is made also if the client sends no name. */
#include "backends/wolfssl/tls/names.h"
#include <stdlib.h>

struct tb_named {
    size_t (*find)(void *finder, const char *name, size_t len);
    void *finder;
    size_t num;
    struct tb_kept all[];
};

static int change_certificate(WOLFSSL *wolf, int *alert, void *arg)
{
    const struct tb_named *named = arg;
    void *name = NULL;
    size_t len = wolfSSL_SNI_GetRequest(wolf, WOLFSSL_SNI_HOST_NAME, &name);
    size_t place = named->find(named->finder, name ? name : "", name ? len : 0);
    if (place < named->num && tb_present_certificate(wolf, &named->all[place]))
        return 0;
    *alert = place < named->num ? internal_error : unrecognized_name;
    return fatal_return;
}

enum tb_status tb_set_names(tb_ctx *ctx, const struct tb_tls_config *config)
{
    const struct tb_credentials *asked = &config->named;
    if (asked->num == 0)
        return TB_OK;
    if (!config->server || config->resumption != TB_RESUME_NONE || config->staple.len)
        return tb_fail(TB_UNSUPPORTED, "certificates by name are a server's, without resumption and staple");
    struct tb_named *named = calloc(1, sizeof *named + asked->num * sizeof *named->all);
    if (!named)
        return tb_fail(TB_ERROR, "out of memory");
    ctx->named = named;
    named->find = asked->find;
    named->finder = asked->finder;
    enum tb_status status = TB_OK;
    for (; named->num < asked->num && status == TB_OK; named->num++) {
        struct tb_tls_config one = *config;
        one.chain_pem = asked->all[named->num].chain_pem;
        one.key_pem = asked->all[named->num].key_pem;
        one.named.num = 0;
        status = tb_keep_certificate(ctx, &named->all[named->num], &one);
    }
    wolfSSL_CTX_set_servername_callback(ctx->wolf, change_certificate);
    wolfSSL_CTX_set_servername_arg(ctx->wolf, named);
    return status;
}

void tb_free_names(struct tb_named *named)
{
    for (size_t i = 0; named && i < named->num; i++)
        tb_drop_certificate(&named->all[i]);
    free(named);
}
