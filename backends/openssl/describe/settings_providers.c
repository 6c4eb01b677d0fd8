/* The settings of OpenSSL 3.x: an algorithm comes from the loaded providers, and a configuration file may load others
 * than the default one (fips, legacy), or select some by their properties. */
#include "backends/openssl/describe/describe.h"
#include <openssl/conf.h>
#include <openssl/crypto.h>
#include <openssl/provider.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct text {
    char *at;
    size_t cap;
};

static int append(OSSL_PROVIDER *provider, void *text)
{
    struct text *end = text;
    size_t len = strlen(end->at);
    snprintf(end->at + len, end->cap - len, " %s", OSSL_PROVIDER_get0_name(provider));
    return 1;
}

void tb_describe_settings(char *dst, size_t cap)
{
    size_t len = strlen(dst);
    struct text text = {dst + len, cap - len};
    char *file = CONF_get1_default_config_file();
    snprintf(text.at, text.cap, "; configuration file: %s%s; providers:", file ? file : "none",
             file && access(file, R_OK) != 0 ? " (not there)" : "");
    OPENSSL_free(file);
    bool fips = EVP_default_properties_is_fips_enabled(NULL); /* loads the providers in the configuration file, so it
                                                               * comes first */
    OSSL_PROVIDER_do_all(NULL, append, &text);
    len = strlen(text.at);
    snprintf(text.at + len, text.cap - len, "%s", fips ? ", and only algorithms validated to FIPS 140 are used" : "");
}
