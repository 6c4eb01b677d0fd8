/* kx_private.h - makes a key from its private half, only for published vectors. */
#pragma once
#include "backends/openssl/lib.h"

EVP_PKEY *tb_private_key(uint16_t group, struct tb_bytes private_key);
