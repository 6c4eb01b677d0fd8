/* The groups of OpenSSL 3.x, by the names that its provider gives to libssl (providers/common/capabilities.c). */
#include "backends/openssl/kx/kx_evp.h"
#include "core/iana.h"

static const struct {
    uint16_t group;
    const char *algorithm, *name; /* a KEM's name is empty, but set nevertheless */
    size_t kem_answer_len;        /* FIPS 203 table 3; for the hybrid followed by an X25519 share */
} groups[TB_OPENSSL_GROUPS] = {
    {TB_GROUP_X25519, "X25519", "X25519", 0},    {TB_GROUP_SECP256R1, "EC", "prime256v1", 0},
    {TB_GROUP_SECP384R1, "EC", "secp384r1", 0},  {TB_GROUP_SECP521R1, "EC", "secp521r1", 0},
    {TB_GROUP_MLKEM768, "ML-KEM-768", "", 1088}, {TB_GROUP_X25519MLKEM768, "X25519MLKEM768", "", 1120},
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

/* By name, so the algorithm is fetched. */
static EVP_PKEY_CTX *context_of(size_t index)
{
    return EVP_PKEY_CTX_new_from_name(NULL, groups[index].algorithm, NULL);
}

enum tb_status tb_group_key(EVP_PKEY **key, size_t index)
{
    EVP_PKEY_CTX *ctx = context_of(index);
    bool there = ctx && EVP_PKEY_keygen_init(ctx) > 0 && EVP_PKEY_CTX_set_group_name(ctx, groups[index].name) > 0;
    bool made = there && EVP_PKEY_keygen(ctx, key) > 0;
    EVP_PKEY_CTX_free(ctx);
    return made ? TB_OK : there ? TB_ERROR : TB_UNSUPPORTED;
}

enum tb_status tb_group_params(EVP_PKEY **params, size_t index)
{
    EVP_PKEY_CTX *ctx = context_of(index);
    bool made = ctx && EVP_PKEY_paramgen_init(ctx) > 0 && EVP_PKEY_CTX_set_group_name(ctx, groups[index].name) > 0 &&
                EVP_PKEY_paramgen(ctx, params) > 0;
    EVP_PKEY_CTX_free(ctx);
    return made ? TB_OK : TB_UNSUPPORTED;
}
