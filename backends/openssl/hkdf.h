/* hkdf.h - RFC 5869, extract then expand, filling dst->cap; hkdf_call.c or hkdf_pkey.c, by probe. */
#pragma once
#include "lib.h"

enum tb_status tb_hkdf(struct tb_buf *dst, const EVP_MD *md, struct tb_bytes salt, struct tb_bytes secret,
                       struct tb_bytes label);
