/* A build without ChaCha20-Poly1305. */
#include "backends/wolfssl/aead/aead.h"
#include "core/iana.h"

const struct aead_cipher tb_chacha20_poly1305 = {
    .suite = TB_SUITE_CHACHA20_POLY1305_SHA256,
    .lacks = "ChaCha20-Poly1305 (build without --disable-chacha and --disable-poly1305)"};
