/* Importing checks the point: the call of wolfSSL's TLS since 5.8. */
#include "backends/wolfssl/kx/ecc_peer.h"

int tb_import_peer_point(ecc_key *key, const byte *point, word32 len, int curve)
{
    return wc_ecc_import_x963_ex2(point, len, key, curve, 1);
}
