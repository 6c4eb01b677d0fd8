/* Importing does not check the point.  Later releases check at import; here it is done afterwards.  A point in
 * uncompressed form cannot be the point at infinity. */
#include "backends/wolfssl/kx/ecc_peer.h"

int tb_import_peer_point(ecc_key *key, const byte *point, word32 len, int curve)
{
    int code = wc_ecc_import_x963_ex(point, len, key, curve);
    return code == 0 ? wc_ecc_point_is_on_curve(&key->pubkey, key->idx) : code;
}
