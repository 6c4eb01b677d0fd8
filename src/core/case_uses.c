/* case_uses.c - which algorithms a case uses. */
#include "core/algorithms.h"
#include "core/case.h"
#include "core/catalog.h"
#include <string.h>

/* The name "x25519mlkem768" contains those of both halves. */
static bool has_group(const char *kx, const char *algorithm)
{
    return tb_group_by_name(algorithm) && strstr(kx, algorithm);
}

/* A handshake signs with the certificate's key; the authorities of its chain signed with the scheme of TLS 1.2. */
static bool is_signed_by(const struct tb_case *c, const char *algorithm)
{
    static const char *const unsigned_operations[] = {"parse", "load", "encrypt", "decrypt", "exchange"};
    const struct tb_auth *auth = tb_auth_by_name(c->value[TB_PARAM_AUTH]);
    const struct tb_scheme *scheme = tb_scheme_by_name(algorithm);
    if (!auth || !scheme || *c->value[TB_PARAM_SCHEME])
        return false;
    for (size_t i = 0; i < sizeof unsigned_operations / sizeof *unsigned_operations; i++)
        if (strcmp(c->value[TB_PARAM_OPERATION], unsigned_operations[i]) == 0)
            return false;
    return auth->tls12_scheme == scheme->id ||
           (auth->tls13_scheme == scheme->id && strcmp(c->value[TB_PARAM_TLS], "tls1.3") == 0);
}

bool tb_case_uses(const struct tb_case *c, const char *algorithm)
{
    for (enum tb_param param = 0; param < TB_NUM_PARAMS; param++)
        if (*algorithm && strcmp(c->value[param], algorithm) == 0)
            return true;
    return has_group(c->value[TB_PARAM_KX], algorithm) || is_signed_by(c, algorithm);
}
