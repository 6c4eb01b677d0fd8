/* A build without the NIST curves. */
#include "backends/wolfssl/key/key.h"

const struct key_kind tb_ecdsa_keys = {
    .name = "ECDSA", .lacks = "ECDSA (build without --disable-ecc)", .oid = KEY_OID_ECDSA};
