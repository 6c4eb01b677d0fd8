/* A key from its private half.  EC_KEY is deprecated in OpenSSL 3.x but there everywhere; vectors are no timed path. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "kx_private.h"
#include <openssl/ec.h>
#include <openssl/obj_mac.h>

static int curve_of(uint16_t group)
{
    switch (group) {
    case 23:
        return NID_X9_62_prime256v1;
    case 24:
        return NID_secp384r1;
    case 25:
        return NID_secp521r1;
    default:
        return NID_undef;
    }
}

static EC_KEY *ec_key(int curve, const BIGNUM *scalar)
{
    EC_KEY *key = EC_KEY_new_by_curve_name(curve);
    const EC_GROUP *group = key ? EC_KEY_get0_group(key) : NULL;
    EC_POINT *point = group ? EC_POINT_new(group) : NULL;
    bool ok = point && EC_POINT_mul(group, point, scalar, NULL, NULL, NULL) && EC_KEY_set_private_key(key, scalar) &&
              EC_KEY_set_public_key(key, point);
    EC_POINT_free(point);
    if (ok)
        return key;
    EC_KEY_free(key);
    return NULL;
}

EVP_PKEY *tb_private_key(uint16_t group, struct tb_bytes private_key)
{
    if (group == 29)
        return EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, NULL, private_key.data, private_key.len);
    BIGNUM *scalar = BN_bin2bn(private_key.data, (int)private_key.len, NULL);
    EC_KEY *key = scalar ? ec_key(curve_of(group), scalar) : NULL;
    EVP_PKEY *pkey = key ? EVP_PKEY_new() : NULL;
    if (pkey && !EVP_PKEY_set1_EC_KEY(pkey, key)) {
        EVP_PKEY_free(pkey);
        pkey = NULL;
    }
    EC_KEY_free(key);
    BN_free(scalar);
    return pkey;
}
