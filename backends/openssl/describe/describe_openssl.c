/* The identity that OpenSSL and LibreSSL report. */
#include "backends/openssl/describe/describe.h"
#include <stdio.h>
#include <string.h>

void tb_describe(tb_lib *lib)
{
    const char *text = OpenSSL_version(OPENSSL_VERSION);
    lib->info.product = strncmp(text, "LibreSSL", 8) == 0 ? "LibreSSL" : "OpenSSL";
    snprintf(lib->says, sizeof lib->says, "%s", text);
    tb_release_of(&lib->release, text, text);
    snprintf(lib->headers, sizeof lib->headers, "%s", OPENSSL_VERSION_TEXT);
    snprintf(lib->build, sizeof lib->build, "%s", OpenSSL_version(OPENSSL_CFLAGS));
    tb_describe_settings(lib->build, sizeof lib->build);
    tb_cpu_info(lib->cpu, sizeof lib->cpu);
    if (strstr(lib->cpu, "N/A")) /* OpenSSL 3.x without code that detects the processor */
        snprintf(lib->missing, sizeof lib->missing, "assembly (configure without no-asm or --disable-asm)");
}
