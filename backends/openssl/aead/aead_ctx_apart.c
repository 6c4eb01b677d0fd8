/* The library allocates the context (LibreSSL), because its headers hide the size. */
#include "backends/openssl/aead/aead_ctx.h"
#include <stdlib.h>

tb_aead *tb_aead_new(void)
{
    tb_aead *aead = calloc(1, sizeof *aead);
    if (!aead)
        return NULL;
    aead->ctx = EVP_AEAD_CTX_new();
    if (aead->ctx)
        return aead;
    free(aead);
    return NULL;
}

void tb_aead_free(tb_aead *aead)
{
    if (!aead)
        return;
    EVP_AEAD_CTX_free(aead->ctx);
    free(aead);
}
