/* A client and a server in one thread, each with the other's output in a buffer. */
#include "backends/wolfssl/key/key.h"
#include "backends/wolfssl/tls/tls.h"
#include "backends/wolfssl/trial.h"
#include "core/iana.h"
#include <string.h>

enum { FLIGHT_MAX = 16384, MAX_TURNS = 10, CLIENT = 0, SERVER = 1 };

/* Read by one end, appended to by the other. */
struct inbox {
    uint8_t data[FLIGHT_MAX];
    size_t at, len;
};

struct end {
    struct inbox *in, *out;
    tb_ctx *ctx;
    tb_conn *conn;
    enum tb_status status;
};

static ptrdiff_t take(void *io, void *dst, size_t cap)
{
    struct inbox *in = ((struct end *)io)->in;
    size_t len = in->len - in->at < cap ? in->len - in->at : cap;
    if (len == 0)
        return TB_IO_AGAIN;
    memcpy(dst, in->data + in->at, len);
    in->at += len;
    return (ptrdiff_t)len;
}

static ptrdiff_t put(void *io, const void *src, size_t len)
{
    struct inbox *out = ((struct end *)io)->out;
    if (len > FLIGHT_MAX - out->len)
        return TB_IO_ERROR;
    memcpy(out->data + out->len, src, len);
    out->len += len;
    return (ptrdiff_t)len;
}

static enum tb_status open_end(tb_lib *lib, struct end *end, const struct tb_tls_config *config)
{
    const struct tb_transport transport = {.fd = -1, .io = end, .recv = take, .send = put};
    end->status = TB_WANT_READ;
    enum tb_status status = tb_wolfssl_tls.ctx_create(lib, &end->ctx, config);
    return status == TB_OK ? tb_wolfssl_tls.open(end->ctx, &end->conn, &transport) : status;
}

static bool is_as_asked(struct end *end, uint16_t version, const uint16_t *suite, const uint16_t *group)
{
    struct tb_negotiated got;
    if (tb_wolfssl_tls.negotiated(end->conn, &got) != TB_OK)
        return false;
    bool same = got.version == version && (!suite || got.suite == *suite) && (!group || got.group == *group);
    if (!same)
        tb_fail(TB_UNSUPPORTED, "a trial handshake ended in version 0x%04x, suite 0x%04x, group 0x%04x", got.version,
                got.suite, got.group);
    return same;
}

static bool shake_hands(struct end ends[2])
{
    for (int turn = 0; turn < MAX_TURNS; turn++) {
        struct end *end = &ends[turn % 2];
        if (end->status == TB_WANT_READ)
            end->status = tb_wolfssl_tls.handshake(end->conn);
        if (end->status != TB_OK && end->status != TB_WANT_READ)
            return false;
    }
    return ends[CLIENT].status == TB_OK && ends[SERVER].status == TB_OK;
}

/* The certificate's key must suit the suite.  If both types do, it is ECDSA, which is cheaper, if the build has it. */
static uint16_t scheme_for(const uint16_t *suite)
{
    const uint16_t cheaper = tb_lacks_scheme(TB_SCHEME_ECDSA_SECP256R1_SHA256) ? TB_SCHEME_RSA_PSS_RSAE_SHA256
                                                                               : TB_SCHEME_ECDSA_SECP256R1_SHA256;
    switch (suite ? *suite : 0) {
    case TB_SUITE_ECDHE_RSA_AES_128_GCM:
    case TB_SUITE_ECDHE_RSA_AES_256_GCM:
    case TB_SUITE_ECDHE_RSA_CHACHA20_POLY1305:
    case TB_SUITE_RSA_AES_128_GCM:
    case TB_SUITE_RSA_AES_256_GCM:
        return TB_SCHEME_RSA_PSS_RSAE_SHA256;
    case TB_SUITE_ECDHE_ECDSA_AES_128_GCM:
    case TB_SUITE_ECDHE_ECDSA_AES_256_GCM:
    case TB_SUITE_ECDHE_ECDSA_CHACHA20_POLY1305:
        return TB_SCHEME_ECDSA_SECP256R1_SHA256;
    default:
        return cheaper;
    }
}

bool tb_trial_handshake(tb_lib *lib, uint16_t version, const uint16_t *suite, const uint16_t *group)
{
    struct inbox to_client = {.len = 0}, to_server = {.len = 0};
    struct end ends[2] = {{.in = &to_client, .out = &to_server}, {.in = &to_server, .out = &to_client}};
    struct tb_tls_config client = {.min_version = version,
                                   .max_version = version,
                                   .suites = suite,
                                   .num_suites = suite != NULL,
                                   .groups = group,
                                   .num_groups = group != NULL};
    struct tb_tls_config server = client;
    server.server = true;
    server.chain_pem = tb_trial_bytes(tb_trial_certificate(scheme_for(suite)));
    server.key_pem = tb_trial_bytes(tb_trial_key(scheme_for(suite)));
    bool works = open_end(lib, &ends[CLIENT], &client) == TB_OK && open_end(lib, &ends[SERVER], &server) == TB_OK &&
                 shake_hands(ends) && is_as_asked(&ends[CLIENT], version, suite, group) &&
                 is_as_asked(&ends[SERVER], version, suite, group);
    for (int i = CLIENT; i <= SERVER; i++) {
        tb_wolfssl_tls.destroy(ends[i].conn);
        tb_wolfssl_tls.ctx_destroy(ends[i].ctx);
    }
    return works;
}
