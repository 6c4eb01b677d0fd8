/* judge.h - one published vector put to a library: accepted or refused, and was that right?
 *
 * Everything goes through backends/backend.h.  Who publishes says valid, invalid, or "acceptable": either way, as long
 * as what comes out is the published value.  The callers have narrowed that by what TLS demands: a share that TLS must
 * refuse is INVALID here, whatever else it may be good for.
 */
#pragma once
#include "harness.h"

enum verdict { VALID, INVALID, EITHER };

enum outcome {
    ACCEPTED, /* and the value that came out is the published one */
    REFUSED,  /* rightly */
    WRONG,    /* `why` says what happened instead */
    UNSERVED  /* the library or the contract has no such thing: `why` says what */
};
struct judgement {
    enum outcome outcome;
    char why[200];
};

/* Our private key and the peer's share: as a client does (receive, derive) against the published secret, and whether a
 * server accepts that share (answer).  The private key of a NIST curve may be shorter or longer than the curve's. */
struct exchange_vector {
    uint16_t group;
    struct tb_bytes private_key, peer, secret;
    enum verdict verdict;
};
struct judgement judge_exchange(const struct subject *subject, const struct exchange_vector *vector);

/* A public key as SPKI PEM, a signature. */
struct signature_vector {
    uint16_t scheme;
    struct tb_bytes pem, message, signature;
    enum verdict verdict;
};
struct judgement judge_signature(const struct subject *subject, const struct signature_vector *vector);

/* What was encrypted for a private key, PKCS#8 PEM.  What has good padding and 48 bytes comes out; anything else must
 * give 48 bytes that are others every time, or TB_BAD_PEER where the ciphertext's length shows it. */
struct premaster_vector {
    struct tb_bytes pem, ciphertext, message;
    enum verdict verdict;
};
struct judgement judge_premaster(const struct subject *subject, const struct premaster_vector *vector);

/* Sealing gives the published bytes, and opening them gives the text; what is invalid does not open. */
struct record_vector {
    uint16_t suite;
    struct tb_bytes key, nonce, ad, text, sealed; /* sealed: the tag at its end */
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

/* HMAC, which is what HKDF-Extract is: the salt is its key.  A tag may be shorter than the hash. */
struct mac_vector {
    uint16_t hash;
    struct tb_bytes key, message, tag;
    enum verdict verdict;
};
struct judgement judge_mac(const struct subject *subject, const struct mac_vector *vector);

/* A KEM's encapsulation key.  Its ciphertext has random numbers in it: that one comes out is all there is to see. */
struct encapsulation_vector {
    uint16_t group;
    struct tb_bytes key;
    enum verdict verdict;
};
struct judgement judge_encapsulation(const struct subject *subject, const struct encapsulation_vector *vector);

/* For the functions above: ends in one of the outcomes. */
struct judgement judged(enum outcome outcome, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct judgement judged_right(enum outcome outcome);
struct judgement judged_refusal(enum verdict verdict); /* of what the library refused */
struct judgement judged_failure(const struct subject *subject, const char *call, enum tb_status status);
