/* ChaCha20-Poly1305 (RFC 8439 2.8) from the parts that wolfSSL's TLS 1.3 record layer uses, in its order: the ChaCha20
 * key stays in its structure, each record sets the nonce, and block 0 of the key stream is the Poly1305 key.  The
 * one-call wc_ChaCha20Poly1305_Encrypt would set the key again for every record, which no connection does. */
#include "backends/wolfssl/aead/aead.h"
#include "core/iana.h"
#include <string.h>
#include <wolfssl/wolfcrypt/chacha.h>
#include <wolfssl/wolfcrypt/poly1305.h>

enum { POLY1305_KEY = 32 };

struct chacha {
    ChaCha stream;
    Poly1305 mac;
};

static int chacha_open(void *state)
{
    (void)state; /* neither part owns any resources */
    return 0;
}

static int set_key(void *state, const byte *key, word32 key_len)
{
    struct chacha *chacha = state;
    return wc_Chacha_SetKey(&chacha->stream, key, key_len);
}

/* Computes the record's Poly1305 key; the stream is then at block 1. */
static int start_record(struct chacha *chacha, byte mac_key[POLY1305_KEY], const byte *nonce)
{
    memset(mac_key, 0, POLY1305_KEY);
    int code = wc_Chacha_SetIV(&chacha->stream, nonce, 0);
    if (code == 0)
        code = wc_Chacha_Process(&chacha->stream, mac_key, mac_key, POLY1305_KEY);
    if (code == 0)
        code = wc_Chacha_SetIV(&chacha->stream, nonce, 1);
    return code;
}

static int authenticate(struct chacha *chacha, byte tag[AEAD_TAG], const byte mac_key[POLY1305_KEY], struct tb_bytes ad,
                        const byte *sealed, size_t text_len)
{
    int code = wc_Poly1305SetKey(&chacha->mac, mac_key, POLY1305_KEY);
    if (code == 0)
        code = wc_Poly1305_MAC(&chacha->mac, tb_data(ad), (word32)ad.len, sealed, (word32)text_len, tag, AEAD_TAG);
    return code;
}

static enum tb_status seal(tb_aead *aead, struct tb_buf *dst, struct tb_bytes nonce, struct tb_bytes ad,
                           struct tb_bytes src)
{
    struct chacha *chacha = (struct chacha *)aead->state;
    byte mac_key[POLY1305_KEY];
    if (!aead_can_seal(dst, nonce, src))
        return tb_aead_cannot_seal(nonce, src);
    int code = start_record(chacha, mac_key, nonce.data);
    if (code == 0)
        code = wc_Chacha_Process(&chacha->stream, dst->data, tb_data(src), (word32)src.len);
    if (code == 0)
        code = authenticate(chacha, dst->data + src.len, mac_key, ad, dst->data, src.len);
    if (code != 0)
        return tb_aead_failed(code, "seal");
    dst->len = src.len + AEAD_TAG;
    return TB_OK;
}

/* In constant time. */
static bool same_tag(const byte *a, const byte *b)
{
    byte difference = 0;
    for (int i = 0; i < AEAD_TAG; i++)
        difference |= a[i] ^ b[i];
    return difference == 0;
}

static enum tb_status unseal(tb_aead *aead, struct tb_buf *dst, struct tb_bytes nonce, struct tb_bytes ad,
                             struct tb_bytes src)
{
    struct chacha *chacha = (struct chacha *)aead->state;
    byte mac_key[POLY1305_KEY], tag[AEAD_TAG];
    if (!aead_can_open(dst, nonce, src))
        return tb_aead_cannot_open(nonce, src);
    size_t len = src.len - AEAD_TAG;
    int code = start_record(chacha, mac_key, nonce.data);
    if (code == 0)
        code = authenticate(chacha, tag, mac_key, ad, src.data, len);
    if (code == 0 && !same_tag(tag, src.data + len))
        code = MAC_CMP_FAILED_E;
    if (code == 0)
        code = wc_Chacha_Process(&chacha->stream, dst->data, src.data, (word32)len);
    if (code != 0)
        return tb_aead_failed(code, "open");
    dst->len = len;
    return TB_OK;
}

static void chacha_close(void *state)
{
    (void)state;
}

const struct aead_cipher tb_chacha20_poly1305 = {TB_SUITE_CHACHA20_POLY1305_SHA256,
                                                 CHACHA_MAX_KEY_SZ,
                                                 sizeof(struct chacha),
                                                 chacha_open,
                                                 set_key,
                                                 seal,
                                                 unseal,
                                                 chacha_close,
                                                 NULL};
