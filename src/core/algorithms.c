#include "core/algorithms.h"
#include <stdio.h>
#include <string.h>

static const struct tb_version versions[] = {
    {"tls1.2", TB_TLS12},
    {"tls1.3", TB_TLS13},
};

/* Shares: RFC 8446 4.2.8.2 (uncompressed points, RFC 7748 strings), FIPS 203 table 3, draft-ietf-tls-ecdhe-mlkem. */
static const struct tb_group groups[] = {
    {"x25519", TB_GROUP_X25519, 32, 32, 32},         {"p256", TB_GROUP_SECP256R1, 65, 65, 32},
    {"p384", TB_GROUP_SECP384R1, 97, 97, 48},        {"p521", TB_GROUP_SECP521R1, 133, 133, 66},
    {"mlkem768", TB_GROUP_MLKEM768, 1184, 1088, 32}, {"x25519mlkem768", TB_GROUP_X25519MLKEM768, 1216, 1120, 64},
};

static const struct tb_aead_info aeads[] = {
    {"aes-128-gcm", TB_SUITE_AES_128_GCM_SHA256, TB_SUITE_ECDHE_RSA_AES_128_GCM, TB_SUITE_ECDHE_ECDSA_AES_128_GCM,
     TB_SUITE_RSA_AES_128_GCM, 16, 12, 16},
    {"aes-256-gcm", TB_SUITE_AES_256_GCM_SHA384, TB_SUITE_ECDHE_RSA_AES_256_GCM, TB_SUITE_ECDHE_ECDSA_AES_256_GCM,
     TB_SUITE_RSA_AES_256_GCM, 32, 12, 16},
    {"chacha20-poly1305", TB_SUITE_CHACHA20_POLY1305_SHA256, TB_SUITE_ECDHE_RSA_CHACHA20_POLY1305,
     TB_SUITE_ECDHE_ECDSA_CHACHA20_POLY1305, 0, 32, 12, 16},
};

static const struct tb_scheme schemes[] = {
    {"rsa_pkcs1_sha256", TB_SCHEME_RSA_PKCS1_SHA256},
    {"ecdsa_secp256r1_sha256", TB_SCHEME_ECDSA_SECP256R1_SHA256},
    {"ecdsa_secp384r1_sha384", TB_SCHEME_ECDSA_SECP384R1_SHA384},
    {"rsa_pss_rsae_sha256", TB_SCHEME_RSA_PSS_RSAE_SHA256},
    {"rsa_pss_rsae_sha384", TB_SCHEME_RSA_PSS_RSAE_SHA384},
    {"rsa_pss_rsae_sha512", TB_SCHEME_RSA_PSS_RSAE_SHA512},
    {"ed25519", TB_SCHEME_ED25519},
};

/* TLS 1.2 with RSA keys is pinned to PKCS#1, which TLS 1.2 peers commonly use; PSS is covered by the TLS 1.3 cases. */
static const struct tb_auth auths[] = {
    {"rsa-2048", 2048, TB_SCHEME_RSA_PSS_RSAE_SHA256, TB_SCHEME_RSA_PKCS1_SHA256, 0},
    {"rsa-3072", 3072, TB_SCHEME_RSA_PSS_RSAE_SHA256, TB_SCHEME_RSA_PKCS1_SHA256, 0},
    {"rsa-4096", 4096, TB_SCHEME_RSA_PSS_RSAE_SHA256, TB_SCHEME_RSA_PKCS1_SHA256, 0},
    {"ecdsa-p256", 0, TB_SCHEME_ECDSA_SECP256R1_SHA256, TB_SCHEME_ECDSA_SECP256R1_SHA256, TB_GROUP_SECP256R1},
    {"ecdsa-p384", 0, TB_SCHEME_ECDSA_SECP384R1_SHA384, TB_SCHEME_ECDSA_SECP384R1_SHA384, TB_GROUP_SECP384R1},
    {"ed25519", 0, TB_SCHEME_ED25519, TB_SCHEME_ED25519, 0},
};

static const struct {
    const char *name;
    uint16_t id;
} suite_names[] = {
    {"TLS_AES_128_GCM_SHA256", TB_SUITE_AES_128_GCM_SHA256},
    {"TLS_AES_256_GCM_SHA384", TB_SUITE_AES_256_GCM_SHA384},
    {"TLS_CHACHA20_POLY1305_SHA256", TB_SUITE_CHACHA20_POLY1305_SHA256},
    {"TLS_RSA_WITH_AES_128_GCM_SHA256", TB_SUITE_RSA_AES_128_GCM},
    {"TLS_RSA_WITH_AES_256_GCM_SHA384", TB_SUITE_RSA_AES_256_GCM},
    {"TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", TB_SUITE_ECDHE_ECDSA_AES_128_GCM},
    {"TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", TB_SUITE_ECDHE_ECDSA_AES_256_GCM},
    {"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", TB_SUITE_ECDHE_RSA_AES_128_GCM},
    {"TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", TB_SUITE_ECDHE_RSA_AES_256_GCM},
    {"TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", TB_SUITE_ECDHE_RSA_CHACHA20_POLY1305},
    {"TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", TB_SUITE_ECDHE_ECDSA_CHACHA20_POLY1305},
};

/* Finds an entry by name; a macro, because the tables have different types. */
#define FIND_BY_NAME(table, wanted)                                                                                    \
    do {                                                                                                               \
        for (size_t i = 0; i < sizeof(table) / sizeof *(table); i++)                                                   \
            if (strcmp((table)[i].name, (wanted)) == 0)                                                                \
                return &(table)[i];                                                                                    \
        return NULL;                                                                                                   \
    } while (0)

const struct tb_version *tb_version_by_name(const char *name)
{
    FIND_BY_NAME(versions, name);
}

const struct tb_group *tb_group_by_name(const char *name)
{
    FIND_BY_NAME(groups, name);
}

const struct tb_group *tb_group_by_id(uint16_t id)
{
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        if (groups[i].id == id)
            return &groups[i];
    return NULL;
}

const struct tb_aead_info *tb_aead_by_name(const char *name)
{
    FIND_BY_NAME(aeads, name);
}

const struct tb_scheme *tb_scheme_by_name(const char *name)
{
    FIND_BY_NAME(schemes, name);
}

const struct tb_auth *tb_auth_by_name(const char *name)
{
    FIND_BY_NAME(auths, name);
}

uint16_t tb_suite_for(uint16_t version, const char *kx, const struct tb_auth *auth, const struct tb_aead_info *aead)
{
    if (version == TB_TLS13)
        return strcmp(kx, "rsa") == 0 ? 0 : aead->tls13;
    if (strcmp(kx, "rsa") == 0)
        return auth->rsa_bits ? aead->tls12_rsa : 0;
    return auth->rsa_bits ? aead->tls12_ecdhe_rsa : aead->tls12_ecdhe_ecdsa;
}

static const char *hexadecimal(uint16_t id, char dst[8])
{
    snprintf(dst, 8, "0x%04x", id);
    return dst;
}

const char *tb_suite_name(uint16_t suite, char dst[8])
{
    for (size_t i = 0; i < sizeof suite_names / sizeof *suite_names; i++)
        if (suite_names[i].id == suite)
            return suite_names[i].name;
    return hexadecimal(suite, dst);
}

const char *tb_scheme_name(uint16_t scheme, char dst[8])
{
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (schemes[i].id == scheme)
            return schemes[i].name;
    return hexadecimal(scheme, dst);
}
