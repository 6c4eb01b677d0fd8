/* The negotiated group in OpenSSL 3.x: a NID, or a flag with the code point where there is no NID. */
#include "lib.h"
#include <openssl/obj_mac.h>

uint16_t tb_read_back_group(SSL *ssl)
{
    int nid = (int)SSL_get_negotiated_group(ssl);
    switch (nid) {
    case NID_X25519:
        return 29;
    case NID_X9_62_prime256v1:
        return 23;
    case NID_secp384r1:
        return 24;
    case NID_secp521r1:
        return 25;
    default:
        return nid & 0x01000000 ? (uint16_t)(nid & 0xffff) : 0; /* TLSEXT_nid_unknown, internal to libssl, or none */
    }
}
