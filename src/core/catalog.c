#include "core/catalog.h"
#include "core/algorithms.h"
#include "core/catalog_connections.h"
#include "core/text.h"
#include <stdlib.h>
#include <string.h>

#define LIST(...)    ((const char *const[]){__VA_ARGS__, NULL})
#define FROM_ZERO    ((const char *const[]){NULL})
#define COUNT(array) (sizeof(array) / sizeof *(array))

#define GROUPS   "x25519", "p256", "p384", "p521", "mlkem768", "x25519mlkem768"
#define RSA_KEYS "rsa-2048", "rsa-3072", "rsa-4096"
#define KEYS     RSA_KEYS, "ecdsa-p256", "ecdsa-p384", "ed25519"
#define AEADS    "aes-128-gcm", "aes-256-gcm", "chacha20-poly1305"

/* Last in every name, but for the context that they share. */
#define THREADS                                                                                                        \
    {                                                                                                                  \
        TB_PARAM_THREADS, NULL, ""                                                                                     \
    }
#define CONTEXT                                                                                                        \
    {                                                                                                                  \
        TB_PARAM_CONTEXT, LIST("own", "shared"), "own"                                                                 \
    }

static bool is(const struct tb_case *c, enum tb_param param, const char *value)
{
    return strcmp(c->value[param], value) == 0;
}

/* ---- Key exchange ---- */

static const struct tb_param_info kx_params[] = {
    {TB_PARAM_KX, LIST(GROUPS, "rsa"), NULL},
    {TB_PARAM_AUTH, LIST(RSA_KEYS), ""},
    {TB_PARAM_OPERATION, LIST("offer", "answer", "finish", "derive", "encrypt", "decrypt", "exchange"), "exchange"},
    {TB_PARAM_KEY, LIST("fresh", "same"), "fresh"},
    THREADS,
};

static const struct tb_metric_info kx_metrics[] = {TB_KX_METRICS};

/* `key` applies to operations on an object of the peer's, which each connection has for itself.  A server's own key, a
 * client's trust store and the keys of a connection outlive the operation in practice, too. */
static bool kx_applies(const struct tb_case *c, enum tb_param param)
{
    bool encrypts = is(c, TB_PARAM_OPERATION, "encrypt") || is(c, TB_PARAM_OPERATION, "exchange");
    if (param == TB_PARAM_AUTH)
        return is(c, TB_PARAM_KX, "rsa");
    return param != TB_PARAM_KEY || (is(c, TB_PARAM_KX, "rsa") && encrypts);
}

static bool kx_check(const struct tb_case *c, struct tb_text *why)
{
    static const char *const rsa_steps[] = {"encrypt", "decrypt", "exchange"};
    bool is_rsa = is(c, TB_PARAM_KX, "rsa"), rsa_step = false;
    for (size_t i = 0; i < COUNT(rsa_steps); i++)
        rsa_step = rsa_step || is(c, TB_PARAM_OPERATION, rsa_steps[i]);
    bool fits = is(c, TB_PARAM_OPERATION, "exchange") || is_rsa == rsa_step;
    if (!fits)
        tb_text_printf(why, "%s has no step '%s': %s", c->value[TB_PARAM_KX], c->value[TB_PARAM_OPERATION],
                       is_rsa ? "RSA key transport has encrypt, decrypt and exchange"
                              : "a group has offer, answer, finish, derive and exchange");
    return fits;
}

/* ---- Signatures ---- */

static const struct tb_param_info signature_params[] = {
    {TB_PARAM_AUTH, LIST(KEYS), NULL},
    {TB_PARAM_SCHEME,
     LIST("rsa_pss_rsae_sha256", "rsa_pkcs1_sha256", "ecdsa_secp256r1_sha256", "ecdsa_secp384r1_sha384", "ed25519"),
     NULL},
    {TB_PARAM_OPERATION, LIST("sign", "verify"), NULL},
    {TB_PARAM_KEY, LIST("fresh", "same"), "fresh"},
    THREADS,
};

static const struct tb_metric_info signature_metrics[] = {TB_SIGNATURE_METRICS};

static bool signature_applies(const struct tb_case *c, enum tb_param param)
{
    return param != TB_PARAM_KEY || is(c, TB_PARAM_OPERATION, "verify");
}

static bool signature_check(const struct tb_case *c, struct tb_text *why)
{
    const struct tb_auth *auth = tb_auth_by_name(c->value[TB_PARAM_AUTH]);
    const struct tb_scheme *scheme = tb_scheme_by_name(c->value[TB_PARAM_SCHEME]);
    bool is_rsa_scheme = strncmp(scheme->name, "rsa_", 4) == 0;
    bool fits = auth->rsa_bits ? is_rsa_scheme : auth->tls13_scheme == scheme->id;
    if (!fits)
        tb_text_printf(why, "a key of type %s cannot sign with %s", auth->name, scheme->name);
    return fits;
}

/* ---- AEAD ---- */

static const struct tb_param_info aead_params[] = {
    {TB_PARAM_SUITE, LIST(AEADS), NULL},
    {TB_PARAM_SIZE, NULL, NULL},
    {TB_PARAM_KEYING, LIST("once", "each"), "once"},
    {TB_PARAM_OPERATION, LIST("seal", "open"), NULL},
    THREADS,
};

static const struct tb_metric_info aead_metrics[] = {TB_AEAD_METRICS};

/* RFC 8446 5.1: a record's plaintext has at most 2^14 bytes. */
static bool aead_check(const struct tb_case *c, struct tb_text *why)
{
    size_t size = strtoul(c->value[TB_PARAM_SIZE], NULL, 10);
    if (size <= 16384)
        return true;
    tb_text_printf(why, "size %zu is larger than a TLS record (16384)", size);
    return false;
}

/* ---- Reference work ---- */

static const struct tb_param_info steady_params[] = {
    {TB_PARAM_OPERATION, LIST("arithmetic", "ping-pong"), NULL},
};

static const struct tb_metric_info steady_metrics[] = {TB_STEADY_METRICS};

/* ---- Session keys ---- */

static const struct tb_param_info schedule_params[] = {
    {TB_PARAM_TLS, LIST("tls1.2", "tls1.3"), NULL},
    {TB_PARAM_HASH, LIST("sha256", "sha384"), NULL},
    {TB_PARAM_OPERATION, LIST("secrets", "keys", "finished", "full"), "full"},
    THREADS,
};

static const struct tb_metric_info schedule_metrics[] = {TB_SCHEDULE_METRICS};

/* ---- Certificates ---- */

static const struct tb_param_info trust_params[] = {
    {TB_PARAM_AUTH, LIST(KEYS), NULL},
    {TB_PARAM_OPERATION, LIST("parse", "verify", "verify-parsed", "load"), NULL},
    {TB_PARAM_CHAIN, NULL, "2"},
    {TB_PARAM_ROOTS, NULL, "1"},
    {TB_PARAM_CRL, LIST("none", "0", "100", "10000"), "none"},
    {TB_PARAM_KEY, LIST("fresh", "same"), "fresh"},
    THREADS,
    CONTEXT,
};

static const struct tb_metric_info trust_metrics[] = {TB_TRUST_METRICS};

static bool trust_applies(const struct tb_case *c, enum tb_param param)
{
    if (param == TB_PARAM_KEY)
        return is(c, TB_PARAM_OPERATION, "verify-parsed");
    if (param == TB_PARAM_CONTEXT) /* the others make a store, or have none */
        return is(c, TB_PARAM_OPERATION, "verify") || is(c, TB_PARAM_OPERATION, "verify-parsed");
    if (is(c, TB_PARAM_OPERATION, "parse"))
        return param == TB_PARAM_AUTH || param == TB_PARAM_OPERATION;
    return param != TB_PARAM_CHAIN || !is(c, TB_PARAM_OPERATION, "load");
}

/* bench/pki has revocation lists of only one authority, the intermediate of a chain of two. */
static bool trust_check(const struct tb_case *c, struct tb_text *why)
{
    const char *chain = c->value[TB_PARAM_CHAIN];
    if (!*chain || strcmp(chain, "2") == 0 || is(c, TB_PARAM_CRL, "none"))
        return true;
    tb_text_printf(why, "revocation lists exist for chains of 2 only, not of %s", chain);
    return false;
}

/* ---- Connections ---- */

static const struct tb_param_info startup_params[] = {
    {TB_PARAM_TLS, LIST("tls1.2", "tls1.3"), NULL},
    {TB_PARAM_KX, LIST(GROUPS, "rsa"), "x25519"},
    {TB_PARAM_AUTH, LIST(KEYS), NULL},
    {TB_PARAM_SUITE, LIST(AEADS), "aes-128-gcm"},
    {TB_PARAM_OPERATION, LIST("server", "client", "first"), NULL},
    {TB_PARAM_ROOTS, NULL, "1"},
    {TB_PARAM_CERTIFICATES, NULL, ""},
};

static const struct tb_metric_info startup_metrics[] = {TB_STARTUP_METRICS};

static const struct tb_param_info refusal_params[] = {
    {TB_PARAM_TRANSPORT, LIST("memory"), "memory"},
    {TB_PARAM_TLS, LIST("tls1.2", "tls1.3"), NULL},
    {TB_PARAM_AUTH, LIST(KEYS), NULL},
    {TB_PARAM_OPERATION, LIST("version", "expired", "revoked", "unknown-issuer", "wrong-name", "no-certificate"), NULL},
};

static const struct tb_metric_info refusal_metrics[] = {TB_REFUSAL_METRICS};

static const struct tb_param_info handshake_params[] = {
    {TB_PARAM_TRANSPORT, LIST("memory", "loopback"), NULL},
    {TB_PARAM_TLS, LIST("tls1.2", "tls1.3"), NULL},
    {TB_PARAM_KX, LIST(GROUPS, "rsa"), NULL},
    {TB_PARAM_AUTH, LIST(KEYS), NULL},
    {TB_PARAM_SUITE, LIST(AEADS), "aes-128-gcm"},
    {TB_PARAM_OPERATION,
     LIST("full", "negotiate", "retry", "unverified", "mutual", "stapled", "ticketed", "session-id", "ticket",
          "early-data"),
     "full"},
    {TB_PARAM_TICKETS, NULL, "1"},
    {TB_PARAM_CERTIFICATES, NULL, ""},
    {TB_PARAM_CACHE, NULL, ""},
    {TB_PARAM_ARRIVALS, NULL, ""},
    {TB_PARAM_PROCESS, LIST("fixed", "poisson"), "poisson"},
    {TB_PARAM_RESUMED, FROM_ZERO, "100"},
    {TB_PARAM_CONNECTIONS, NULL, "16"},
    {TB_PARAM_IDLE, NULL, ""},
    THREADS,
    CONTEXT,
};

static const struct tb_metric_info handshake_metrics[] = {TB_HANDSHAKE_METRICS};

/* It has no arrivals: a stream has no requests that could come by plan.  Those of a given size are http's. */
static const struct tb_param_info bulk_params[] = {
    {TB_PARAM_TRANSPORT, LIST("memory", "loopback"), NULL},
    {TB_PARAM_TLS, LIST("tls1.2", "tls1.3"), NULL},
    {TB_PARAM_KX, LIST(GROUPS, "rsa"), "p256"},
    {TB_PARAM_AUTH, LIST(KEYS), "ecdsa-p256"},
    {TB_PARAM_SUITE, LIST(AEADS), NULL},
    {TB_PARAM_SIZE, NULL, NULL},
    {TB_PARAM_DIRECTION, LIST("upload", "download"), NULL},
    {TB_PARAM_CONNECTIONS, NULL, "1"},
    {TB_PARAM_IDLE, NULL, ""},
    THREADS,
};

static const struct tb_metric_info bulk_metrics[] = {TB_BULK_METRICS};

static const struct tb_param_info http_params[] = {
    {TB_PARAM_TRANSPORT, LIST("loopback"), "loopback"},
    {TB_PARAM_TLS, LIST("tls1.2", "tls1.3"), "tls1.3"},
    {TB_PARAM_KX, LIST(GROUPS, "rsa"), "x25519"},
    {TB_PARAM_AUTH, LIST(KEYS), "ecdsa-p256"},
    {TB_PARAM_SUITE, LIST(AEADS), "aes-128-gcm"},
    {TB_PARAM_SIZE, FROM_ZERO, NULL},
    {TB_PARAM_REUSE, LIST("new", "kept"), NULL},
    {TB_PARAM_ARRIVALS, NULL, ""},
    {TB_PARAM_PROCESS, LIST("fixed", "poisson"), "poisson"},
    {TB_PARAM_CONNECTIONS, NULL, "16"},
    {TB_PARAM_IDLE, NULL, ""},
    THREADS,
    CONTEXT,
};

static const struct tb_metric_info http_metrics[] = {TB_HTTP_METRICS};

static const struct tb_param_info held_params[] = {
    {TB_PARAM_TRANSPORT, LIST("loopback"), "loopback"},
    {TB_PARAM_TLS, LIST("tls1.2", "tls1.3"), "tls1.3"},
    {TB_PARAM_KX, LIST(GROUPS, "rsa"), "x25519"},
    {TB_PARAM_AUTH, LIST(KEYS), "ecdsa-p256"},
    {TB_PARAM_SUITE, LIST(AEADS), "aes-128-gcm"},
    {TB_PARAM_STATE, LIST("handshake", "data"), NULL},
    {TB_PARAM_SIZE, NULL, "16384"},
    {TB_PARAM_BUFFERS, LIST("usual", "released"), "usual"},
    {TB_PARAM_CONNECTIONS, NULL, "10000"},
};

static const struct tb_metric_info held_metrics[] = {TB_HELD_METRICS};

/* ---- The table ---- */

#define PLACE(name) PLACE_##name,
enum { TB_DRIVERS(PLACE) NUM_DRIVERS };

#define DRIVER(id, ...)                                                                                                \
    [PLACE_##id] = {.name = #id,                                                                                       \
                    .params = id##_params,                                                                             \
                    .num_params = COUNT(id##_params),                                                                  \
                    .metrics = id##_metrics,                                                                           \
                    .num_metrics = COUNT(id##_metrics),                                                                \
                    __VA_ARGS__}

static const struct tb_driver_info drivers[NUM_DRIVERS] = {
    DRIVER(kx, .counted = 4, .countable = TB_COUNTABLE_CALLS, .applies = kx_applies, .check = kx_check,
           .title = "Key exchange",
           .doc = "ephemeral key exchange step by step (offer and finish: client; answer: server; derive: only the "
                  "derivation inside finish), and RSA key transport (encrypt: client, with a fresh public "
                  "key unless `key` is same; decrypt: server, always with the same private key)"),
    DRIVER(signature, .counted = 8, .countable = TB_COUNTABLE_CALLS, .applies = signature_applies,
           .check = signature_check, .title = "Signatures",
           .doc = "signing and verifying a message as long as that of CertificateVerify, hash included; a server "
                  "always signs with the same key, and a client verifies with a fresh key unless key is same"),
    DRIVER(aead, .counted = 64, .countable = TB_COUNTABLE_CALLS, .check = aead_check, .title = "AEAD",
           .doc = "sealing and opening a record of this size, with the key set once as in a connection"),
    DRIVER(schedule, .counted = 64, .countable = TB_COUNTABLE_CALLS, .title = "Session keys",
           .doc = "the key schedule of a connection: TLS 1.2's PRF, TLS 1.3's HKDF"),
    DRIVER(trust, .counted = 4, .countable = TB_COUNTABLE_CALLS, .applies = trust_applies, .check = trust_check,
           .title = "Certificates",
           .doc = "parsing certificates, verifying chains, and loading trust stores; the store has been used before, "
                  "the chain has not unless key is same"),
    DRIVER(startup, .counted = 4, .applies = tb_startup_applies, .check = tb_connection_check, .title = "Start-up",
           .doc = "making a TLS context, once before the first connection: of a server from its chain and key, of a "
                  "client from its roots, and both with the first handshake on them; with certificates, a server loads "
                  "that many more"),
    DRIVER(handshake, .counted = 2, .handshakes = true, .countable = TB_COUNTABLE_SIDES,
           .applies = tb_handshake_applies, .check = tb_handshake_check, .title = "Handshakes",
           .doc = "a whole handshake; the client verifies the chain root > intermediate > leaf and the host name; no "
                  "tickets unless the operation is about them"),
    DRIVER(refusal, .counted = 2, .title = "Refused handshakes",
           .doc = "a handshake that must fail, until both sides know"),
    DRIVER(bulk, .counted = 16, .countable = TB_COUNTABLE_SIDES, .check = tb_connection_check, .title = "Bulk transfer",
           .doc = "application data over an established connection, in writes of this size"),
    DRIVER(http, .countable = TB_COUNTABLE_SIDES, .applies = tb_http_applies, .check = tb_connection_check,
           .title = "HTTP",
           .doc = "HTTP/1.1 GET over TLS, and over plain TCP for comparison; with arrivals, requests come by plan, "
                  "each on a new connection, or on an idle one of those that are kept"),
    DRIVER(held, .holds = true, .applies = tb_held_applies, .check = tb_held_check,
           .title = "Memory of idle connections",
           .doc = "connections that stay open and idle: the memory that each holds, of the client and of the server"),
    DRIVER(steady, .steady = true, .title = "Reference work",
           .doc = "work without any TLS library: a change here is a change of the machine"),
};

const struct tb_driver_info *tb_drivers(size_t *num)
{
    *num = NUM_DRIVERS;
    return drivers;
}
