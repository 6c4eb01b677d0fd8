/* A build without the NIST curves. */
#include "backends/wolfssl/kx/kx.h"

#define NO_CURVE(code_point, name)                                                                                     \
    {                                                                                                                  \
        .id = code_point, .lacks = name " (build without --disable-ecc)"                                               \
    }

const struct kx_group tb_p256 = NO_CURVE(23, "P-256");
const struct kx_group tb_p384 = NO_CURVE(24, "P-384");
const struct kx_group tb_p521 = NO_CURVE(25, "P-521");
