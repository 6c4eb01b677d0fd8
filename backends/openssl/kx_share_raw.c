/* A share, from a key and back, where EVP_PKEY does not know TLS's encoding (LibreSSL): X25519's is the raw key, that
 * of a NIST curve an uncompressed point. */
#include "kx_evp.h"
#include <openssl/ec.h>

static enum tb_status encode_point(const EC_KEY *key, struct tb_buf *share)
{
    share->len = EC_POINT_point2oct(EC_KEY_get0_group(key), EC_KEY_get0_public_key(key), POINT_CONVERSION_UNCOMPRESSED,
                                    share->data, share->cap, NULL);
    return share->len ? TB_OK : TB_ERROR; /* a buffer too small included */
}

enum tb_status tb_encode_share(EVP_PKEY *key, struct tb_buf *share)
{
    if (EVP_PKEY_id(key) == EVP_PKEY_EC)
        return encode_point(EVP_PKEY_get0_EC_KEY(key), share);
    share->len = share->cap;
    return EVP_PKEY_get_raw_public_key(key, share->data, &share->len) ? TB_OK : TB_ERROR;
}

static EC_KEY *import_point(const EC_GROUP *group, struct tb_bytes peer)
{
    EC_KEY *key = EC_KEY_new();
    EC_POINT *point = EC_POINT_new(group);
    bool ok = key && point && EC_POINT_oct2point(group, point, peer.data, peer.len, NULL) &&
              EC_KEY_set_group(key, group) && EC_KEY_set_public_key(key, point);
    EC_POINT_free(point);
    if (ok)
        return key;
    EC_KEY_free(key);
    return NULL;
}

EVP_PKEY *tb_share_into(EVP_PKEY *params, struct tb_bytes peer)
{
    EVP_PKEY *key = tb_share_beside(params, peer);
    if (key)
        EVP_PKEY_free(params);
    return key;
}

EVP_PKEY *tb_share_beside(EVP_PKEY *params, struct tb_bytes peer)
{
    if (EVP_PKEY_id(params) != EVP_PKEY_EC)
        return EVP_PKEY_new_raw_public_key(EVP_PKEY_id(params), NULL, peer.data, peer.len);
    EC_KEY *point = import_point(EC_KEY_get0_group(EVP_PKEY_get0_EC_KEY(params)), peer);
    EVP_PKEY *key = point ? EVP_PKEY_new() : NULL;
    if (key && !EVP_PKEY_set1_EC_KEY(key, point)) {
        EVP_PKEY_free(key);
        key = NULL;
    }
    EC_KEY_free(point);
    return key;
}
