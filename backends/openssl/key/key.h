/* key.h - a loaded key, and the server's decryption of a pre-master secret (premaster_padding.c or premaster_raw.c, by
 * probe). */
#pragma once
#include "backends/openssl/lib.h"

enum { TB_PREMASTER_LEN = 48 };

struct tb_key {
    EVP_PKEY *pkey;
    bool is_private;
};
