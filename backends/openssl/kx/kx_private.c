/* Makes a key from its private half: encodes it as in RFC 5915 without the public half, which the library computes when
 * it parses the key.  Uses no function of EC_KEY, which builds without deprecated functions or without curves lack. */
#include "backends/openssl/kx/kx_private.h"
#include "core/iana.h"
#include <string.h>

enum { MOST_OID = 10, MOST_SCALAR = 66, MOST_DER = 2 + 3 + 2 + MOST_SCALAR + 2 + MOST_OID };

static const struct curve {
    uint16_t group;
    uint8_t scalar_len, oid_len;
    uint8_t oid[MOST_OID]; /* includes tag and length */
} curves[] = {
    {TB_GROUP_SECP256R1, 32, 10, {0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07}},
    {TB_GROUP_SECP384R1, 48, 7, {0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x22}},
    {TB_GROUP_SECP521R1, 66, 7, {0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x23}},
};

static const struct curve *curve_of(uint16_t group)
{
    for (size_t i = 0; i < sizeof curves / sizeof *curves; i++)
        if (curves[i].group == group)
            return &curves[i];
    return NULL;
}

/* ECPrivateKey: SEQUENCE { INTEGER 1, OCTET STRING scalar, [0] OID }.  Returns its length, below 128 bytes. */
static size_t encode(uint8_t der[MOST_DER], const struct curve *curve, struct tb_bytes scalar)
{
    uint8_t *end = der;
    *end++ = 0x30;
    *end++ = (uint8_t)(3 + 2 + curve->scalar_len + 2 + curve->oid_len);
    memcpy(end, (const uint8_t[]){0x02, 0x01, 0x01, 0x04}, 4);
    end += 4;
    *end++ = curve->scalar_len;
    memset(end, 0, curve->scalar_len - scalar.len);
    memcpy(end + curve->scalar_len - scalar.len, scalar.data, scalar.len);
    end += curve->scalar_len;
    *end++ = 0xa0;
    *end++ = curve->oid_len;
    memcpy(end, curve->oid, curve->oid_len);
    return (size_t)(end + curve->oid_len - der);
}

EVP_PKEY *tb_private_key(uint16_t group, struct tb_bytes private_key)
{
    if (group == TB_GROUP_X25519)
        return EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, NULL, private_key.data, private_key.len);
    const struct curve *curve = curve_of(group);
    uint8_t der[MOST_DER];
    const uint8_t *start = der;
    while (private_key.len > 0 && *private_key.data == 0) { /* vectors have a leading zero if the highest bit is set */
        private_key.data++;
        private_key.len--;
    }
    if (!curve || private_key.len > curve->scalar_len)
        return NULL;
    return d2i_PrivateKey(EVP_PKEY_EC, NULL, &start, (long)encode(der, curve, private_key));
}
