#include "core/case.h"
#include "core/algorithms.h"
#include "core/catalog.h"
#include "core/param_list.h"
#include "core/text.h"
#include <stdlib.h>
#include <string.h>

#define PARAM(id, its_name, type, unit, its_most, its_doc) [TB_PARAM_##id] = {its_name, its_doc, its_most},

static const struct {
    const char *name, *doc;
    unsigned long most; /* of numbers */
} params[TB_NUM_PARAMS] = {TB_PARAMS(PARAM)};

const char *tb_param_name(enum tb_param param)
{
    return params[param].name;
}

const char *tb_param_doc(enum tb_param param)
{
    return params[param].doc;
}

bool tb_param_by_name(const char *name, enum tb_param *param)
{
    for (int i = 0; i < TB_NUM_PARAMS; i++) {
        if (strcmp(params[i].name, name) == 0) {
            *param = (enum tb_param)i;
            return true;
        }
    }
    return false;
}

static bool is(const struct tb_case *c, enum tb_param param, const char *value)
{
    return strcmp(c->value[param], value) == 0;
}

static const struct tb_param_info *find_param(const struct tb_driver_info *driver, enum tb_param param)
{
    for (size_t i = 0; i < driver->num_params; i++)
        if (driver->params[i].param == param)
            return &driver->params[i];
    return NULL;
}

static bool is_ticket_operation(const struct tb_case *c)
{
    return is(c, TB_PARAM_OPERATION, "ticketed") || is(c, TB_PARAM_OPERATION, "ticket") ||
           is(c, TB_PARAM_OPERATION, "early-data");
}

/* Operations on an object of the peer's, which a connection has for itself.  A server's own key, a client's trust store
 * and the keys of a connection outlive the operation in earnest too. */
static bool uses_peer_object(const struct tb_case *c)
{
    static const struct {
        const char *driver, *operation;
    } uses[] = {{"signature", "verify"}, {"trust", "verify-parsed"}, {"kx", "encrypt"}, {"kx", "exchange"}};
    for (size_t i = 0; i < sizeof uses / sizeof *uses; i++)
        if (strcmp(c->driver->name, uses[i].driver) == 0 && is(c, TB_PARAM_OPERATION, uses[i].operation))
            return strcmp(c->driver->name, "kx") != 0 || is(c, TB_PARAM_KX, "rsa");
    return false;
}

bool tb_param_applies(const struct tb_case *c, enum tb_param param)
{
    if (!find_param(c->driver, param))
        return false;
    if (param == TB_PARAM_AUTH && strcmp(c->driver->name, "kx") == 0)
        return is(c, TB_PARAM_KX, "rsa");
    if (param == TB_PARAM_CONNECTIONS)
        return tb_case_is_pair(c);
    if (param == TB_PARAM_KEY)
        return uses_peer_object(c);
    if (param == TB_PARAM_TICKETS)
        return is(c, TB_PARAM_TLS, "tls1.3") && is_ticket_operation(c);
    if (strcmp(c->driver->name, "trust") == 0 && is(c, TB_PARAM_OPERATION, "parse"))
        return param == TB_PARAM_AUTH || param == TB_PARAM_OPERATION;
    if (strcmp(c->driver->name, "trust") == 0 && is(c, TB_PARAM_OPERATION, "load"))
        return param != TB_PARAM_CHAIN;
    return true;
}

/* A whole number from 1 to the parameter's most, without sign, blanks or leading zeros: one spelling a value. */
static bool is_number(enum tb_param param, const char *value)
{
    if (value[0] < '1' || value[0] > '9' || strspn(value, "0123456789") != strlen(value))
        return false;
    return strtoul(value, NULL, 10) <= params[param].most;
}

static bool is_numeric(const struct tb_param_info *info)
{
    return !info->values || !info->values[0];
}

static bool is_allowed(const struct tb_param_info *info, const char *value)
{
    if (is_numeric(info))
        return is_number(info->param, value) || (info->values && strcmp(value, "0") == 0);
    for (size_t i = 0; info->values[i]; i++)
        if (strcmp(info->values[i], value) == 0)
            return true;
    return false;
}

static bool refuse_value(const struct tb_param_info *info, const char *value, struct tb_text *why)
{
    const char *name = params[info->param].name;
    if (is_numeric(info)) {
        tb_text_printf(why, "%s '%s' is not a whole number from %d to %lu", name, value, !info->values,
                       params[info->param].most);
        return false;
    }
    size_t num = 0;
    while (info->values[num])
        num++;
    const char *nearest = tb_nearest(value, info->values, num);
    tb_text_printf(why, "there is no %s '%s'", name, value);
    if (nearest)
        tb_text_printf(why, "; did you mean '%s'?", nearest);
    tb_text_add(why, "  It is one of:");
    for (size_t i = 0; i < num; i++)
        tb_text_printf(why, " %s", info->values[i]);
    return false;
}

bool tb_case_set(struct tb_case *c, enum tb_param param, const char *value, struct tb_text *why)
{
    const struct tb_param_info *info = find_param(c->driver, param);
    if (!info) {
        tb_text_printf(why, "%s cases have no parameter '%s'", c->driver->name, params[param].name);
        return false;
    }
    if (!is_allowed(info, value))
        return refuse_value(info, value, why);
    strcpy(c->value[param],
           value); /* fits: allowed values are short, and numbers have no more digits than their limit */
    return true;
}

enum { MOST_DRIVERS = 16 };

static bool refuse_driver(const char *name, struct tb_text *why)
{
    size_t num_drivers, num = 0;
    const struct tb_driver_info *drivers = tb_drivers(&num_drivers);
    const char *names[MOST_DRIVERS];
    for (; num < num_drivers && num < MOST_DRIVERS; num++)
        names[num] = drivers[num].name;
    const char *nearest = tb_nearest(name, names, num);
    tb_text_printf(why, "there is no driver '%s'", name);
    if (nearest)
        tb_text_printf(why, "; did you mean '%s'?", nearest);
    return false;
}

/* The next part of the name up to '/', or false when it is longer than any value. */
static bool next_part(const char **rest, char part[TB_VALUE_CAP])
{
    size_t len = strcspn(*rest, "/");
    if (len >= TB_VALUE_CAP)
        return false;
    memcpy(part, *rest, len);
    part[len] = '\0';
    *rest += len + ((*rest)[len] == '/');
    return true;
}

bool tb_case_parse(struct tb_case *c, const char *name, struct tb_text *why)
{
    const char *rest = name;
    char part[TB_VALUE_CAP];
    memset(c, 0, sizeof *c);
    if (!next_part(&rest, part))
        return refuse_driver(name, why);
    c->driver = tb_driver_by_name(part);
    if (!c->driver)
        return refuse_driver(part, why);
    if (name[strlen(name) - 1] == '/') {
        tb_text_printf(why, "case '%s' ends with '/'; leave that out", name);
        return false;
    }
    for (size_t i = 0; i < c->driver->num_params; i++) {
        enum tb_param param = c->driver->params[i].param;
        if (!tb_param_applies(c, param))
            continue;
        if (*rest == '\0') {
            tb_text_printf(why, "case '%s' ends before its %s", name, params[param].name);
            return false;
        }
        if (!next_part(&rest, part)) {
            tb_text_printf(why, "case '%s': the value of %s is too long", name, params[param].name);
            return false;
        }
        if (!tb_case_set(c, param, part, why))
            return false;
    }
    if (*rest != '\0') {
        tb_text_printf(why, "case '%s' has more parts than a %s case takes; leave out '%s'", name, c->driver->name,
                       rest);
        return false;
    }
    return tb_case_check(c, why);
}

void tb_case_name(const struct tb_case *c, struct tb_text *name)
{
    tb_text_add(name, c->driver->name);
    for (size_t i = 0; i < c->driver->num_params; i++) {
        const char *value = c->value[c->driver->params[i].param];
        if (*value)
            tb_text_printf(name, "/%s", value);
    }
}

static bool check_kx(const struct tb_case *c, struct tb_text *why)
{
    static const char *const rsa_steps[] = {"encrypt", "decrypt", "exchange"};
    bool is_rsa = is(c, TB_PARAM_KX, "rsa"), rsa_step = false;
    for (size_t i = 0; i < 3; i++)
        rsa_step = rsa_step || is(c, TB_PARAM_OPERATION, rsa_steps[i]);
    bool fits = is(c, TB_PARAM_OPERATION, "exchange") || is_rsa == rsa_step;
    if (!fits)
        tb_text_printf(why, "%s has no step '%s': %s", c->value[TB_PARAM_KX], c->value[TB_PARAM_OPERATION],
                       is_rsa ? "RSA key transport has encrypt, decrypt and exchange"
                              : "a group has offer, answer, finish, derive and exchange");
    return fits;
}

static bool check_signature(const struct tb_case *c, struct tb_text *why)
{
    const struct tb_auth *auth = tb_auth_by_name(c->value[TB_PARAM_AUTH]);
    const struct tb_scheme *scheme = tb_scheme_by_name(c->value[TB_PARAM_SCHEME]);
    bool is_rsa_scheme = strncmp(scheme->name, "rsa_", 4) == 0;
    bool fits = auth->rsa_bits ? is_rsa_scheme : auth->tls13_scheme == scheme->id;
    if (!fits)
        tb_text_printf(why, "a key of type %s cannot sign with %s", auth->name, scheme->name);
    return fits;
}

/* RFC 8446 5.1: a record's plaintext has at most 2^14 bytes. */
static bool check_record_size(const struct tb_case *c, struct tb_text *why)
{
    if (tb_case_size(c) <= 16384)
        return true;
    tb_text_printf(why, "size %zu is larger than a TLS record (16384)", tb_case_size(c));
    return false;
}

static bool check_tls(const struct tb_case *c, struct tb_text *why)
{
    const char *kx = c->value[TB_PARAM_KX];
    const struct tb_version *version = tb_version_by_name(c->value[TB_PARAM_TLS]);
    const struct tb_auth *auth = tb_auth_by_name(c->value[TB_PARAM_AUTH]);
    const struct tb_aead_info *aead = tb_aead_by_name(c->value[TB_PARAM_SUITE]);
    bool is_rsa = strcmp(kx, "rsa") == 0;
    if (is_rsa && version->id == TB_TLS13)
        tb_text_add(why, "TLS 1.3 has no RSA key transport");
    else if (is_rsa && !auth->rsa_bits)
        tb_text_printf(why, "RSA key transport needs an RSA certificate, not %s", auth->name);
    else if (version->id == TB_TLS12 && strstr(kx, "mlkem"))
        tb_text_printf(why, "TLS 1.2 has no %s, because ML-KEM is for TLS 1.3 only", kx);
    else if (tb_suite_for(version->id, kx, auth, aead) == 0)
        tb_text_printf(why, "%s has no cipher suite for %s with %s and %s", version->name, kx, auth->name, aead->name);
    else
        return true;
    return false;
}

/* What exists in one version of TLS only. */
static bool check_handshake(const struct tb_case *c, struct tb_text *why)
{
    static const struct {
        const char *operation, *tls, *because;
    } only[] = {
        {"session-id", "tls1.2", "TLS 1.3 resumes with tickets only"},
        {"retry", "tls1.3", "TLS 1.2 has no HelloRetryRequest"},
        {"ticketed", "tls1.3", "the number of tickets can be chosen in TLS 1.3 only"},
        {"early-data", "tls1.3", "TLS 1.2 has no 0-RTT data"},
    };
    for (size_t i = 0; i < sizeof only / sizeof *only; i++)
        if (is(c, TB_PARAM_OPERATION, only[i].operation) && !is(c, TB_PARAM_TLS, only[i].tls)) {
            tb_text_add(why, only[i].because);
            return false;
        }
    return check_tls(c, why);
}

/* bench/pki has revocation lists of one authority, the intermediate of a chain of two. */
static bool check_trust(const struct tb_case *c, struct tb_text *why)
{
    const char *chain = c->value[TB_PARAM_CHAIN];
    if (!*chain || strcmp(chain, "2") == 0 || is(c, TB_PARAM_CRL, "none"))
        return true;
    tb_text_printf(why, "revocation lists exist for chains of 2 only, not of %s", chain);
    return false;
}

/* Each parameter that applies has one of its values and the others none: what the checks above rely on, and what makes
 * a case and its name convert into each other. */
static bool check_complete(const struct tb_case *c, struct tb_text *why)
{
    for (int i = 0; i < TB_NUM_PARAMS; i++) {
        enum tb_param param = (enum tb_param)i;
        const char *value = c->value[param];
        bool applies = tb_param_applies(c, param);
        if (!applies && *value) {
            tb_text_printf(why, "%s '%s' does not apply to this %s case", params[param].name, value, c->driver->name);
            return false;
        }
        if (applies && !*value) {
            tb_text_printf(why, "the %s case lacks a value for %s", c->driver->name, params[param].name);
            return false;
        }
        if (applies && !is_allowed(find_param(c->driver, param), value))
            return refuse_value(find_param(c->driver, param), value, why);
    }
    return true;
}

bool tb_case_check(const struct tb_case *c, struct tb_text *why)
{
    static const struct {
        const char *driver;
        bool (*check)(const struct tb_case *c, struct tb_text *why);
    } checks[] = {{"kx", check_kx},       {"signature", check_signature}, {"aead", check_record_size},
                  {"trust", check_trust}, {"handshake", check_handshake}, {"bulk", check_tls},
                  {"http", check_tls}};
    if (!check_complete(c, why))
        return false;
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
        if (strcmp(checks[i].driver, c->driver->name) == 0)
            return checks[i].check(c, why);
    return true;
}

bool tb_case_equal(const struct tb_case *a, const struct tb_case *b)
{
    if (a->driver != b->driver)
        return false;
    for (int i = 0; i < TB_NUM_PARAMS; i++)
        if (strcmp(a->value[i], b->value[i]) != 0)
            return false;
    return true;
}

static size_t number(const char *value)
{
    return *value ? strtoul(value, NULL, 10) : 0;
}

size_t tb_case_size(const struct tb_case *c)
{
    return number(c->value[TB_PARAM_SIZE]);
}

size_t tb_case_connections(const struct tb_case *c)
{
    return number(c->value[TB_PARAM_CONNECTIONS]);
}

size_t tb_case_roots(const struct tb_case *c)
{
    return *c->value[TB_PARAM_ROOTS] ? number(c->value[TB_PARAM_ROOTS]) : 1;
}

unsigned tb_case_tickets(const struct tb_case *c)
{
    return (unsigned)number(c->value[TB_PARAM_TICKETS]);
}
