#include "core/catalog_connections.h"
#include "core/algorithms.h"
#include "core/text.h"
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool is(const struct tb_case *c, enum tb_param param, const char *value)
{
    return strcmp(c->value[param], value) == 0;
}

enum { MOST_PAIRS = 64 }; /* threads over loopback: a server tells the ports of all in one line */

static bool threads_check(const struct tb_case *c, struct tb_text *why)
{
    unsigned threads = tb_case_threads(c);
    if (is(c, TB_PARAM_TRANSPORT, "loopback") && threads > MOST_PAIRS)
        tb_text_printf(why, "over loopback there are at most %d threads, not %u", MOST_PAIRS, threads);
    else if (tb_case_arrivals(c) && tb_case_arrivals(c) < threads)
        tb_text_printf(why, "%s arrivals a second are fewer than one for each of %u threads; use more arrivals",
                       c->value[TB_PARAM_ARRIVALS], threads);
    else
        return true;
    return false;
}

bool tb_connection_check(const struct tb_case *c, struct tb_text *why)
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
        return threads_check(c, why);
    return false;
}

/* A server verifies nobody here, and a client has no certificate. */
bool tb_startup_applies(const struct tb_case *c, enum tb_param param)
{
    if (param == TB_PARAM_CERTIFICATES)
        return !is(c, TB_PARAM_OPERATION, "client");
    return param != TB_PARAM_ROOTS || !is(c, TB_PARAM_OPERATION, "server");
}

/* Only full handshakes present a certificate, and only in memory one client can be all that the server knows. */
bool tb_handshake_applies(const struct tb_case *c, enum tb_param param)
{
    if (param == TB_PARAM_CACHE)
        return is(c, TB_PARAM_OPERATION, "session-id") && is(c, TB_PARAM_TRANSPORT, "memory");
    return param != TB_PARAM_CERTIFICATES || is(c, TB_PARAM_OPERATION, "full");
}

/* Operations that exist in only one version of TLS. */
bool tb_handshake_check(const struct tb_case *c, struct tb_text *why)
{
    static const struct {
        const char *operation, *tls, *because;
    } only[] = {
        {"session-id", "tls1.2", "TLS 1.3 resumes with tickets only"},
        {"retry", "tls1.3", "TLS 1.2 has no HelloRetryRequest"},
        {"ticketed", "tls1.3", "the number of tickets can be chosen in TLS 1.3 only"},
        {"early-data", "tls1.3", "TLS 1.2 has no 0-RTT data"},
    };
    for (size_t i = 0; i < COUNT(only); i++)
        if (is(c, TB_PARAM_OPERATION, only[i].operation) && !is(c, TB_PARAM_TLS, only[i].tls)) {
            tb_text_add(why, only[i].because);
            return false;
        }
    if (tb_case_certificates(c) && strncmp(c->value[TB_PARAM_AUTH], "rsa-", 4) == 0) {
        tb_text_add(why,
                    "certificates and auth=rsa-... do not go together: nearly every signature would be the first of "
                    "its key, for which RSA makes values that it keeps; use auth=ecdsa-p256");
        return false;
    }
    if (tb_case_cache(c) && tb_case_names_threads(c)) {
        tb_text_add(why, "handshake cases have either cache or threads: what a cache still has would depend on which "
                         "thread came first; leave out one of them");
        return false;
    }
    return tb_connection_check(c, why);
}

/* Records do not use the context of their connection, so only handshakes show what sharing it costs. */
bool tb_http_applies(const struct tb_case *c, enum tb_param param)
{
    return param != TB_PARAM_CONTEXT || is(c, TB_PARAM_REUSE, "new");
}

bool tb_held_applies(const struct tb_case *c, enum tb_param param)
{
    return param != TB_PARAM_SIZE || is(c, TB_PARAM_STATE, "data");
}

/* The first point of the slope has 1 % of the connections.  Less than a few megabytes in all would fit into pages that
 * handshakes used before and malloc keeps: the slope of PSS would be anything from 0. */
bool tb_held_check(const struct tb_case *c, struct tb_text *why)
{
    if (tb_case_connections(c) >= 1000)
        return tb_connection_check(c, why);
    tb_text_printf(why, "%s connections are too few to tell what each of them holds; use 1000 to 10000",
                   c->value[TB_PARAM_CONNECTIONS]);
    return false;
}
