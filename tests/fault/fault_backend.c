/* A backend that does no cryptography and misbehaves on purpose, to show that the harness notices.
 *
 * One source, one module a fault: TB_FAULT names what this module does wrong (see the table), "none" is the honest one
 * that every test of a fault is held against.  Key exchange, AEAD and handshakes are make-believe, just enough for the
 * drivers to accept them; a handshake is one byte each way.
 */
#include "backends/backend.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum fault {
    FAULT_NONE,
    FAULT_CRASH,        /* dies of SIGSEGV in the middle of the measurement */
    FAULT_HANG,         /* an operation never returns */
    FAULT_ERROR_LATER,  /* an operation fails after some thousand good ones */
    FAULT_EXIT,         /* the library ends the process with exit code 0, without a record */
    FAULT_GARBAGE,      /* prints rubbish where the record should be, and ends the process */
    FAULT_IMPOSTOR,     /* says that it is another instance */
    FAULT_WRONG_SECRET, /* the two sides of a key exchange disagree */
    FAULT_LIE_VERSION,  /* negotiates another version than it was pinned to */
    FAULT_LIE_GROUP,
    FAULT_LIE_RESUMED,
    FAULT_UNVERIFIED, /* accepts the peer without having verified it */
    FAULT_LIE_LATER,  /* as LIE_VERSION, from the 40th handshake on */
    FAULT_UNSUPPORTED /* can do nothing at all, and says so */
};
/* Three more stand in the table of the module itself, at the end: "abi", "size" and "incomplete". */

static const struct {
    const char *name;
    enum fault fault;
} faults[] = {
    {"none", FAULT_NONE},
    {"crash", FAULT_CRASH},
    {"hang", FAULT_HANG},
    {"error-later", FAULT_ERROR_LATER},
    {"exit", FAULT_EXIT},
    {"garbage", FAULT_GARBAGE},
    {"impostor", FAULT_IMPOSTOR},
    {"wrong-secret", FAULT_WRONG_SECRET},
    {"lie-version", FAULT_LIE_VERSION},
    {"lie-group", FAULT_LIE_GROUP},
    {"lie-resumed", FAULT_LIE_RESUMED},
    {"unverified", FAULT_UNVERIFIED},
    {"lie-later", FAULT_LIE_LATER},
    {"unsupported", FAULT_UNSUPPORTED},
};

enum { OPERATIONS_BEFORE_FAULT = 2000, HANDSHAKES_BEFORE_FAULT = 40, TAG_LEN = 16 };

struct tb_lib {
    enum fault fault;
    struct tb_info info;
    unsigned operations, handshakes;
};

struct tb_kx {
    tb_lib *lib;
    size_t secret_len;
};

struct tb_aead {
    tb_lib *lib;
    bool sealing;
};

struct tb_ctx {
    tb_lib *lib;
    struct tb_negotiated agreed;
    bool server;
};

struct tb_conn {
    tb_ctx *ctx;
    struct tb_transport transport;
    bool sent, received;
};

/* Called by every operation: the place where the trouble starts. */
static enum tb_status misbehave(tb_lib *lib)
{
    if (++lib->operations < OPERATIONS_BEFORE_FAULT)
        return TB_OK;
    switch (lib->fault) {
    case FAULT_CRASH:
        signal(SIGSEGV, SIG_DFL); /* a sanitizer would turn it into an exit code */
        raise(SIGSEGV);
        return TB_ERROR;
    case FAULT_HANG:
        for (;;)
            pause();
    case FAULT_ERROR_LATER:
        return TB_ERROR;
    case FAULT_EXIT:
        _exit(0);
    case FAULT_GARBAGE:
        if (write(STDOUT_FILENO, "{\"record\": oops\n", 16) < 0)
            _exit(1);
        _exit(0);
    default:
        return TB_OK;
    }
}

static enum tb_status fill(struct tb_buf *dst, size_t len, uint8_t value)
{
    if (dst->cap < len)
        return TB_ERROR;
    memset(dst->data, value, len);
    dst->len = len;
    return TB_OK;
}

static enum tb_status kx_offer(tb_lib *lib, tb_kx **out, struct tb_buf *share, uint16_t group)
{
    (void)group;
    *out = NULL;
    if (lib->fault == FAULT_UNSUPPORTED)
        return TB_UNSUPPORTED;
    enum tb_status status = misbehave(lib);
    if (status == TB_OK)
        status = fill(share, 32, 0x11);
    if (status != TB_OK)
        return status;
    *out = calloc(1, sizeof **out);
    if (!*out)
        return TB_ERROR;
    **out = (struct tb_kx){lib, 32};
    return TB_OK;
}

static enum tb_status kx_answer(tb_lib *lib, struct tb_buf *share, struct tb_buf *secret, uint16_t group,
                                struct tb_bytes peer)
{
    (void)group;
    (void)peer;
    enum tb_status status = misbehave(lib);
    if (status == TB_OK)
        status = fill(share, 32, 0x22);
    return status == TB_OK ? fill(secret, 32, 0x33) : status;
}

static enum tb_status kx_receive(tb_kx *kx, struct tb_bytes peer)
{
    (void)peer;
    return misbehave(kx->lib);
}

static enum tb_status kx_derive(tb_kx *kx, struct tb_buf *secret)
{
    enum tb_status status = misbehave(kx->lib);
    return status == TB_OK ? fill(secret, 32, kx->lib->fault == FAULT_WRONG_SECRET ? 0x44 : 0x33) : status;
}

static void kx_destroy(tb_kx *kx)
{
    free(kx);
}

static enum tb_status aead_create(tb_lib *lib, tb_aead **out, uint16_t suite, bool sealing, struct tb_bytes key)
{
    (void)suite;
    (void)key;
    *out = calloc(1, sizeof **out);
    if (!*out)
        return TB_ERROR;
    **out = (struct tb_aead){lib, sealing};
    return TB_OK;
}

static enum tb_status aead_rekey(tb_aead *aead, struct tb_bytes key)
{
    (void)aead;
    (void)key;
    return TB_OK;
}

static enum tb_status aead_run(tb_aead *aead, struct tb_buf *dst, struct tb_bytes nonce, struct tb_bytes ad,
                               struct tb_bytes src)
{
    (void)nonce;
    (void)ad;
    size_t len = aead->sealing ? src.len + TAG_LEN : src.len - TAG_LEN;
    enum tb_status status = misbehave(aead->lib);
    if (status == TB_OK && dst->cap < len)
        status = TB_ERROR;
    if (status != TB_OK)
        return status;
    memset(dst->data, 0, len);
    memcpy(dst->data, src.data, aead->sealing ? src.len : len);
    dst->len = len;
    return TB_OK;
}

static void aead_destroy(tb_aead *aead)
{
    free(aead);
}

static uint16_t first(const uint16_t *list, size_t num)
{
    return num ? list[0] : 0;
}

static enum tb_status ctx_create(tb_lib *lib, tb_ctx **out, const struct tb_tls_config *config)
{
    *out = NULL;
    if (lib->fault == FAULT_UNSUPPORTED)
        return TB_UNSUPPORTED;
    *out = calloc(1, sizeof **out);
    if (!*out)
        return TB_ERROR;
    (*out)->lib = lib;
    (*out)->server = config->server;
    (*out)->agreed = (struct tb_negotiated){
        .version = config->max_version,
        .suite = first(config->suites, config->num_suites),
        .group = first(config->groups, config->num_groups),
        .scheme = first(config->schemes, config->num_schemes),
        .peer_verified = config->verify_peer,
    };
    return TB_OK;
}

static void ctx_destroy(tb_ctx *ctx)
{
    free(ctx);
}

static enum tb_status conn_open(tb_ctx *ctx, tb_conn **out, const struct tb_transport *transport)
{
    *out = calloc(1, sizeof **out);
    if (!*out)
        return TB_ERROR;
    (*out)->ctx = ctx;
    (*out)->transport = *transport;
    return TB_OK;
}

static enum tb_status move(tb_conn *conn, ptrdiff_t moved, size_t *done, enum tb_status want)
{
    if (conn->transport.fd >= 0 && moved < 0)
        moved = errno == EAGAIN ? TB_IO_AGAIN : TB_IO_ERROR;
    if (moved > 0) {
        *done = (size_t)moved;
        return TB_OK;
    }
    return moved == TB_IO_AGAIN ? want : moved == TB_IO_EOF ? TB_CLOSED : TB_ERROR;
}

static enum tb_status conn_write(tb_conn *conn, size_t *done, const void *src, size_t len)
{
    const struct tb_transport *t = &conn->transport;
    ptrdiff_t moved = t->fd >= 0 ? send(t->fd, src, len, MSG_NOSIGNAL) : t->send(t->io, src, len);
    return move(conn, moved, done, TB_WANT_WRITE);
}

static enum tb_status conn_read(tb_conn *conn, size_t *done, void *dst, size_t cap)
{
    const struct tb_transport *t = &conn->transport;
    ptrdiff_t moved = t->fd >= 0 ? recv(t->fd, dst, cap, 0) : t->recv(t->io, dst, cap);
    return move(conn, moved, done, TB_WANT_READ);
}

/* The client speaks first, the server answers: each side sends one byte and awaits one. */
static enum tb_status handshake(tb_conn *conn)
{
    enum tb_status status = misbehave(conn->ctx->lib);
    char byte = 'h';
    size_t done;
    for (int turn = 0; status == TB_OK && turn < 2; turn++) {
        bool sending = conn->ctx->server == (turn == 1);
        bool *finished = sending ? &conn->sent : &conn->received;
        if (*finished)
            continue;
        status = sending ? conn_write(conn, &done, &byte, 1) : conn_read(conn, &done, &byte, 1);
        *finished = status == TB_OK;
    }
    if (status == TB_OK)
        conn->ctx->lib->handshakes++;
    return status;
}

static enum tb_status conn_shutdown(tb_conn *conn)
{
    (void)conn;
    return TB_OK;
}

static enum tb_status negotiated(tb_conn *conn, struct tb_negotiated *out)
{
    const tb_lib *lib = conn->ctx->lib;
    *out = conn->ctx->agreed;
    enum fault fault = lib->fault;
    if (fault == FAULT_LIE_LATER && lib->handshakes >= HANDSHAKES_BEFORE_FAULT)
        fault = FAULT_LIE_VERSION;
    switch (fault) {
    case FAULT_LIE_VERSION:
        out->version = out->version == 0x0304 ? 0x0303 : 0x0304;
        break;
    case FAULT_LIE_GROUP:
        out->group = 0x0019;
        break;
    case FAULT_LIE_RESUMED:
        out->resumed = true;
        break;
    case FAULT_UNVERIFIED:
        out->peer_verified = false;
        break;
    default:
        break;
    }
    return TB_OK;
}

static void conn_destroy(tb_conn *conn)
{
    free(conn);
}

static enum tb_status lib_open(tb_lib **out, const char *options)
{
    (void)options;
    *out = calloc(1, sizeof **out);
    if (!*out)
        return TB_ERROR;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        if (strcmp(faults[i].name, TB_FAULT) == 0)
            (*out)->fault = faults[i].fault;
    (*out)->info = (struct tb_info){
        .instance = (*out)->fault == FAULT_IMPOSTOR ? "somebody-else" : "fault-" TB_FAULT,
        .product = "fault",
        .version = "1.0",
        .headers = "1.0",
        .build = "",
        .cpu = "",
        .image = "",
        .linkage = "static",
        .missing = "",
    };
    return TB_OK;
}

static void lib_close(tb_lib *lib)
{
    free(lib);
}

static const struct tb_info *lib_info(tb_lib *lib)
{
    return &lib->info;
}

static enum tb_status lib_supports(tb_lib *lib, enum tb_cap cap, uint16_t id)
{
    (void)cap;
    (void)id;
    return lib->fault == FAULT_UNSUPPORTED ? TB_UNSUPPORTED : TB_OK;
}

static size_t error_text(tb_lib *lib, char *dst, size_t cap)
{
    int len = snprintf(dst, cap, "fault injected: %s", lib ? TB_FAULT : "open");
    return len < 0 ? 0 : strlen(dst);
}

static const struct tb_kx_ops kx_ops = {
    .offer = kx_offer, .answer = kx_answer, .receive = kx_receive, .derive = kx_derive, .destroy = kx_destroy};
static const struct tb_aead_ops aead_ops = {
    .create = aead_create, .rekey = aead_rekey, .run = aead_run, .destroy = aead_destroy};
static const struct tb_tls_ops tls_ops = {
    .ctx_create = ctx_create,
    .ctx_destroy = ctx_destroy,
    .open = conn_open,
    .handshake = handshake,
    .write = conn_write,
    .read = conn_read,
    .shutdown = conn_shutdown,
    .negotiated = negotiated,
    .destroy = conn_destroy,
};

#define IS(kind) (sizeof(TB_FAULT) == sizeof(kind) && __builtin_strcmp(TB_FAULT, kind) == 0)

__attribute__((visibility("default"))) extern const struct tb_backend tb_backend;
const struct tb_backend tb_backend = {
    .abi = IS("abi") ? TB_BACKEND_ABI + 1 : TB_BACKEND_ABI,
    .struct_size = IS("size") ? sizeof(struct tb_backend) + 8 : sizeof(struct tb_backend),
    .name = "fault",
    .open = IS("incomplete") ? NULL : lib_open,
    .close = lib_close,
    .info = lib_info,
    .supports = lib_supports,
    .error_text = error_text,
    .kx = &kx_ops,
    .aead = &aead_ops,
    .tls = &tls_ops,
};
