/* pairs.c - every instance as client with every instance as server; starts the server's process. */
#include "pairs.h"
#include "core/algorithms.h"
#include "core/iana.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct job other_jobs[] = {
    {.kind = JOB_KX, .id = 29, .must = true},
    {.kind = JOB_KX, .id = TB_GROUP_SECP256R1, .must = true},
    {.kind = JOB_KX, .id = 24, .must = true},
    {.kind = JOB_KX, .id = 25, .must = true},
    {.kind = JOB_KX, .id = 0x0201},
    {.kind = JOB_KX, .id = TB_GROUP_X25519MLKEM768},
    {.kind = JOB_SIGNATURE, .id = TB_SCHEME_RSA_PSS_RSAE_SHA256, .auth = "rsa-2048", .must = true},
    {.kind = JOB_SIGNATURE, .id = TB_SCHEME_RSA_PKCS1_SHA256, .auth = "rsa-2048", .must = true},
    {.kind = JOB_SIGNATURE, .id = TB_SCHEME_ECDSA_SECP256R1_SHA256, .auth = "ecdsa-p256", .must = true},
    {.kind = JOB_SIGNATURE, .id = TB_SCHEME_ECDSA_SECP384R1_SHA384, .auth = "ecdsa-p384", .must = true},
    {.kind = JOB_SIGNATURE, .id = TB_SCHEME_ED25519, .auth = "ed25519", .must = true},
    {.kind = JOB_PREMASTER, .auth = "rsa-2048", .must = true},
    {.kind = JOB_TLS, .auth = "rsa-2048", .tls = &tls12_case, .resumption = TB_RESUME_SESSION_ID},
    {.kind = JOB_TLS, .auth = "rsa-2048", .tls = &tls12_case, .resumption = TB_RESUME_TICKET},
    {.kind = JOB_TLS, .auth = "ecdsa-p256", .tls = &tls13_case, .resumption = TB_RESUME_TICKET},
};

size_t num_jobs(void)
{
    return num_tls_cases + sizeof other_jobs / sizeof other_jobs[0];
}

struct job job_of(size_t number)
{
    expect(number < num_jobs(), "there is no job %zu", number);
    if (number >= num_tls_cases)
        return other_jobs[number - num_tls_cases];
    const struct tls_case *c = &tls_cases[number];
    return (struct job){.kind = JOB_TLS, .auth = c->auth, .must = c->must, .tls = c};
}

void wishes_of_job(struct wishes *wishes, const struct subject *subject, const struct job *job)
{
    wishes_init(wishes, subject, job->tls);
    wish_resumption(wishes, job->resumption, job->resumption == TB_RESUME_TICKET ? 1 : 0);
}

struct child {
    pid_t pid;
    int fd;
};

/* Runs the same program, with its own library as the subject. */
static void become_child(const struct subject *subject, size_t number, int fd)
{
    enum { MOST = 64 };
    char job[24];
    const char *argv[MOST] = {subject->program, "--module", subject->peer, "--pki", subject->pki, "--serve", job};
    size_t argc = 7;
    snprintf(job, sizeof job, "%zu", number);
    if (subject->peer_strict)
        argv[argc++] = "--strict";
    for (const char *const *lack = subject->peer_may_lack; *lack && argc < MOST - 3; lack++) {
        argv[argc++] = "--may-lack";
        argv[argc++] = *lack;
    }
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (fd == CHILD_FD ? fcntl(fd, F_SETFD, 0) == 0 : dup2(fd, CHILD_FD) == CHILD_FD)
        execv(subject->program, (char *const *)argv);
    _exit(127);
}

static struct child start(const struct subject *subject, size_t number)
{
    int fds[2];
    struct timeval patience = {.tv_sec = PATIENCE_MS / 1000};
    expect(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) == 0, "socketpair: %s", strerror(errno));
    for (int i = 0; i < 2; i++)
        expect(setsockopt(fds[i], SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) == 0, "setsockopt: %s",
               strerror(errno));
    fflush(NULL);
    pid_t pid = fork();
    expect(pid >= 0, "fork: %s", strerror(errno));
    if (pid == 0)
        become_child(subject, number, fds[1]);
    close(fds[1]);
    return (struct child){pid, fds[0]};
}

static void finish(struct child child)
{
    int status;
    close(child.fd);
    expect(waitpid(child.pid, &status, 0) == child.pid, "waitpid: %s", strerror(errno));
    expect(WIFEXITED(status) && WEXITSTATUS(status) == 0, "the server's process ended with status 0x%x",
           (unsigned)status);
}

static struct child start_ready(const struct subject *subject, size_t number)
{
    struct child child = start(subject, number);
    struct guarded word;
    receive_message(child.fd, &word, 1);
    if (word.bytes[0] == CHILD_READY)
        return child;
    finish(child);
    print_message("skipped: %s, the server, does not support it\n", subject->peer);
    skip_here();
    return child;
}

/* A client's later visits are resumed on both ends. */
static void compare_visit(const struct tb_negotiated *got, const struct tls_case *c, int visit)
{
    if (visit == 0) {
        compare_negotiated(got, c);
        return;
    }
    expect(got->resumed, "visit %d was not resumed", visit + 1);
    expect(got->version == c->version && got->suite == c->suite, "version 0x%04x, suite 0x%04x", got->version,
           got->suite);
}

static void compare_report(const char *report, const struct tls_case *c, int visit)
{
    unsigned version, suite, group, scheme;
    int resumed, verified;
    expect(sscanf(report, "%x %x %x %x %d %d", &version, &suite, &group, &scheme, &resumed, &verified) == 6,
           "report: %s", report);
    struct tb_negotiated got = {.version = (uint16_t)version,
                                .suite = (uint16_t)suite,
                                .group = (uint16_t)group,
                                .scheme = (uint16_t)scheme,
                                .resumed = resumed,
                                .peer_verified = verified};
    compare_visit(&got, c, visit);
    expect(!got.peer_verified, "the server verified a client that showed nothing");
}

static void read_exactly(const struct subject *subject, tb_conn *conn, int fd, void *dst, size_t len)
{
    for (size_t at = 0, done; at < len; at += done)
        expect_status(subject, TB_OK, socket_read(subject, conn, fd, &done, (char *)dst + at, len - at));
}

/* Replaces the session by the newest one. */
static void renew_session(const struct subject *subject, tb_conn *conn, tb_session_state **session)
{
    tb_session_state *newest = NULL;
    expect_status(subject, TB_OK, subject->backend->tls->session_take(conn, &newest));
    subject->backend->tls->session_release(*session);
    *session = newest;
}

static void use_connection(const struct subject *subject, tb_conn *conn, int fd, const struct tls_case *c, int visit)
{
    const struct tb_tls_ops *tls = subject->backend->tls;
    struct tb_negotiated got;
    char report[REPORT];
    uint8_t sent[16384], echoed[sizeof sent];
    size_t done;
    socket_handshake(subject, conn, fd);
    expect_status(subject, TB_OK, tls->negotiated(conn, &got));
    compare_visit(&got, c, visit);
    expect(got.peer_verified, "the server's certificate is not called verified");
    read_exactly(subject, conn, fd, report, sizeof report);
    compare_report(report, c, visit);
    for (size_t i = 0; i < sizeof sent; i++)
        sent[i] = (uint8_t)(i * 13);
    for (size_t len = 1; len <= sizeof sent; len *= 4) {
        socket_write(subject, conn, fd, sent, len);
        read_exactly(subject, conn, fd, echoed, len);
        expect(memcmp(sent, echoed, len) == 0, "%zu bytes came back changed", len);
    }
    expect_status(subject, TB_OK, tls->shutdown(conn));
    expect_status(subject, TB_CLOSED, socket_read(subject, conn, fd, &done, echoed, sizeof echoed));
}

static void visit_server(const struct subject *subject, tb_ctx *ctx, const struct job *job, int fd, int visit,
                         tb_session_state **session)
{
    const struct tb_tls_ops *tls = subject->backend->tls;
    struct tb_transport transport = {.fd = fd};
    tb_conn *conn;
    expect_status(subject, TB_OK, tls->open(ctx, &conn, &transport));
    if (visit > 0)
        expect_status(subject, TB_OK, tls->session_offer(conn, *session));
    use_connection(subject, conn, fd, job->tls, visit);
    if (job->resumption != TB_RESUME_NONE)
        renew_session(subject, conn, session);
    tls->destroy(conn);
}

static void talk_tls(const struct subject *subject, const struct job *job, struct child child)
{
    const struct tb_tls_ops *tls = subject->backend->tls;
    struct wishes wishes;
    tb_ctx *ctx;
    tb_session_state *session = NULL;
    wishes_of_job(&wishes, subject, job);
    expect_status(subject, TB_OK, tls->ctx_create(subject->lib, &ctx, &wishes.client));
    wishes_free(&wishes);
    expect(fcntl(child.fd, F_SETFL, O_NONBLOCK) == 0, "fcntl: %s", strerror(errno));
    for (int visit = 0; visit < num_visits(job); visit++)
        visit_server(subject, ctx, job, child.fd, visit, &session);
    if (session)
        tls->session_release(session);
    tls->ctx_destroy(ctx);
}

static void talk_kx(const struct subject *subject, const struct job *job, struct child child)
{
    const struct tb_kx_ops *ops = subject->backend->kx;
    const struct tb_group *group = tb_group_by_id(job->id);
    struct guarded offer, answer, secret, theirs;
    tb_kx *kx;
    expect_status(subject, TB_OK, ops->offer(subject->lib, &kx, guarded(&offer, group->offer_len), job->id));
    send_message(child.fd, bytes_of(&offer));
    receive_message(child.fd, &answer, group->answer_len);
    receive_message(child.fd, &theirs, group->secret_len);
    expect_status(subject, TB_OK, ops->receive(kx, bytes_of(&answer)));
    expect_status(subject, TB_OK, ops->derive(kx, guarded(&secret, group->secret_len)));
    expect_bytes(bytes_of(&secret), bytes_of(&theirs), "the secret");
    ops->destroy(kx);
}

static tb_key *load_public(const struct subject *subject, const char *auth)
{
    struct tb_bytes pem = read_pki(subject, auth, "public.pem");
    tb_key *key = NULL;
    expect_status(subject, TB_OK, subject->backend->key->load(subject->lib, &key, pem));
    free_bytes(pem);
    return key;
}

static void talk_signature(const struct subject *subject, const struct job *job, struct child child)
{
    struct tb_bytes message = text_bytes("signed by one library, verified by another");
    struct guarded signature;
    tb_key *key = load_public(subject, job->auth);
    send_message(child.fd, message);
    receive_message(child.fd, &signature, 512);
    expect_status(subject, TB_OK, subject->backend->key->verify(key, job->id, bytes_of(&signature), message));
    subject->backend->key->destroy(key);
}

static void talk_premaster(const struct subject *subject, const struct job *job, struct child child)
{
    static const uint8_t premaster[48] = {3, 3, 1, 2, 3, 4, 5};
    struct tb_bytes secret = {premaster, sizeof premaster};
    struct guarded ciphertext, theirs;
    tb_key *key = load_public(subject, job->auth);
    expect_status(subject, TB_OK, subject->backend->key->premaster_encrypt(key, guarded(&ciphertext, 512), secret));
    send_message(child.fd, bytes_of(&ciphertext));
    receive_message(child.fd, &theirs, sizeof premaster);
    expect_bytes(bytes_of(&theirs), secret, "the pre-master secret");
    subject->backend->key->destroy(key);
}

static void pair(const struct subject *subject, const void *row)
{
    static void (*const talk[])(const struct subject *, const struct job *, struct child) = {
        [JOB_TLS] = talk_tls, [JOB_KX] = talk_kx, [JOB_SIGNATURE] = talk_signature, [JOB_PREMASTER] = talk_premaster};
    size_t number = *(const size_t *)row;
    struct job job = job_of(number);
    if (lacks_job(subject, &job))
        skip_here();
    struct child child = start_ready(subject, number);
    talk[job.kind](subject, &job, child);
    finish(child);
}

int test_pairs(const struct subject *subject)
{
    size_t numbers[64];
    struct test_list list = {.subject = subject};
    for (size_t i = 0; i < num_jobs(); i++) {
        struct job job = job_of(i);
        numbers[i] = i;
        if (job.kind == JOB_TLS && job.resumption != TB_RESUME_NONE)
            add_test(&list, pair, &numbers[i], "pairs: %s, resumed by %s", name_of(job.tls).text,
                     job.resumption == TB_RESUME_TICKET ? "ticket" : "session ID");
        else if (job.kind == JOB_TLS && job.tls->pair)
            add_test(&list, pair, &numbers[i], "pairs: %s", name_of(job.tls).text);
        if (job.kind == JOB_KX)
            add_test(&list, pair, &numbers[i], "pairs: %s", tb_group_by_id(job.id)->name);
        if (job.kind == JOB_SIGNATURE)
            add_test(&list, pair, &numbers[i], "pairs: %s, 0x%04x", job.auth, job.id);
        if (job.kind == JOB_PREMASTER)
            add_test(&list, pair, &numbers[i], "pairs: premaster, %s", job.auth);
    }
    return run_list(&list, "pairs");
}
