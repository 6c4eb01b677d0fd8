/* Domain parameters of the groups in OpenSSL 1.1.1 and LibreSSL, by NID. */
#include "kx_evp.h"
#include <openssl/ec.h>
#include <openssl/obj_mac.h>

static const struct {
    uint16_t group;
    int type, curve;
} groups[TB_OPENSSL_GROUPS] = {
    {29, EVP_PKEY_X25519, NID_undef},
    {23, EVP_PKEY_EC, NID_X9_62_prime256v1},
    {24, EVP_PKEY_EC, NID_secp384r1},
    {25, EVP_PKEY_EC, NID_secp521r1},
};

size_t tb_group_index(uint16_t group)
{
    size_t i = 0;
    while (i < TB_OPENSSL_GROUPS && groups[i].group != group)
        i++;
    return i;
}

size_t tb_kem_answer_len(size_t index)
{
    (void)index;
    return 0;
}

static EVP_PKEY *curve_params(int curve)
{
    EVP_PKEY *params = NULL;
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_id(EVP_PKEY_EC, NULL);
    if (ctx && EVP_PKEY_paramgen_init(ctx) > 0 && EVP_PKEY_CTX_set_ec_paramgen_curve_nid(ctx, curve) > 0)
        EVP_PKEY_paramgen(ctx, &params);
    EVP_PKEY_CTX_free(ctx);
    return params;
}

EVP_PKEY *tb_group_params(size_t index)
{
    if (groups[index].type == EVP_PKEY_EC)
        return curve_params(groups[index].curve);
    EVP_PKEY *params = groups[index].type ? EVP_PKEY_new() : NULL;
    if (params && !EVP_PKEY_set_type(params, groups[index].type)) {
        EVP_PKEY_free(params);
        params = NULL;
    }
    return params;
}
