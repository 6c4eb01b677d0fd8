/* The identity of BoringSSL and AWS-LC.  BoringSSL has no releases, only an API version in its headers; tb_release_of
 * finds its commit. */
#include "backends/openssl/describe/describe.h"
#include <openssl/crypto.h>
#include <stdio.h>
#include <string.h>

void tb_describe(tb_lib *lib)
{
    const char *text = OpenSSL_version(OPENSSL_VERSION);
    bool assembly = CRYPTO_has_asm();
    lib->info.product = strstr(text, "BoringSSL") ? "BoringSSL" : "AWS-LC";
    snprintf(lib->says, sizeof lib->says, "%s", text);
    tb_release_of(&lib->release, text, TB_HEADERS_VERSION);
    snprintf(lib->headers, sizeof lib->headers, "%s", TB_HEADERS_VERSION);
    snprintf(lib->build, sizeof lib->build, "%s assembly, %s fast P-256", assembly ? "with" : "without",
             TB_HAVE_FAST_P256 ? "with" : "without");
    if (assembly)
        tb_cpu_info(lib->cpu, sizeof lib->cpu);
    else
        snprintf(lib->cpu, sizeof lib->cpu, "none (portable C)");
    if (!assembly)
        snprintf(lib->missing, sizeof lib->missing, "assembly (build without OPENSSL_NO_ASM)");
    else if (!TB_HAVE_FAST_P256)
        snprintf(lib->missing, sizeof lib->missing,
                 "fast X25519 and P-256: the build is optimised for size (build without OPENSSL_SMALL)");
}
