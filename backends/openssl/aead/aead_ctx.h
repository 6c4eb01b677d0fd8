/* aead_ctx.h - an EVP_AEAD handle, and where its context is stored. */
#pragma once
#include "backends/openssl/lib.h"
#include <openssl/evp.h> /* declares EVP_AEAD, too, in every library that has it */

struct tb_aead {
    EVP_AEAD_CTX *ctx; /* has no key at first */
    const EVP_AEAD *algorithm;
    bool sealing;
};

tb_aead *tb_aead_new(void); /* NULL: out of memory */
void tb_aead_free(tb_aead *aead);
