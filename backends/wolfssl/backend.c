/* The backend's one symbol, and functions for the library as a whole. */
#include "backends/wolfssl/lib.h"
#include <stdlib.h>

__attribute__((visibility("default"))) extern const struct tb_backend tb_backend;

static void lib_close(tb_lib *lib)
{
    if (!lib)
        return;
    tb_rng_close(lib);
    wolfSSL_Cleanup();
    free(lib);
}

static enum tb_status lib_open(tb_lib **out, const char *options)
{
    *out = NULL;
    if (options && *options)
        return tb_fail(TB_ERROR,
                       "the wolfssl backend has no options, and \"%s\" was given; leave --backend-options "
                       "out",
                       options);
    int code = wolfSSL_Init();
    if (code != WOLFSSL_SUCCESS)
        return tb_fail_code(TB_ERROR, code, "wolfSSL_Init");
    tb_lib *lib = calloc(1, sizeof *lib);
    enum tb_status status = lib ? tb_rng_open(lib) : tb_fail(TB_ERROR, "out of memory");
    if (status != TB_OK) {
        free(lib);
        wolfSSL_Cleanup();
        return status;
    }
    tb_describe(lib);
    *out = lib;
    return TB_OK;
}

static const struct tb_info *lib_info(tb_lib *lib)
{
    return &lib->info;
}

const struct tb_backend tb_backend = {
    .abi = TB_BACKEND_ABI,
    .struct_size = sizeof(struct tb_backend),
    .name = "wolfssl",
    .one_thread = TB_ONE_THREAD,
    .open = lib_open,
    .close = lib_close,
    .info = lib_info,
    .supports = tb_wolfssl_supports,
    .error_text = tb_wolfssl_error_text,
    .kx = &tb_wolfssl_kx,
    .key = &tb_wolfssl_key,
    .aead = &tb_wolfssl_aead,
    .hash = &tb_wolfssl_hash,
    .trust = &tb_wolfssl_trust,
    .tls = &tb_wolfssl_tls,
};
