/* judge.h - runs one published vector on a library and judges whether it was rightly accepted or refused.
 *
 * Everything goes through backends/backend.h.  The publisher says valid, invalid, or "acceptable": either way, as long
 * as the result is the published value.  The callers narrow that by the requirements of TLS: a share that TLS must
 * refuse is INVALID here, even if it is otherwise acceptable.
 */
#pragma once
#include "harness.h"

enum verdict { VALID, INVALID, EITHER };

enum outcome {
    ACCEPTED, /* and the result is the published value */
    REFUSED,  /* rightly */
    WRONG,    /* `why` has what happened instead */
    UNSERVED  /* the library or the contract does not support it: `why` says what */
};
struct judgement {
    enum outcome outcome;
    char why[200];
};

/* A private key and the peer's share.  Tests the client (receive, derive) against the published secret, and whether a
 * server accepts that share (answer).  The private key of a NIST curve may be shorter or longer than the curve's. */
struct exchange_vector {
    uint16_t group;
    struct tb_bytes private_key, peer, secret;
    enum verdict verdict;
};
struct judgement judge_exchange(const struct subject *subject, const struct exchange_vector *vector);

/* A public key as SPKI PEM, and a signature. */
struct signature_vector {
    uint16_t scheme;
    struct tb_bytes pem, message, signature;
    enum verdict verdict;
};
struct judgement judge_signature(const struct subject *subject, const struct signature_vector *vector);

/* A ciphertext for a private key, PKCS#8 PEM.  A plaintext with good padding and 48 bytes must be returned.  Anything
 * else must give 48 bytes that differ each time, or TB_BAD_PEER if the length of the ciphertext is wrong. */
struct premaster_vector {
    struct tb_bytes pem, ciphertext, message;
    enum verdict verdict;
};
struct judgement judge_premaster(const struct subject *subject, const struct premaster_vector *vector);

/* Sealing must give the published bytes, and opening them the text; invalid records must not open. */
struct record_vector {
    uint16_t suite;
    struct tb_bytes key, nonce, ad, text, sealed; /* sealed: includes the tag at its end */
    enum verdict verdict;
};
struct judgement judge_record(const struct subject *subject, const struct record_vector *vector);

/* HKDF, RFC 5869: extract, then expand to `size` bytes. */
struct expansion_vector {
    uint16_t hash;
    struct tb_bytes salt, secret, info, output;
    size_t size;
    enum verdict verdict;
};
struct judgement judge_expansion(const struct subject *subject, const struct expansion_vector *vector);

/* HMAC, which is the same as HKDF-Extract with the key as salt.  A tag may be shorter than the hash. */
struct mac_vector {
    uint16_t hash;
    struct tb_bytes key, message, tag;
    enum verdict verdict;
};
struct judgement judge_mac(const struct subject *subject, const struct mac_vector *vector);

/* A KEM's encapsulation key.  The ciphertext depends on random numbers, so only success can be checked. */
struct encapsulation_vector {
    uint16_t group;
    struct tb_bytes key;
    enum verdict verdict;
};
struct judgement judge_encapsulation(const struct subject *subject, const struct encapsulation_vector *vector);

/* For the functions above: make a judgement. */
struct judgement judged(enum outcome outcome, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct judgement judged_right(enum outcome outcome);
struct judgement judged_refusal(enum verdict verdict); /* for input that the library refused */
struct judgement judged_failure(const struct subject *subject, const char *call, enum tb_status status);
