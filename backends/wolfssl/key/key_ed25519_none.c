/* A build without Ed25519, or with only a part of it. */
#include "backends/wolfssl/key/key.h"

const struct key_kind tb_ed25519_keys = {
    .name = "Ed25519", .lacks = "Ed25519 (--enable-ed25519)", .oid = KEY_OID_ED25519};
