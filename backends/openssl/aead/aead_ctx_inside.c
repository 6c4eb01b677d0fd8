/* The context is in one block with its handle: the headers have its size, and libssl embeds it as well. */
#include "backends/openssl/aead/aead_ctx.h"
#include <stdalign.h>
#include <stdlib.h>

struct whole {
    tb_aead aead;
    alignas(16) EVP_AEAD_CTX ctx; /* all zeros is a context without a key: EVP_AEAD_CTX_zero */
};

tb_aead *tb_aead_new(void)
{
    struct whole *whole = calloc(1, sizeof *whole);
    if (!whole)
        return NULL;
    whole->aead.ctx = &whole->ctx;
    return &whole->aead;
}

void tb_aead_free(tb_aead *aead)
{
    if (!aead)
        return;
    EVP_AEAD_CTX_cleanup(aead->ctx);
    free(aead);
}
