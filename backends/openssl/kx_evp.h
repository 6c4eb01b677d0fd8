/* kx_evp.h - key exchange through EVP_PKEY: the groups (kx_template_names.c), (EC)DH (kx_evp.c), KEMs (kx_kem.c). */
#pragma once
#include "lib.h"

struct tb_kx {
    EVP_PKEY *own;
    EVP_PKEY_CTX *derivation; /* since receive: ready to derive, or to decapsulate */
    size_t answer_len;        /* KEM: bytes of the server's answer, 0: (EC)DH */
    uint8_t *ciphertext;      /* KEM: that answer */
};

/* Index of a group, TB_OPENSSL_GROUPS when unknown; what it is; its parameters (owned by the caller), NULL: not in this
 * build. */
size_t tb_group_index(uint16_t group);
size_t tb_kem_answer_len(size_t index); /* 0: no KEM */
EVP_PKEY *tb_group_params(size_t index);

/* The peer's share as a key of the same group; NULL when it is none. */
EVP_PKEY *tb_decode_share(EVP_PKEY *params, struct tb_bytes peer);

/* kx_share_encoded.c or kx_share_raw.c, by probe: a key's share, and a key of a share of the right form. */
enum tb_status tb_encode_share(EVP_PKEY *key, struct tb_buf *share);
EVP_PKEY *tb_import_share(EVP_PKEY *params, struct tb_bytes peer);

enum tb_status tb_kem_answer(EVP_PKEY *params, struct tb_buf *share, struct tb_buf *secret, struct tb_bytes peer);
enum tb_status tb_kem_receive(tb_kx *kx, struct tb_bytes peer);
enum tb_status tb_kem_derive(tb_kx *kx, struct tb_buf *secret);
