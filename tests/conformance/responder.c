/* responder.c - the child of a pair: a server that does one job. */
#include "core/algorithms.h"
#include "pairs.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>

static void serve_connection(const struct subject *subject, tb_conn *conn, int fd)
{
    const struct tb_tls_ops *tls = subject->backend->tls;
    struct tb_negotiated got;
    char report[REPORT] = {0}, bytes[16384];
    size_t done;
    socket_handshake(subject, conn, fd);
    expect_status(subject, TB_OK, tls->negotiated(conn, &got));
    snprintf(report, sizeof report, "%x %x %x %x %d %d", got.version, got.suite, got.group, got.scheme, got.resumed,
             got.peer_verified);
    socket_write(subject, conn, fd, report, sizeof report);
    enum tb_status status;
    while ((status = socket_read(subject, conn, fd, &done, bytes, sizeof bytes)) == TB_OK)
        socket_write(subject, conn, fd, bytes, done);
    expect_status(subject, TB_CLOSED, status);
    while ((status = tls->shutdown(conn)) == TB_WANT_WRITE)
        await(fd, status);
    expect_status(subject, TB_OK, status);
}

static void say(int fd, uint8_t word)
{
    send_message(fd, (struct tb_bytes){&word, 1});
}

static void serve_tls(const struct subject *subject, const struct job *job, int fd)
{
    const struct tb_tls_ops *tls = subject->backend->tls;
    struct wishes wishes;
    tb_ctx *ctx;
    wishes_of_job(&wishes, subject, job);
    expect_status(subject, TB_OK, tls->ctx_create(subject->lib, &ctx, &wishes.server));
    wishes_free(&wishes);
    say(fd, CHILD_READY);
    expect(fcntl(fd, F_SETFL, O_NONBLOCK) == 0, "fcntl: %s", strerror(errno));
    struct tb_transport transport = {.fd = fd};
    for (int visit = 0; visit < num_visits(job); visit++) {
        tb_conn *conn;
        expect_status(subject, TB_OK, tls->open(ctx, &conn, &transport));
        serve_connection(subject, conn, fd);
        tls->destroy(conn);
    }
    tls->ctx_destroy(ctx);
}

static void serve_kx(const struct subject *subject, const struct job *job, int fd)
{
    const struct tb_group *group = tb_group_by_id(job->id);
    struct guarded offer, answer, secret;
    say(fd, CHILD_READY);
    receive_message(fd, &offer, group->offer_len);
    expect_status(subject, TB_OK,
                  subject->backend->kx->answer(subject->lib, guarded(&answer, group->answer_len),
                                               guarded(&secret, group->secret_len), job->id, bytes_of(&offer)));
    send_message(fd, bytes_of(&answer));
    send_message(fd, bytes_of(&secret));
}

static tb_key *load_private(const struct subject *subject, const char *auth)
{
    struct tb_bytes pem = read_pki(subject, auth, "key.pem");
    tb_key *key = NULL;
    expect_status(subject, TB_OK, subject->backend->key->load(subject->lib, &key, pem));
    free_bytes(pem);
    return key;
}

static void serve_signature(const struct subject *subject, const struct job *job, int fd)
{
    struct guarded message, signature;
    tb_key *key = load_private(subject, job->auth);
    say(fd, CHILD_READY);
    receive_message(fd, &message, 1024);
    expect_status(subject, TB_OK,
                  subject->backend->key->sign(key, guarded(&signature, 512), job->id, bytes_of(&message)));
    send_message(fd, bytes_of(&signature));
    subject->backend->key->destroy(key);
}

static void serve_premaster(const struct subject *subject, const struct job *job, int fd)
{
    struct guarded ciphertext, premaster;
    tb_key *key = load_private(subject, job->auth);
    say(fd, CHILD_READY);
    receive_message(fd, &ciphertext, 512);
    expect_status(
        subject, TB_OK,
        subject->backend->key->premaster_decrypt(key, guarded(&premaster, 48), TB_TLS12, bytes_of(&ciphertext)));
    send_message(fd, bytes_of(&premaster));
    subject->backend->key->destroy(key);
}

/* Tries whether this side can be configured for the job; the other side has another library. */
static bool lacks_configuration(const struct subject *subject, const struct job *job)
{
    const struct tb_tls_ops *tls = subject->backend->tls;
    bool server = !subject->peer;
    struct wishes wishes;
    tb_ctx *ctx = NULL;
    char why[256];
    wishes_of_job(&wishes, subject, job);
    enum tb_status status = tls->ctx_create(subject->lib, &ctx, server ? &wishes.server : &wishes.client);
    wishes_free(&wishes);
    if (status == TB_UNSUPPORTED && !(job->must && subject->strict)) {
        subject->backend->error_text(subject->lib, why, sizeof why);
        print_message("skipped: the %s cannot be configured: %s\n", server ? "server" : "client", why);
        return true;
    }
    expect_status(subject, TB_OK, status);
    tls->ctx_destroy(ctx);
    return false;
}

static bool lacks_resumption(const struct subject *subject, const struct job *job)
{
    const struct tb_tls_ops *tls = subject->backend->tls;
    if (job->resumption == TB_RESUME_NONE || (tls->session_take && tls->session_offer && tls->session_release))
        return false;
    print_message("skipped: sessions cannot be resumed\n");
    return true;
}

bool lacks_job(const struct subject *subject, const struct job *job)
{
    switch (job->kind) {
    case JOB_TLS:
        return lacks_case(subject, job->tls) || lacks_resumption(subject, job) || lacks_configuration(subject, job);
    case JOB_KX:
        return lacks(subject, TB_CAP_KX, job->id, job->must);
    case JOB_SIGNATURE:
        return lacks(subject, TB_CAP_SCHEME, job->id, job->must);
    case JOB_PREMASTER:
        return lacks(subject, TB_CAP_PREMASTER, 0, job->must);
    }
    return true;
}

int respond(const struct subject *subject, size_t number, int fd)
{
    static void (*const serve[])(const struct subject *, const struct job *, int) = {[JOB_TLS] = serve_tls,
                                                                                     [JOB_KX] = serve_kx,
                                                                                     [JOB_SIGNATURE] = serve_signature,
                                                                                     [JOB_PREMASTER] = serve_premaster};
    struct job job = job_of(number);
    if (lacks_job(subject, &job))
        say(fd, CHILD_UNSUPPORTED);
    else
        serve[job.kind](subject, &job, fd);
    return 0;
}
