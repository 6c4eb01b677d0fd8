/* kx_part.h - key exchange for libraries in which X25519 is a function (BoringSSL, AWS-LC, LibreSSL): a group is one
 * part, a hybrid two.
 *
 * kx_parts.c checks lengths and joins parts; a part reads and writes exactly the bytes that its table gives.  Several
 * NIST curves share functions, so each function gets the table through which it was called.
 */
#pragma once
#include "backends/openssl/lib.h"

typedef struct tb_part_state tb_part_state; /* defined by each part: a private key, and what was received */

struct tb_kx_part {
    size_t offer_len, answer_len, secret_len; /* bytes; offer_len 0: not supported by this library */
    int nid;                                  /* of a NIST curve */
    /* Generates a key and its share; NULL: failed. */
    tb_part_state *(*offer)(const struct tb_kx_part *, uint8_t *share);
    /* The same for a given private key; a NULL slot: a KEM. */
    tb_part_state *(*offer_private)(const struct tb_kx_part *, uint8_t *share, struct tb_bytes private_key);
    enum tb_status (*answer)(const struct tb_kx_part *, uint8_t *share, uint8_t *secret, const uint8_t *peer);
    enum tb_status (*receive)(const struct tb_kx_part *, tb_part_state *, const uint8_t *peer);
    enum tb_status (*derive)(const struct tb_kx_part *, tb_part_state *, uint8_t *secret);
    void (*destroy)(tb_part_state *); /* accepts NULL */
};

extern const struct tb_kx_part tb_part_x25519, tb_part_p256, tb_part_p384,
    tb_part_p521;                                /* kx_part_nist.c or kx_part_nist_key.c, by probe */
extern const struct tb_kx_part tb_part_mlkem768; /* kx_part_mlkem_pkey.c, _call.c, _rank.c or _none.c, by probe */

/* The server's side of Diffie-Hellman: its own offer, then the derivation. */
enum tb_status tb_part_answer_by_offer(const struct tb_kx_part *part, uint8_t *share, uint8_t *secret,
                                       const uint8_t *peer);

/* The table of a NIST curve, whose share is 04, x, y, with the functions of the including file. */
#define TB_NIST_PART(curve_nid, bytes)                                                                                 \
    {                                                                                                                  \
        .offer_len = 1 + 2 * (bytes), .answer_len = 1 + 2 * (bytes), .secret_len = (bytes), .nid = (curve_nid),        \
        .offer = offer, .offer_private = offer_private, .answer = tb_part_answer_by_offer, .receive = receive,         \
        .derive = derive, .destroy = destroy,                                                                          \
    }

/* The same for ML-KEM-768.  FIPS 203, table 3. */
enum { TB_MLKEM768_PUBLIC_LEN = 1184, TB_MLKEM768_CIPHERTEXT_LEN = 1088, TB_MLKEM768_SECRET_LEN = 32 };
#define TB_MLKEM768_PART                                                                                               \
    {                                                                                                                  \
        .offer_len = TB_MLKEM768_PUBLIC_LEN, .answer_len = TB_MLKEM768_CIPHERTEXT_LEN,                                 \
        .secret_len = TB_MLKEM768_SECRET_LEN, .offer = offer, .answer = answer, .receive = receive, .derive = derive,  \
        .destroy = destroy,                                                                                            \
    }
