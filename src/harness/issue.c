#include "harness/issue.h"
#include "core/algorithms.h"
#include "core/certificate.h"
#include "core/der.h"
#include "harness/pki_files.h"
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LONGEST_SIGNATURE = 512, REASON_CAP = 1024 }; /* of RSA-4096 */

/* The child's part of the memory that both have; the certificates follow. */
struct report {
    enum tb_status status;
    char why[REASON_CAP];
};

/* One's place, aligned as its length is. */
struct place {
    uint32_t len;
    uint8_t der[];
};

struct work {
    const struct tb_job *job;
    struct tb_certificate_pattern pattern;
    struct tb_issued *issued;
    uint8_t *tbs; /* a copy */
    const char *(*host)(void *owner, size_t place);
    void *owner;
};

static struct place *place_of(const struct tb_issued *issued, size_t place)
{
    return (struct place *)(issued->shared + sizeof(struct report) + place * issued->stride);
}

const uint8_t *tb_issued_der(const struct tb_issued *issued, size_t place, size_t *len)
{
    const struct place *one = place_of(issued, place);
    *len = one->len;
    return one->der;
}

static enum tb_status sign_one(const struct work *work, tb_key *key, uint16_t scheme, size_t number)
{
    uint8_t bytes[LONGEST_SIGNATURE];
    struct tb_buf signature = {bytes, 0, sizeof bytes};
    struct tb_bytes message = {work->tbs, work->pattern.tbs_len};
    struct place *place = place_of(work->issued, number);
    memcpy(work->tbs, work->pattern.tbs, work->pattern.tbs_len);
    if (!tb_certificate_rename(work->tbs, work->pattern.tbs_len, TB_PKI_HOST, work->host(work->owner, number),
                               (uint32_t)number))
        return tb_job_fail(work->job, TB_ERROR, "%s is not a certificate for %s", TB_PKI_PEER, TB_PKI_HOST);
    enum tb_status status = work->job->backend->key->sign(key, &signature, scheme, message);
    if (status == TB_OK)
        place->len = (uint32_t)tb_certificate_put(place->der, &work->pattern, work->tbs, bytes, signature.len);
    return tb_job_fail(work->job, status, "signing a certificate");
}

static enum tb_status sign_all(const struct work *work)
{
    const char *auth = work->job->c->value[TB_PARAM_AUTH];
    uint16_t scheme = tb_auth_by_name(auth)->tls12_scheme; /* with which the authorities of bench/pki sign */
    tb_key *key;
    enum tb_status status = tb_pki_load_key(work->job, &key, auth, TB_PKI_ISSUER);
    if (status != TB_OK)
        return status;
    for (size_t i = 0; i < work->issued->num && status == TB_OK; i++)
        status = sign_one(work, key, scheme, i);
    work->job->backend->key->destroy(key);
    return status;
}

/* In the child, which ends here. */
static void issue(const struct work *work, pid_t parent)
{
    struct report *report = (struct report *)work->issued->shared;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(1);
    enum tb_status status = sign_all(work);
    size_t len = work->job->why->len < REASON_CAP ? work->job->why->len : REASON_CAP - 1;
    memcpy(report->why, work->job->why->data, len);
    report->status = status;
    _exit(0);
}

static enum tb_status await(const struct tb_job *job, const struct tb_issued *issued, pid_t child)
{
    const struct report *report = (const struct report *)issued->shared;
    int how = 0;
    while (waitpid(child, &how, 0) < 0)
        if (errno != EINTR)
            return tb_job_fail(job, TB_ERROR, "the process that signs certificates: %s", strerror(errno));
    if (!WIFEXITED(how) || WEXITSTATUS(how) != 0)
        return tb_job_fail(job, TB_ERROR, "the process that signs certificates died (%s %d)",
                           WIFSIGNALED(how) ? "signal" : "exit code",
                           WIFSIGNALED(how) ? WTERMSIG(how) : WEXITSTATUS(how));
    if (report->status != TB_OK)
        tb_text_add(job->why, report->why);
    return report->status;
}

static enum tb_status prepare(struct work *work, const struct tb_buf *file)
{
    struct tb_issued *issued = work->issued;
    size_t leaf_len = tb_der_len(file->data, file->len);
    if (leaf_len == 0 || !tb_certificate_take_apart(&work->pattern, file->data, leaf_len))
        return tb_job_fail(work->job, TB_ERROR, "%s is not a certificate chain", TB_PKI_PEER);
    size_t one = sizeof(struct place) + work->pattern.tbs_len + work->pattern.algorithm_len + TB_CERTIFICATE_AROUND +
                 LONGEST_SIGNATURE;
    issued->stride = (one + sizeof(uint32_t) - 1) / sizeof(uint32_t) * sizeof(uint32_t);
    size_t size = sizeof(struct report) + issued->num * issued->stride;
    void *shared = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    work->tbs = malloc(work->pattern.tbs_len);
    if (shared != MAP_FAILED) {
        issued->shared = shared;
        issued->size = size;
    }
    if (!issued->shared || !work->tbs)
        return tb_job_fail(work->job, TB_ERROR, "out of memory for %zu certificates", issued->num);
    return TB_OK;
}

static enum tb_status run_child(struct work *work)
{
    pid_t parent = getpid(), child = fork();
    if (child < 0)
        return tb_job_fail(work->job, TB_ERROR, "no process that signs certificates: %s", strerror(errno));
    if (child == 0)
        issue(work, parent);
    return await(work->job, work->issued, child);
}

enum tb_status tb_issue(struct tb_issued *issued, const struct tb_job *job, size_t num,
                        const char *(*host)(void *owner, size_t place), void *owner)
{
    struct work work = {.job = job, .issued = issued, .host = host, .owner = owner};
    struct tb_buf file;
    *issued = (struct tb_issued){.num = num};
    if (!job->backend->key || !job->backend->key->sign)
        return tb_job_fail(job, TB_UNSUPPORTED, "the backend has no signatures, which certificates need");
    enum tb_status status = tb_pki_read(job, &file, job->c->value[TB_PARAM_AUTH], TB_PKI_PEER);
    if (status == TB_OK)
        status = prepare(&work, &file);
    if (status == TB_OK)
        status = run_child(&work);
    free(work.tbs);
    tb_pki_free(&file);
    return status;
}

void tb_issued_free(struct tb_issued *issued)
{
    if (issued->shared)
        munmap(issued->shared, issued->size);
    *issued = (struct tb_issued){0};
}
