/* The table, the state of the process, and error texts. */
#include "backends/openssl/describe/describe.h"
#include <dlfcn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The last failure of this thread.  `said`: the text was set by this backend in a call that has not ended yet. */
static _Thread_local struct {
    char text[512];
    bool said;
} failure;

enum tb_status tb_fail(enum tb_status status, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(failure.text, sizeof failure.text, format, args);
    va_end(args);
    failure.said = true;
    return status;
}

/* Formats the newest entry of the library's error queue. */
static void take_words(char *dst, size_t cap)
{
    const char *data = NULL;
    int flags = 0;
    unsigned long code = ERR_peek_last_error_all(NULL, NULL, NULL, &data, &flags);
    bool has_data = data && *data;
    const char *reason = code ? ERR_reason_error_string(code) : NULL;
    if (code)
        snprintf(dst, cap, "%s%s%s", reason ? reason : "unknown error", has_data ? ": " : "", has_data ? data : "");
    else
        snprintf(dst, cap, "the library gives no reason");
}

enum tb_status tb_keep_failure(enum tb_status status)
{
    if (!failure.said)
        take_words(failure.text, sizeof failure.text);
    failure.said = false;
    ERR_clear_error();
    return status;
}

static size_t error_text(tb_lib *lib, char *dst, size_t cap)
{
    (void)lib;
    if (cap == 0)
        return 0;
    snprintf(dst, cap, "%s", failure.text);
    failure.text[0] = '\0';
    return strlen(dst);
}

/* Finds the file that contains a function's code: this module if the library is linked into it. */
static void find_image(char *image, size_t cap, uintptr_t function)
{
    Dl_info where;
    if (dladdr((void *)function, &where) && where.dli_fname)
        snprintf(image, cap, "%s", where.dli_fname);
}

static void lib_close(tb_lib *lib)
{
    if (!lib)
        return;
    BIO_meth_free(lib->bio_method);
    free(lib);
}

static enum tb_status open_library(tb_lib **out, const char *options)
{
    *out = NULL;
    if (options && *options)
        return tb_fail(TB_ERROR,
                       "the openssl backend has no options, and \"%s\" was given; leave --backend-options "
                       "out",
                       options);
    tb_lib *lib = calloc(1, sizeof *lib);
    if (!lib)
        return tb_fail(TB_ERROR, "out of memory");
    lib->info = (struct tb_info){
        .instance = TB_INSTANCE,
        .version = lib->release.version,
        .date = lib->release.date,
        .date_of = lib->release.date_of,
        .says = lib->says,
        .headers = lib->headers,
        .build = lib->build,
        .cpu = lib->cpu,
        .image = lib->image,
        .tls_image = lib->tls_image,
        .linkage = TB_LINKAGE,
        .missing = lib->missing,
        .origin = tb_origin,
    };
    tb_describe(lib);
    find_image(lib->image, sizeof lib->image, (uintptr_t)EVP_DigestInit_ex);
    find_image(lib->tls_image, sizeof lib->tls_image, (uintptr_t)SSL_CTX_new);
    lib->bio_method = tb_bio_method_new();
    if (!lib->bio_method) {
        lib_close(lib);
        return TB_ERROR;
    }
    *out = lib;
    return TB_OK;
}

static enum tb_status lib_open(tb_lib **out, const char *options)
{
    return tb_settle_slow(open_library(out, options));
}

static const struct tb_info *lib_info(tb_lib *lib)
{
    return &lib->info;
}

__attribute__((visibility("default"))) extern const struct tb_backend tb_backend;
const struct tb_backend tb_backend = {
    .abi = TB_BACKEND_ABI,
    .struct_size = sizeof(struct tb_backend),
    .name = "openssl",
    .one_thread = TB_ONE_THREAD,
    .open = lib_open,
    .close = lib_close,
    .info = lib_info,
    .supports = tb_openssl_supports,
    .error_text = error_text,
    .kx = &tb_openssl_kx,
    .key = &tb_openssl_key,
    .aead = &tb_openssl_aead,
    .hash = &tb_openssl_hash,
    .tls = &tb_openssl_tls,
    .trust = &tb_openssl_trust,
};
