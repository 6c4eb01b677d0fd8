/* The groups of OpenSSL 1.1.1, by NID, and the calls of its libssl for each share. */
#include "backends/openssl/kx/kx_evp.h"
#include "core/iana.h"
#include <openssl/ec.h>
#include <openssl/obj_mac.h>

static const struct {
    uint16_t group;
    int type, curve;
} groups[TB_OPENSSL_GROUPS] = {
    {TB_GROUP_X25519, EVP_PKEY_X25519, NID_undef},
    {TB_GROUP_SECP256R1, EVP_PKEY_EC, NID_X9_62_prime256v1},
    {TB_GROUP_SECP384R1, EVP_PKEY_EC, NID_secp384r1},
    {TB_GROUP_SECP521R1, EVP_PKEY_EC, NID_secp521r1},
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

static enum tb_status result(bool there, bool made)
{
    return made ? TB_OK : there ? TB_ERROR : TB_UNSUPPORTED;
}

enum tb_status tb_group_key(EVP_PKEY **key, size_t index)
{
    bool curve = groups[index].type == EVP_PKEY_EC;
    EVP_PKEY_CTX *ctx = groups[index].type ? EVP_PKEY_CTX_new_id(groups[index].type, NULL) : NULL;
    bool there = ctx && EVP_PKEY_keygen_init(ctx) > 0 &&
                 (!curve || EVP_PKEY_CTX_set_ec_paramgen_curve_nid(ctx, groups[index].curve) > 0);
    bool made = there && EVP_PKEY_keygen(ctx, key) > 0;
    EVP_PKEY_CTX_free(ctx);
    return result(there, made);
}

static enum tb_status curve_params(EVP_PKEY **params, int curve)
{
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_id(EVP_PKEY_EC, NULL);
    bool there = ctx && EVP_PKEY_paramgen_init(ctx) > 0 && EVP_PKEY_CTX_set_ec_paramgen_curve_nid(ctx, curve) > 0;
    bool made = there && EVP_PKEY_paramgen(ctx, params) > 0;
    EVP_PKEY_CTX_free(ctx);
    return result(there, made);
}

enum tb_status tb_group_params(EVP_PKEY **params, size_t index)
{
    if (groups[index].type == EVP_PKEY_EC)
        return curve_params(params, groups[index].curve);
    EVP_PKEY *typed = groups[index].type ? EVP_PKEY_new() : NULL;
    if (!typed)
        return result(groups[index].type != 0, false);
    if (!EVP_PKEY_set_type(typed, groups[index].type)) {
        EVP_PKEY_free(typed);
        return TB_UNSUPPORTED;
    }
    *params = typed;
    return TB_OK;
}
