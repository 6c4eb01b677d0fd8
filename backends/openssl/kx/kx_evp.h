/* kx_evp.h - key exchange through EVP_PKEY: the groups (kx_template_names.c), (EC)DH (kx_evp.c), KEMs (kx_kem.c). */
#pragma once
#include "backends/openssl/lib.h"

struct tb_kx {
    EVP_PKEY *own;
    EVP_PKEY_CTX *derivation; /* set by receive: ready to derive, or to decapsulate */
    size_t answer_len;        /* KEM: bytes of the server's answer; 0: (EC)DH */
    uint8_t *ciphertext;      /* KEM: that answer */
};

/* Index of a group; TB_OPENSSL_GROUPS if unknown. */
enum { TB_OPENSSL_GROUPS = 6 };
size_t tb_group_index(uint16_t group);
size_t tb_kem_answer_len(size_t index); /* 0: not a KEM */

/* A new key, or only parameters, looked up again each time as libssl does (ssl_generate_pkey_group,
 * ssl_generate_param_group); owned by the caller.  TB_UNSUPPORTED: the group is not in this build. */
enum tb_status tb_group_key(EVP_PKEY **key, size_t index);
enum tb_status tb_group_params(EVP_PKEY **params, size_t index);

/* kx_share_encoded.c: encodes a key's share, and makes a key from a share with the right format.  tb_share_into takes
 * ownership of the parameters, tb_share_beside copies those of a key.  NULL: not a valid share, and ownership is not
 * taken. */
enum tb_status tb_encode_share(EVP_PKEY *key, struct tb_buf *share);
EVP_PKEY *tb_share_into(EVP_PKEY *params, struct tb_bytes peer);
EVP_PKEY *tb_share_beside(EVP_PKEY *key, struct tb_bytes peer);

enum tb_status tb_kem_answer(EVP_PKEY *peer, struct tb_buf *share, struct tb_buf *secret);
enum tb_status tb_kem_receive(tb_kx *kx, struct tb_bytes peer);
enum tb_status tb_kem_derive(tb_kx *kx, struct tb_buf *secret);
