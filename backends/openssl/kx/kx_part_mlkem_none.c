/* No ML-KEM in this library (BoringSSL before the end of 2024). */
#include "backends/openssl/kx/kx_part.h"

const struct tb_kx_part tb_part_mlkem768 = {.offer_len = 0};
