#include "backends/openssl/trial.h"
#include "backends/openssl/key/test_keys.h"
#include "core/algorithms.h"
#include "core/iana.h"
#include <string.h>

enum { WIRE_CAP = 16384, MOST_FLIGHTS = 8 }; /* a flight here is under 4 KiB; TLS 1.2 has four, a retry adds two */

struct wire {
    uint8_t bytes[WIRE_CAP];
    size_t read, written;
};

struct side {
    struct wire *in, *out;
    tb_ctx *ctx;
    tb_conn *conn;
    enum tb_status status;
};

static ptrdiff_t wire_recv(void *io, void *dst, size_t cap)
{
    struct wire *in = ((struct side *)io)->in;
    size_t len = in->written - in->read;
    if (len == 0)
        return TB_IO_AGAIN;
    len = len < cap ? len : cap;
    memcpy(dst, in->bytes + in->read, len);
    in->read += len;
    return (ptrdiff_t)len;
}

static ptrdiff_t wire_send(void *io, const void *src, size_t len)
{
    struct wire *out = ((struct side *)io)->out;
    if (len > WIRE_CAP - out->written)
        return TB_IO_ERROR;
    memcpy(out->bytes + out->written, src, len);
    out->written += len;
    return (ptrdiff_t)len;
}

static struct tb_bytes text_of(const char *pem)
{
    return (struct tb_bytes){(const uint8_t *)pem, strlen(pem)};
}

static const struct identity {
    uint16_t scheme;
    const char *certificate, *key;
} identities[] = {
    {TB_SCHEME_ECDSA_SECP256R1_SHA256, test_certificate_p256, test_key_p256},
    {TB_SCHEME_ECDSA_SECP384R1_SHA384, test_certificate_p384, test_key_p384},
    {TB_SCHEME_ED25519, test_certificate_ed25519, test_key_ed25519},
    {TB_SCHEME_RSA_PKCS1_SHA256, test_certificate_rsa, test_key_rsa},
    {TB_SCHEME_RSA_PSS_RSAE_SHA256, test_certificate_rsa, test_key_rsa},
    {TB_SCHEME_RSA_PSS_RSAE_SHA384, test_certificate_rsa, test_key_rsa},
    {TB_SCHEME_RSA_PSS_RSAE_SHA512, test_certificate_rsa, test_key_rsa},
};

static const struct identity *identity_of(uint16_t scheme)
{
    for (size_t i = 0; i < sizeof identities / sizeof *identities; i++)
        if (identities[i].scheme == scheme)
            return &identities[i];
    return NULL;
}

static uint16_t scheme_of(const struct tb_trial *wish)
{
    uint16_t suite = wish->suite;
    bool ecdsa = wish->version == TB_TLS13 || suite == TB_SUITE_ECDHE_ECDSA_AES_128_GCM ||
                 suite == TB_SUITE_ECDHE_ECDSA_AES_256_GCM || suite == TB_SUITE_ECDHE_ECDSA_CHACHA20_POLY1305;
    return wish->scheme ? wish->scheme : ecdsa ? TB_SCHEME_ECDSA_SECP256R1_SHA256 : TB_SCHEME_RSA_PKCS1_SHA256;
}

static bool open_side(tb_lib *lib, struct side *side, bool server, const struct tb_trial *wish)
{
    const struct identity *identity = identity_of(scheme_of(wish));
    struct tb_tls_config config = {
        .server = server,
        .min_version = wish->version,
        .max_version = wish->version,
        .groups = &wish->group,
        .num_groups = wish->group != 0,
        .suites = &wish->suite,
        .num_suites = wish->suite != 0,
    };
    if (!identity)
        return false;
    if (server) {
        config.chain_pem = text_of(identity->certificate);
        config.key_pem = text_of(identity->key);
    }
    struct tb_transport transport = {.fd = -1, .io = side, .recv = wire_recv, .send = wire_send};
    side->status = TB_WANT_READ;
    return tb_openssl_tls.ctx_create(lib, &side->ctx, &config) == TB_OK &&
           tb_openssl_tls.open(side->ctx, &side->conn, &transport) == TB_OK;
}

static bool shake_hands(struct side *client, struct side *server)
{
    struct side *const sides[] = {client, server};
    for (int i = 0; i < MOST_FLIGHTS; i++) {
        struct side *side = sides[i % 2];
        if (side->status == TB_WANT_READ)
            side->status = tb_openssl_tls.handshake(side->conn);
        if (side->status != TB_OK && side->status != TB_WANT_READ)
            return false;
    }
    return client->status == TB_OK && server->status == TB_OK;
}

bool tb_trial_outcome(tb_lib *lib, const struct tb_trial *wish, struct tb_negotiated *got)
{
    struct wire to_client = {.read = 0}, to_server = {.read = 0};
    struct side client = {.in = &to_client, .out = &to_server}, server = {.in = &to_server, .out = &to_client};
    bool finished = open_side(lib, &server, true, wish) && open_side(lib, &client, false, wish) &&
                    shake_hands(&client, &server) && tb_openssl_tls.negotiated(client.conn, got) == TB_OK;
    tb_openssl_tls.destroy(client.conn);
    tb_openssl_tls.destroy(server.conn);
    tb_openssl_tls.ctx_destroy(client.ctx);
    tb_openssl_tls.ctx_destroy(server.ctx);
    return finished;
}

bool tb_trial_handshake(tb_lib *lib, const struct tb_trial *wish)
{
    struct tb_negotiated got;
    return tb_trial_outcome(lib, wish, &got) && got.version == wish->version &&
           (!wish->suite || got.suite == wish->suite) &&
           (!wish->group || !got.group || got.group == wish->group); /* 0: the library cannot report it */
}
