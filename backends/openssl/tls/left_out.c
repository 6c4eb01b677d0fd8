#include "backends/openssl/tls/left_out.h"
#include "backends/openssl/compat.h"
#include "core/iana.h"
#include <stdio.h>
#include <string.h>

/* Options in the order of implication: no-ec implies no-ecx. */
static const char *either(const char *first, const char *second)
{
    return first ? first : second;
}

static const char *why_no_group(uint16_t group)
{
    switch (group) {
    case TB_GROUP_X25519:
        return either(TB_LEFT_OUT_EC, TB_LEFT_OUT_ECX);
    case TB_GROUP_MLKEM768:
        return TB_LEFT_OUT_ML_KEM;
    case TB_GROUP_X25519MLKEM768:
        return either(either(TB_LEFT_OUT_EC, TB_LEFT_OUT_ECX), TB_LEFT_OUT_ML_KEM);
    case TB_GROUP_SECP256R1:
    case TB_GROUP_SECP384R1:
    case TB_GROUP_SECP521R1:
        return TB_LEFT_OUT_EC;
    default:
        return NULL;
    }
}

static const char *why_no_scheme(uint16_t scheme)
{
    switch (scheme) {
    case TB_SCHEME_ED25519:
        return either(TB_LEFT_OUT_EC, TB_LEFT_OUT_ECX);
    case TB_SCHEME_ECDSA_SECP256R1_SHA256:
    case TB_SCHEME_ECDSA_SECP384R1_SHA384:
    case TB_SCHEME_ECDSA_SECP521R1_SHA512:
        return TB_LEFT_OUT_EC;
    default:
        return NULL;
    }
}

static const char *why_no_suite(uint16_t suite)
{
    switch (suite) {
    case TB_SUITE_CHACHA20_POLY1305_SHA256:
        return either(TB_LEFT_OUT_CHACHA, TB_LEFT_OUT_POLY1305);
    case TB_SUITE_ECDHE_RSA_CHACHA20_POLY1305:
    case TB_SUITE_ECDHE_ECDSA_CHACHA20_POLY1305:
        return either(either(TB_LEFT_OUT_EC, TB_LEFT_OUT_CHACHA), TB_LEFT_OUT_POLY1305);
    default:
        return suite >> 8 == 0xc0 ? TB_LEFT_OUT_EC : NULL; /* ECDHE */
    }
}

static const char *tell(char *dst, const char *option)
{
    snprintf(dst, TB_LEFT_OUT_CAP, "%s%s", option ? ", which was configured with " : "", option ? option : "");
    return dst;
}

static const char *tell_of(char *dst, const char *(*why)(uint16_t id), const uint16_t *ids, size_t num)
{
    const char *option = NULL;
    for (size_t i = 0; !option && i < num; i++)
        option = why(ids[i]);
    return tell(dst, option);
}

const char *tb_left_out_groups(char *dst, const uint16_t *groups, size_t num)
{
    return tell_of(dst, why_no_group, groups, num);
}

const char *tb_left_out_schemes(char *dst, const uint16_t *schemes, size_t num)
{
    return tell_of(dst, why_no_scheme, schemes, num);
}

const char *tb_left_out_suites(char *dst, const uint16_t *suites, size_t num)
{
    return tell_of(dst, why_no_suite, suites, num);
}

const char *tb_left_out_der(char *dst, const uint8_t *der, size_t len)
{
    static const uint8_t ec[] = {0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01}; /* id-ecPublicKey: RFC 5480 */
    static const uint8_t ed25519[] = {0x06, 0x03, 0x2b, 0x65, 0x70};                    /* id-Ed25519: RFC 8410 */
    if (memmem(der, len, ec, sizeof ec))
        return tell(dst, TB_LEFT_OUT_EC);
    return tell(dst, memmem(der, len, ed25519, sizeof ed25519) ? either(TB_LEFT_OUT_EC, TB_LEFT_OUT_ECX) : NULL);
}
