/* The identity of the loaded library.  wolfSSL does not report at run time how it was built; its wolfssl/options.h, on
 * which the layout of its structures depends, does. */
#include "backends/wolfssl/lib.h"
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <wolfssl/version.h>

/* Lists the fast code that this build lacks. */
static void list_missing(char *dst, size_t cap)
{
    const char *const missing[] = {TB_MISSING_AESNI, TB_MISSING_SPEEDUP, TB_MISSING_SP};
    size_t len = 0;
    dst[0] = '\0';
    for (size_t i = 0; i < sizeof missing / sizeof *missing && len < cap; i++)
        if (missing[i])
            len += (size_t)snprintf(dst + len, cap - len, "%s%s", len ? "; " : "", missing[i]);
}

void tb_describe(tb_lib *lib)
{
    Dl_info where = {0};
    const void *code = (const void *)(uintptr_t)wolfSSL_lib_version;
    snprintf(lib->says, sizeof lib->says, "%s", wolfSSL_lib_version());
    tb_release_of(&lib->release, lib->says, lib->says);
    snprintf(lib->build, sizeof lib->build, "%s", &TB_BUILD_OPTIONS[TB_BUILD_OPTIONS[0] == ' ']);
    snprintf(lib->image, sizeof lib->image, "%s", dladdr(code, &where) && where.dli_fname ? where.dli_fname : "");
    list_missing(lib->missing, sizeof lib->missing);
    lib->info = (struct tb_info){
        .instance = TB_INSTANCE,
        .product = "wolfSSL",
        .version = lib->release.version,
        .date = lib->release.date,
        .date_of = lib->release.date_of,
        .says = lib->says,
        .headers = LIBWOLFSSL_VERSION_STRING,
        .build = lib->build,
        .cpu = tb_cpu_features(lib->cpu, sizeof lib->cpu),
        .image = lib->image,
        .tls_image = lib->image,
        .linkage = TB_LINKAGE,
        .missing = lib->missing,
        .origin = tb_origin,
    };
}
