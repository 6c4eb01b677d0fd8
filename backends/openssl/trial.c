#include "trial.h"
#include "core/algorithms.h"
#include "test_keys.h"
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

static bool needs_ecdsa(const struct tb_trial *wish)
{
    uint16_t suite = wish->suite;
    return wish->version == TB_TLS13 || suite == 0xc02b || suite == 0xc02c || suite == 0xcca9;
}

static bool open_side(tb_lib *lib, struct side *side, bool server, const struct tb_trial *wish)
{
    bool ecdsa = needs_ecdsa(wish);
    struct tb_tls_config config = {
        .server = server,
        .min_version = wish->version,
        .max_version = wish->version,
        .groups = &wish->group,
        .num_groups = wish->group != 0,
        .suites = &wish->suite,
        .num_suites = wish->suite != 0,
    };
    if (server) {
        config.chain_pem = text_of(ecdsa ? test_certificate_p256 : test_certificate_rsa);
        config.key_pem = text_of(ecdsa ? test_key_p256 : test_key_rsa);
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

static bool as_wished(tb_conn *client, const struct tb_trial *wish)
{
    struct tb_negotiated got;
    return tb_openssl_tls.negotiated(client, &got) == TB_OK && got.version == wish->version &&
           (!wish->suite || got.suite == wish->suite) &&
           (!wish->group || !got.group || got.group == wish->group); /* 0: the library cannot tell */
}

bool tb_trial_handshake(tb_lib *lib, const struct tb_trial *wish)
{
    struct wire to_client = {.read = 0}, to_server = {.read = 0};
    struct side client = {.in = &to_client, .out = &to_server}, server = {.in = &to_server, .out = &to_client};
    bool works = open_side(lib, &server, true, wish) && open_side(lib, &client, false, wish) &&
                 shake_hands(&client, &server) && as_wished(client.conn, wish);
    tb_openssl_tls.destroy(client.conn);
    tb_openssl_tls.destroy(server.conn);
    tb_openssl_tls.ctx_destroy(client.ctx);
    tb_openssl_tls.ctx_destroy(server.ctx);
    return works;
}
