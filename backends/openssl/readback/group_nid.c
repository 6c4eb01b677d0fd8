#include "backends/openssl/readback/group_nid.h"
#include "backends/backend.h"
#include <openssl/obj_mac.h>

uint16_t tb_group_of_nid(int nid)
{
    switch (nid) {
    case NID_undef:
        return 0;
    case NID_X25519:
        return 29;
    case NID_X9_62_prime256v1:
        return 23;
    case NID_secp384r1:
        return 24;
    case NID_secp521r1:
        return 25;
    default:
        return TB_NEGOTIATED_UNKNOWN;
    }
}
