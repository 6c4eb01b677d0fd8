/* aead.h - what the ciphers of aead.c have in common: a key that stays, and a nonce for each record. */
#pragma once
#include "lib.h"

enum { AEAD_NONCE = 12, AEAD_TAG = 16 };

/* State is zeroed by the caller before open.  run: dst holds text_len bytes, and when sealing the tag behind them; src,
 * when opening, text_len bytes and the tag.  Returns wolfSSL's codes; a wrong tag is AES_GCM_AUTH_E or
 * MAC_CMP_FAILED_E. */
struct aead_cipher {
    uint16_t suite;
    word32 key_len;
    size_t state_size;
    int (*open)(void *state);
    int (*set_key)(void *state, const byte *key, word32 key_len);
    int (*seal)(void *state, byte *dst, const byte *nonce, struct tb_bytes ad, const byte *src, size_t text_len);
    int (*unseal)(void *state, byte *dst, const byte *nonce, struct tb_bytes ad, const byte *src, size_t text_len);
    void (*close)(void *state);
};

extern const struct aead_cipher tb_aes_128_gcm, tb_aes_256_gcm, tb_chacha20_poly1305;
