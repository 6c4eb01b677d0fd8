/* kdf.h - key derivation; each function is in one of several files, by probe.  dst->cap bytes are filled. */
#pragma once
#include "backends/openssl/lib.h"

enum tb_status tb_hkdf_extract(struct tb_buf *dst, const EVP_MD *md, struct tb_bytes salt, struct tb_bytes secret);
enum tb_status tb_hkdf_expand(struct tb_buf *dst, const EVP_MD *md, struct tb_bytes secret, struct tb_bytes info);
enum tb_status tb_hkdf_expand_label(struct tb_buf *dst, const EVP_MD *md, struct tb_bytes secret, struct tb_bytes label,
                                    struct tb_bytes context);
enum tb_status tb_tls12_prf(struct tb_buf *dst, const EVP_MD *md, struct tb_bytes secret, struct tb_bytes label,
                            struct tb_bytes seed);
