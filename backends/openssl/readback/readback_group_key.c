/* The negotiated group in OpenSSL 1.1.1 and LibreSSL, which expose the peer's ephemeral key while they hold it: always
 * in the client, in TLS 1.3 also in the server. */
#include "backends/openssl/lib.h"
#include "backends/openssl/readback/group_nid.h"
#include <openssl/ec.h>

/* For X25519 and the like the type of the key is the NID of the curve. */
static int nid_of(EVP_PKEY *key)
{
    int type = EVP_PKEY_id(key);
    return type == EVP_PKEY_EC ? EC_GROUP_get_curve_name(EC_KEY_get0_group(EVP_PKEY_get0_EC_KEY(key))) : type;
}

uint16_t tb_read_back_group(SSL *ssl)
{
    EVP_PKEY *key = NULL;
    if (!SSL_get_server_tmp_key(ssl, &key) || !key)
        return 0;
    uint16_t group = tb_group_of_nid(nid_of(key));
    EVP_PKEY_free(key);
    return group;
}
