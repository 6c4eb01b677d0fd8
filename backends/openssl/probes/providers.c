/* Algorithms come from providers, which a configuration file may select, directly or by properties. */
#include <openssl/conf.h>
#include <openssl/evp.h>
#include <openssl/provider.h>

static int look(OSSL_PROVIDER *provider, void *unused)
{
    (void)unused;
    return OSSL_PROVIDER_get0_name(provider) != NULL;
}

int main(void)
{
    return OSSL_PROVIDER_do_all(NULL, look, NULL) + EVP_default_properties_is_fips_enabled(NULL) +
           (CONF_get1_default_config_file() == NULL);
}
