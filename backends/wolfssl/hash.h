/* hash.h - the building blocks of the key schedules.  hkdf.c and prf.c each have a replacement for builds without
 * them. */
#pragma once
#include "backends/wolfssl/lib.h"

size_t tb_digest_len(enum wc_HashType type); /* length of its digests; 0: not in this build */
/* Names what this build lacks for a hash, and the option that adds it; NULL: nothing. */
const char *tb_lacks_hash(enum wc_HashType type);
enum tb_status tb_no_hash(uint16_t hash);                                 /* returns TB_UNSUPPORTED with the reason */
enum tb_status tb_filled(struct tb_buf *dst, int code, const char *what); /* status of a call that fills dst */

enum tb_status tb_hkdf_extract(tb_lib *, struct tb_buf *dst, uint16_t hash, struct tb_bytes salt,
                               struct tb_bytes secret);
enum tb_status tb_hkdf_expand(tb_lib *, struct tb_buf *dst, uint16_t hash, struct tb_bytes secret,
                              struct tb_bytes info);
enum tb_status tb_hkdf_expand_label(tb_lib *, struct tb_buf *dst, uint16_t hash, struct tb_bytes secret,
                                    struct tb_bytes label, struct tb_bytes context);
enum tb_status tb_prf(tb_lib *, struct tb_buf *dst, uint16_t hash, struct tb_bytes secret, struct tb_bytes label,
                      struct tb_bytes seed);
