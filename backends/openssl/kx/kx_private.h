/* kx_private.h - a key from its private half, for published vectors only. */
#pragma once
#include "backends/openssl/lib.h"

EVP_PKEY *tb_private_key(uint16_t group, struct tb_bytes private_key);
