/* aead.h - shared by the ciphers of aead.c: a fixed key, and a nonce for each record.
 *
 * wolfSSL seals 16 bytes in 36 ns, so every call and every saved register between the driver and the library is
 * visible.  So a cipher seals and opens at the level of the contract, one call above the library.  Arguments are
 * checked inline; the error texts are made elsewhere.
 */
#pragma once
#include "backends/wolfssl/lib.h"
#include <stdalign.h>

enum { AEAD_NONCE = 12, AEAD_TAG = 16 };

typedef enum tb_status aead_run(tb_aead *aead, struct tb_buf *dst, struct tb_bytes nonce, struct tb_bytes ad,
                                struct tb_bytes src);

/* The caller zeroes the state before open.  open and set_key return wolfSSL's codes. */
struct aead_cipher {
    uint16_t suite;
    word32 key_len;
    size_t state_size;
    int (*open)(void *state);
    int (*set_key)(void *state, const byte *key, word32 key_len);
    aead_run *seal, *unseal; /* as tb_aead_ops.run */
    void (*close)(void *state);
    const char *lacks; /* NULL, or what the build lacks: "AES-GCM (--enable-aesgcm)"; the slots are then empty */
};

struct tb_aead {
    aead_run *run;
    const struct aead_cipher *cipher;
    alignas(max_align_t) byte state[];
};

extern const struct aead_cipher tb_aes_128_gcm, tb_aes_256_gcm; /* one of two files */
extern const struct aead_cipher tb_chacha20_poly1305;           /* one of two files */

/* Can src be sealed into dst, or opened into it?  If not, tb_aead_cannot_seal and tb_aead_cannot_open set the
 * reason. */
static inline bool aead_can_seal(const struct tb_buf *dst, struct tb_bytes nonce, struct tb_bytes src)
{
    return nonce.len == AEAD_NONCE && dst->cap >= AEAD_TAG && dst->cap - AEAD_TAG >= src.len;
}

static inline bool aead_can_open(const struct tb_buf *dst, struct tb_bytes nonce, struct tb_bytes src)
{
    return nonce.len == AEAD_NONCE && src.len >= AEAD_TAG && dst->cap >= src.len - AEAD_TAG;
}

enum tb_status tb_aead_cannot_seal(struct tb_bytes nonce, struct tb_bytes src);
enum tb_status tb_aead_cannot_open(struct tb_bytes nonce, struct tb_bytes src);

/* For a non-zero code of wolfSSL from sealing or opening. */
enum tb_status tb_aead_failed(int code, const char *what);
