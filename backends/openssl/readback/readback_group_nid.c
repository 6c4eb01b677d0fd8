/* The negotiated group in OpenSSL 3.x: a NID, or a flag with the code point if there is no NID. */
#include "backends/openssl/lib.h"
#include "backends/openssl/readback/group_nid.h"

enum { NO_NID = 0x01000000 }; /* TLSEXT_nid_unknown, internal to libssl */

uint16_t tb_read_back_group(SSL *ssl)
{
    int nid = (int)SSL_get_negotiated_group(ssl);
    return nid & NO_NID ? (uint16_t)(nid & 0xffff) : tb_group_of_nid(nid);
}
