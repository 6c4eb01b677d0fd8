/* The library's TLS does not support X25519MLKEM768; combining its parts here would measure something that it never
 * does. */
#include "backends/wolfssl/kx/kx.h"
#include "core/iana.h"

const struct kx_group tb_x25519mlkem768 = {
    .id = TB_GROUP_X25519MLKEM768,
    .lacks = "X25519MLKEM768 in its TLS (5.8 or later, --enable-mlkem --enable-curve25519)"};
