/* A build without X25519. */
#include "backends/wolfssl/kx/kx.h"

const struct kx_group tb_x25519 = {.id = 29, .lacks = "X25519 (--enable-curve25519)"};
