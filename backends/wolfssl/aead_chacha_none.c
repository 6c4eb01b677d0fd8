/* A build without ChaCha20-Poly1305. */
#include "aead.h"

const struct aead_cipher tb_chacha20_poly1305 = {
    .suite = 0x1303, .lacks = "ChaCha20-Poly1305 (build without --disable-chacha and --disable-poly1305)"};
