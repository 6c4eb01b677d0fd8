/* A build without ML-KEM, or with round 3's Kyber, which is a different algorithm. */
#include "backends/wolfssl/kx/kx.h"
#include "core/iana.h"

const struct kx_group tb_mlkem768 = {
    .id = TB_GROUP_MLKEM768,
    .lacks = "ML-KEM of FIPS 203 (--enable-mlkem; before 5.8 --enable-experimental --enable-kyber=all,ml-kem)"};
