/* Domain parameters of the groups in OpenSSL 3.x, by name, as libssl makes them for a peer's share (ssl_generate_param_group). */
#include "kx_evp.h"

static const struct {
    uint16_t group;
    const char *algorithm, *name;
} groups[TB_OPENSSL_GROUPS] = {
    {29, "X25519", "x25519"},        {23, "EC", "prime256v1"},     {24, "EC", "secp384r1"},
    {25, "EC", "secp521r1"},         {0x0201, "ML-KEM-768", NULL}, {0x11ec, "X25519MLKEM768", NULL},
};

size_t tb_group_index(uint16_t group)
{
    size_t i = 0;
    while (i < TB_OPENSSL_GROUPS && groups[i].group != group)
        i++;
    return i;
}

bool tb_group_is_kem(size_t index)
{
    return groups[index].name == NULL;
}

EVP_PKEY *tb_group_params(size_t index)
{
    EVP_PKEY *params = NULL;
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, groups[index].algorithm, NULL);
    if (ctx && EVP_PKEY_paramgen_init(ctx) > 0 &&
        (!groups[index].name || EVP_PKEY_CTX_set_group_name(ctx, groups[index].name) > 0))
        EVP_PKEY_paramgen(ctx, &params); /* on failure params stays NULL: the group is not there */
    EVP_PKEY_CTX_free(ctx);
    return params;
}
