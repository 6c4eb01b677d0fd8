/* A build without elliptic curves of NIST's. */
#include "backends/wolfssl/key/key.h"

const struct key_kind tb_ecdsa_keys = {
    .name = "ECDSA", .lacks = "ECDSA (build without --disable-ecc)", .oid = KEY_OID_ECDSA};
