/* A build without X25519. */
#include "backends/wolfssl/kx/kx.h"
#include "core/iana.h"

const struct kx_group tb_x25519 = {.id = TB_GROUP_X25519, .lacks = "X25519 (--enable-curve25519)"};
