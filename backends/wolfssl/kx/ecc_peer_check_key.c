/* Importing does not check the point, and the only check in this build is the full one, which also multiplies the point
 * by the curve's order.  That is slower than necessary: building the library with -DUSE_ECC_B_PARAM adds the short
 * one. */
#include "backends/wolfssl/kx/ecc_peer.h"

int tb_import_peer_point(ecc_key *key, const byte *point, word32 len, int curve)
{
    int code = wc_ecc_import_x963_ex(point, len, key, curve);
    return code == 0 ? wc_ecc_check_key(key) : code;
}
