/* The negotiated group in OpenSSL 1.1.1 and LibreSSL, which show the peer's ephemeral key while they hold it: the
 * client always, the server in TLS 1.3. */
#include "lib.h"
#include <openssl/ec.h>
#include <openssl/obj_mac.h>

static uint16_t group_of(int type, const EVP_PKEY *key)
{
    if (type != EVP_PKEY_EC)
        return type == NID_X25519 ? 29 : 0;
    switch (EC_GROUP_get_curve_name(EC_KEY_get0_group(EVP_PKEY_get0_EC_KEY((EVP_PKEY *)key)))) {
    case NID_X9_62_prime256v1:
        return 23;
    case NID_secp384r1:
        return 24;
    case NID_secp521r1:
        return 25;
    default:
        return 0;
    }
}

uint16_t tb_read_back_group(SSL *ssl)
{
    EVP_PKEY *key = NULL;
    if (!SSL_get_server_tmp_key(ssl, &key) || !key)
        return 0;
    uint16_t group = group_of(EVP_PKEY_id(key), key);
    EVP_PKEY_free(key);
    return group;
}
