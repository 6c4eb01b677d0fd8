/* hash.h - what the key schedules are made of.  hkdf.c and prf.c have a file beside them for builds without. */
#pragma once
#include "backends/wolfssl/lib.h"

size_t tb_digest_len(enum wc_HashType type); /* the length of its digests; 0 when this build lacks it */
enum tb_status tb_no_hash(uint16_t hash);    /* TB_UNSUPPORTED, and why */
enum tb_status tb_filled(struct tb_buf *dst, int code, const char *what); /* what a call that fills dst has come to */

enum tb_status tb_hkdf_extract(tb_lib *, struct tb_buf *dst, uint16_t hash, struct tb_bytes salt,
                               struct tb_bytes secret);
enum tb_status tb_hkdf_expand(tb_lib *, struct tb_buf *dst, uint16_t hash, struct tb_bytes secret,
                              struct tb_bytes info);
enum tb_status tb_hkdf_expand_label(tb_lib *, struct tb_buf *dst, uint16_t hash, struct tb_bytes secret,
                                    struct tb_bytes label, struct tb_bytes context);
enum tb_status tb_prf(tb_lib *, struct tb_buf *dst, uint16_t hash, struct tb_bytes secret, struct tb_bytes label,
                      struct tb_bytes seed);
