/* key.h - what the kinds of keys have in common. */
#pragma once
#include "lib.h"

enum { KEY_MAX_DIGEST = WC_MAX_DIGEST_SIZE };

/* A signature scheme (RFC 8446 4.2.3) in wolfSSL's terms. */
struct key_scheme {
    uint16_t id;
    const struct key_kind *kind;
    enum wc_HashType hash; /* WC_HASH_TYPE_NONE: the scheme signs the message itself */
    int mgf;               /* RSA-PSS: the mask's hash function; 0: PKCS#1 v1.5 */
    int digest_oid;        /* PKCS#1 v1.5: wolfSSL's number of the digest's object identifier */
    int curve;             /* ECDSA: wolfSSL's number of the one curve it is for */
};

/* The slots get what tb_key_ops gets, in schemes of their own kind, and for sign and verify what the scheme signs: the
 * digest of the message, or with WC_HASH_TYPE_NONE the message.  decode returns 0 or wolfSSL's code; state is zeroed.
 */
struct key_kind {
    const char *name;
    size_t state_size;
    int (*decode)(tb_key *, const byte *der, word32 len);
    enum tb_status (*sign)(tb_key *, struct tb_buf *sig, const struct key_scheme *, struct tb_bytes input);
    enum tb_status (*verify)(tb_key *, const struct key_scheme *, struct tb_bytes sig, struct tb_bytes input);
    void (*clear)(tb_key *);
};

struct tb_key {
    tb_lib *lib;
    const struct key_kind *kind;
    bool is_private;
    void *state; /* owned; the kind's own */
};

extern const struct key_kind tb_rsa_keys, tb_ecdsa_keys, tb_ed25519_keys;

enum tb_status tb_rsa_premaster_encrypt(tb_key *key, struct tb_buf *ciphertext, struct tb_bytes premaster);
enum tb_status tb_rsa_premaster_decrypt(tb_key *key, struct tb_buf *premaster, uint16_t client_version,
                                        struct tb_bytes ciphertext);

/* pem.c: the bytes between the first lines of `label`.  TB_ERROR when there are none, or they are not base64; free()
 * them. */
enum tb_status tb_pem_decode(byte **der, word32 *len, struct tb_bytes pem, const char *label);
/* The first block of `label` in *rest, lines of its boundaries included, and what comes behind it.  false: none. */
bool tb_pem_next(struct tb_bytes *block, struct tb_bytes *rest, const char *label);
