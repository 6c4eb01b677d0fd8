/* Domain parameters of the groups in OpenSSL 3.x, by name, as libssl makes them for a peer's share
 * (ssl_generate_param_group). */
#include "kx_evp.h"

static const struct {
    uint16_t group;
    const char *algorithm, *name; /* a KEM's parameters are its algorithm */
    size_t kem_answer_len;        /* FIPS 203 table 3; the hybrid's with an X25519 share behind it */
} groups[TB_OPENSSL_GROUPS] = {
    {29, "X25519", "x25519", 0}, {23, "EC", "prime256v1", 0},        {24, "EC", "secp384r1", 0},
    {25, "EC", "secp521r1", 0},  {0x0201, "ML-KEM-768", NULL, 1088}, {0x11ec, "X25519MLKEM768", NULL, 1120},
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
    return groups[index].kem_answer_len;
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
