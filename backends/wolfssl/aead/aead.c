/* Record protection: the ciphers are in aead_gcm.c and aead_chacha.c. */
#include "backends/wolfssl/aead/aead.h"
#include <stdlib.h>

static const struct aead_cipher *const ciphers[] = {&tb_aes_128_gcm, &tb_aes_256_gcm, &tb_chacha20_poly1305};

static const struct aead_cipher *cipher_of(uint16_t suite)
{
    for (size_t i = 0; i < sizeof ciphers / sizeof *ciphers; i++)
        if (ciphers[i]->suite == suite)
            return ciphers[i];
    return NULL;
}

static enum tb_status rekey(tb_aead *aead, struct tb_bytes key)
{
    if (key.len != aead->cipher->key_len)
        return tb_fail(TB_ERROR, "the key has %zu bytes and not %u", key.len, aead->cipher->key_len);
    int code = aead->cipher->set_key(aead->state, key.data, aead->cipher->key_len);
    return code == 0 ? TB_OK : tb_fail_code(TB_ERROR, code, "setting the key");
}

static void destroy(tb_aead *aead)
{
    if (!aead)
        return;
    aead->cipher->close(aead->state);
    free(aead);
}

static enum tb_status create(tb_lib *lib, tb_aead **out, uint16_t suite, bool sealing, struct tb_bytes key)
{
    (void)lib;
    *out = NULL;
    const struct aead_cipher *cipher = cipher_of(suite);
    if (!cipher)
        return tb_fail(TB_UNSUPPORTED, "the AEAD of suite 0x%04x is not known to this backend", suite);
    if (cipher->lacks)
        return tb_lacks(cipher->lacks);
    tb_aead *aead = calloc(1, sizeof *aead + cipher->state_size);
    if (!aead)
        return tb_fail(TB_ERROR, "out of memory");
    aead->cipher = cipher;
    aead->run = sealing ? cipher->seal : cipher->unseal;
    int code = cipher->open(aead->state);
    if (code != 0) {
        free(aead);
        return tb_fail_code(TB_ERROR, code, "opening the AEAD");
    }
    enum tb_status status = rekey(aead, key);
    if (status == TB_OK)
        *out = aead;
    else
        destroy(aead);
    return status;
}

enum tb_status tb_aead_cannot_seal(struct tb_bytes nonce, struct tb_bytes src)
{
    if (nonce.len != AEAD_NONCE)
        return tb_fail(TB_ERROR, "the nonce has %zu bytes and not %d", nonce.len, AEAD_NONCE);
    return tb_fail(TB_ERROR, "the sealed record needs %zu bytes", src.len + AEAD_TAG);
}

enum tb_status tb_aead_cannot_open(struct tb_bytes nonce, struct tb_bytes src)
{
    if (nonce.len != AEAD_NONCE)
        return tb_fail(TB_ERROR, "the nonce has %zu bytes and not %d", nonce.len, AEAD_NONCE);
    if (src.len < AEAD_TAG)
        return tb_fail(TB_BAD_PEER, "a record of %zu bytes is shorter than its tag", src.len);
    return tb_fail(TB_ERROR, "the opened record needs %zu bytes", src.len - AEAD_TAG);
}

enum tb_status tb_aead_failed(int code, const char *what)
{
    bool forged = code == AES_GCM_AUTH_E || code == MAC_CMP_FAILED_E;
    return tb_fail_code(forged ? TB_BAD_PEER : TB_ERROR, code, what);
}

static enum tb_status run(tb_aead *aead, struct tb_buf *dst, struct tb_bytes nonce, struct tb_bytes ad,
                          struct tb_bytes src)
{
    return aead->run(aead, dst, nonce, ad, src);
}

const struct tb_aead_ops tb_wolfssl_aead = {.create = create, .rekey = rekey, .run = run, .destroy = destroy};
