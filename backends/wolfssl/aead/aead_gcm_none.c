/* A build without AES-GCM. */
#include "backends/wolfssl/aead/aead.h"
#include "core/iana.h"

#define NO_AES_GCM(code_point)                                                                                         \
    {                                                                                                                  \
        .suite = code_point, .lacks = "AES-GCM (build without --disable-aesgcm)"                                       \
    }

const struct aead_cipher tb_aes_128_gcm = NO_AES_GCM(TB_SUITE_AES_128_GCM_SHA256);
const struct aead_cipher tb_aes_256_gcm = NO_AES_GCM(TB_SUITE_AES_256_GCM_SHA384);
