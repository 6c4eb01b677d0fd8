/* tls_cases.c - the tested handshakes and their configurations. */
#include "core/algorithms.h"
#include "core/iana.h"
#include "session.h"
#include <string.h>

enum {
    X25519 = TB_GROUP_X25519,
    P256 = TB_GROUP_SECP256R1,
    P384 = TB_GROUP_SECP384R1,
    P521 = TB_GROUP_SECP521R1,
    X25519MLKEM768 = TB_GROUP_X25519MLKEM768
};

const struct tls_case tls13_case = {TB_TLS13, TB_SUITE_AES_128_GCM_SHA256, X25519, "ecdsa-p256", true, true};
const struct tls_case tls12_case = {TB_TLS12, TB_SUITE_ECDHE_RSA_AES_128_GCM, P256, "rsa-2048", true, true};

const struct tls_case tls_cases[] = {
    {TB_TLS13, TB_SUITE_AES_128_GCM_SHA256, X25519, "rsa-2048", true, true},
    {TB_TLS13, TB_SUITE_AES_128_GCM_SHA256, X25519, "ecdsa-p256", true, true},
    {TB_TLS13, TB_SUITE_AES_128_GCM_SHA256, P256, "rsa-2048", true, false},
    {TB_TLS13, TB_SUITE_AES_128_GCM_SHA256, P256, "ecdsa-p256", true, true},
    {TB_TLS13, TB_SUITE_AES_128_GCM_SHA256, X25519, "rsa-3072", true, false},
    {TB_TLS13, TB_SUITE_AES_128_GCM_SHA256, X25519, "rsa-4096", true, false},
    {TB_TLS13, TB_SUITE_AES_128_GCM_SHA256, P384, "rsa-2048", true, false},
    {TB_TLS13, TB_SUITE_AES_128_GCM_SHA256, P384, "ecdsa-p384", true, true},
    {TB_TLS13, TB_SUITE_AES_128_GCM_SHA256, P521, "ecdsa-p256", false, false},
    {TB_TLS13, TB_SUITE_AES_128_GCM_SHA256, X25519, "ed25519", false, true},
    {TB_TLS13, TB_SUITE_AES_128_GCM_SHA256, X25519MLKEM768, "ecdsa-p256", false, true},
    {TB_TLS13, TB_SUITE_AES_256_GCM_SHA384, X25519, "ecdsa-p256", false, true},
    {TB_TLS13, TB_SUITE_CHACHA20_POLY1305_SHA256, X25519, "ecdsa-p256", false, true},
    {TB_TLS12, TB_SUITE_ECDHE_RSA_AES_128_GCM, X25519, "rsa-2048", true, true},
    {TB_TLS12, TB_SUITE_ECDHE_RSA_AES_128_GCM, P256, "rsa-2048", true, true},
    {TB_TLS12, TB_SUITE_ECDHE_ECDSA_AES_128_GCM, X25519, "ecdsa-p256", true, true},
    {TB_TLS12, TB_SUITE_ECDHE_ECDSA_AES_128_GCM, P256, "ecdsa-p256", true, true},
    {TB_TLS12, TB_SUITE_ECDHE_ECDSA_AES_128_GCM, P384, "ecdsa-p384", true, false},
    {TB_TLS12, TB_SUITE_RSA_AES_128_GCM, 0, "rsa-2048", true, true},
    {TB_TLS12, TB_SUITE_RSA_AES_128_GCM, 0, "rsa-3072", true, false},
    {TB_TLS12, TB_SUITE_ECDHE_RSA_AES_256_GCM, P256, "rsa-2048", true, true},
    {TB_TLS12, TB_SUITE_ECDHE_ECDSA_AES_256_GCM, P256, "ecdsa-p256", true, false},
    {TB_TLS12, TB_SUITE_RSA_AES_256_GCM, 0, "rsa-2048", true, false},
    {TB_TLS12, TB_SUITE_ECDHE_RSA_CHACHA20_POLY1305, X25519, "rsa-2048", true, true},
    {TB_TLS12, TB_SUITE_ECDHE_ECDSA_CHACHA20_POLY1305, X25519, "ecdsa-p256", true, false},
};
const size_t num_tls_cases = sizeof tls_cases / sizeof tls_cases[0];

struct case_name name_of(const struct tls_case *c)
{
    struct case_name name;
    snprintf(name.text, sizeof name.text, "%s/%s/%s/0x%04x", c->version == TB_TLS13 ? "tls1.3" : "tls1.2",
             c->group ? tb_group_by_id(c->group)->name : "rsa", c->auth, c->suite);
    return name;
}

bool lacks_case(const struct subject *subject, const struct tls_case *c)
{
    return lacks(subject, TB_CAP_VERSION, c->version, c->must) || lacks(subject, TB_CAP_SUITE, c->suite, c->must) ||
           (c->group && lacks(subject, TB_CAP_TLS_GROUP, c->group, c->must));
}

void require_case(const struct subject *subject, const struct tls_case *c)
{
    if (lacks_case(subject, c))
        skip_here();
}

/* One of each, except that a TLS 1.2 client also lists the curve of an ECDSA certificate as a group (RFC 8422 5.1). */
static void pin(struct wishes *wishes, const struct tls_case *c, const struct tb_auth *auth)
{
    struct tb_tls_config *client = &wishes->client, *server = &wishes->server;
    client->min_version = client->max_version = server->min_version = server->max_version = c->version;
    wishes->suites[0] = c->suite;
    client->suites = server->suites = wishes->suites;
    client->num_suites = server->num_suites = 1;
    if (!c->group)
        return;
    wishes->client_groups[0] = wishes->server_groups[0] = c->group;
    wishes->client_groups[1] = auth->curve;
    client->groups = wishes->client_groups;
    server->groups = wishes->server_groups;
    client->num_groups = c->version == TB_TLS12 && auth->curve && auth->curve != c->group ? 2 : 1;
    server->num_groups = 1;
    wishes->schemes[0] = c->version == TB_TLS13 ? auth->tls13_scheme : auth->tls12_scheme;
    client->schemes = server->schemes = wishes->schemes;
    client->num_schemes = server->num_schemes = 1;
}

void wishes_init(struct wishes *wishes, const struct subject *subject, const struct tls_case *c)
{
    *wishes = (struct wishes){.server.server = true};
    if (!c)
        return;
    pin(wishes, c, tb_auth_by_name(c->auth));
    wishes->server.chain_pem = wishes->chain = read_pki(subject, c->auth, "chain.pem");
    wishes->server.key_pem = wishes->key = read_pki(subject, c->auth, "key.pem");
    wishes->client.roots_pem = wishes->roots = read_pki(subject, c->auth, "root.pem");
    wishes->client.verify_peer = true;
    strcpy(wishes->host, HOST);
    wishes->client.host = wishes->host;
}

void wishes_free(struct wishes *wishes)
{
    free_bytes(wishes->chain);
    free_bytes(wishes->key);
    free_bytes(wishes->roots);
    free_bytes(wishes->crls);
    free_bytes(wishes->staple);
    free_bytes(wishes->client_chain);
    free_bytes(wishes->server_roots);
    free_bytes(wishes->unnamed_chain);
    free_bytes(wishes->expired_chain);
    memset(wishes, 0x5a, sizeof *wishes); /* detects a context that still points into it */
}

void wish_resumption(struct wishes *wishes, enum tb_resumption resumption, unsigned tickets)
{
    wishes->client.resumption = wishes->server.resumption = resumption;
    wishes->server.tickets = tickets;
}

void compare_negotiated(const struct tb_negotiated *got, const struct tls_case *c)
{
    const struct tb_auth *auth = tb_auth_by_name(c->auth);
    uint16_t scheme = c->version == TB_TLS13 ? auth->tls13_scheme : auth->tls12_scheme;
    expect(got->version == c->version, "version 0x%04x", got->version);
    expect(got->suite == c->suite, "suite 0x%04x", got->suite);
    expect(!got->resumed, "a full handshake was resumed");
    if (!c->group) {
        expect(got->group == 0 && got->scheme == 0, "RSA key transport with group %u, scheme 0x%04x", got->group,
               got->scheme);
        return;
    }
    expect(got->group == c->group || got->group == 0, "group 0x%04x", got->group);
    expect(got->scheme == scheme || got->scheme == 0, "scheme 0x%04x", got->scheme);
    if (got->group == 0)
        print_message("the library cannot tell the group\n");
    if (got->scheme == 0)
        print_message("the library cannot tell the signature scheme\n");
}
