/* aead_ctx.h - a handle of EVP_AEAD, and where its context is kept. */
#pragma once
#include "backends/openssl/lib.h"
#include <openssl/evp.h> /* EVP_AEAD, too, in every library that has it */

struct tb_aead {
    EVP_AEAD_CTX *ctx; /* without a key at first */
    const EVP_AEAD *algorithm;
    bool sealing;
};

tb_aead *tb_aead_new(void); /* NULL: out of memory */
void tb_aead_free(tb_aead *aead);
