/* key.h - shared by the kinds of keys. */
#pragma once
#include "backends/wolfssl/lib.h"

enum { KEY_MAX_DIGEST = WC_MAX_DIGEST_SIZE };

/* A signature scheme (RFC 8446 4.2.3) in wolfSSL's terms. */
struct key_scheme {
    uint16_t id;
    const struct key_kind *kind;
    enum wc_HashType hash; /* WC_HASH_TYPE_NONE: the scheme signs the message itself */
    bool pss;              /* RSA-PSS; else PKCS#1 v1.5 */
    int digest_oid;        /* PKCS#1 v1.5: wolfSSL's number of the digest's object identifier */
    uint16_t curve;        /* ECDSA: the only curve it is for, as a TLS group */
};

/* The slots have the arguments of those of tb_key_ops, with schemes of their own kind.  `input` of sign and verify is
 * the digest of the message, or the message itself with WC_HASH_TYPE_NONE.  decode returns 0 or wolfSSL's code; state
 * is zeroed.
 */
struct key_kind {
    const char *name;
    const char *lacks;   /* NULL, or what the build lacks: "Ed25519 (--enable-ed25519)"; the slots are then empty */
    struct tb_bytes oid; /* the algorithm's identifier in keys, DER: RFC 8017 A.1, RFC 5480 2.1.1, RFC 8410 3 */
    size_t state_size;
    int (*decode)(tb_key *, const byte *der, word32 len);
    enum tb_status (*sign)(tb_key *, struct tb_buf *sig, const struct key_scheme *, struct tb_bytes input);
    enum tb_status (*verify)(tb_key *, const struct key_scheme *, struct tb_bytes sig, struct tb_bytes input);
    void (*clear)(tb_key *);
    int (*read)(const byte *key, word32 len); /* only parses a certificate's public key, as TLS does */
};

struct tb_key {
    tb_lib *lib;
    const struct key_kind *kind;
    bool is_private;
    void *state; /* owned; its type depends on the kind */
};

#define KEY_OID(text)                                                                                                  \
    {                                                                                                                  \
        (const uint8_t *)(text), sizeof(text) - 1                                                                      \
    }
#define KEY_OID_RSA     KEY_OID("\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01")
#define KEY_OID_ECDSA   KEY_OID("\x06\x07\x2a\x86\x48\xce\x3d\x02\x01")
#define KEY_OID_ED25519 KEY_OID("\x06\x03\x2b\x65\x70")

extern const struct key_kind tb_rsa_keys, tb_ecdsa_keys, tb_ed25519_keys; /* each one of two files */

/* For a certificate or key in DER that does not parse: the feature it needs and this build lacks; NULL: none. */
const char *tb_lacks_key_in(struct tb_bytes der);

/* Names the part that this build lacks for the scheme, and the option that adds it; NULL: none, or unknown scheme. */
const char *tb_lacks_scheme(uint16_t scheme);

enum tb_status tb_rsa_premaster_encrypt(tb_key *key, struct tb_buf *ciphertext, struct tb_bytes premaster);
enum tb_status tb_rsa_premaster_decrypt(tb_key *key, struct tb_buf *premaster, uint16_t client_version,
                                        struct tb_bytes ciphertext);

/* pem.c: decodes the first block of `label`.  TB_ERROR: there is none, or it is not base64.  free() the result. */
enum tb_status tb_pem_decode(byte **der, word32 *len, struct tb_bytes pem, const char *label);
/* Splits *rest into its first block of `label`, including the boundary lines, and what follows it.  false: there is
 * none. */
bool tb_pem_next(struct tb_bytes *block, struct tb_bytes *rest, const char *label);
