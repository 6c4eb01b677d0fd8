#include "worker/vectors_pass.h"
#include "core/clock.h"
#include "core/vectors.h"
#include <math.h>

enum { ROUNDS = 16, BATCH = 4 };

#define GROUP(group)           "kx/" group "/offer", "kx/" group "/answer", "kx/" group "/finish"
#define SCHEME(scheme)         "signature/" scheme "/sign", "signature/" scheme "/verify/fresh"
#define SUITE_SIZE(suite_size) "aead/" suite_size "/once/seal", "aead/" suite_size "/once/open"
#define SUITE(suite)           SUITE_SIZE(suite "/256"), SUITE_SIZE(suite "/16384")
#define HASH(hash)             "schedule/tls1.2/" hash "/full", "schedule/tls1.3/" hash "/full"

/* Each is one or a few calls of the library, from which TLS is built. */
static const char *const cases[] = {
    GROUP("x25519"),
    GROUP("p256"),
    GROUP("p384"),
    GROUP("p521"),
    GROUP("mlkem768"),
    GROUP("x25519mlkem768"),
    "kx/rsa/rsa-2048/encrypt/fresh",
    "kx/rsa/rsa-2048/decrypt",
    SCHEME("rsa-2048/rsa_pss_rsae_sha256"),
    SCHEME("ecdsa-p256/ecdsa_secp256r1_sha256"),
    SCHEME("ecdsa-p384/ecdsa_secp384r1_sha384"),
    SCHEME("ed25519/ed25519"),
    SUITE("aes-128-gcm"),
    SUITE("aes-256-gcm"),
    SUITE("chacha20-poly1305"),
    HASH("sha256"),
    HASH("sha384"),
    "trust/rsa-2048/verify/2/1/none",
    "trust/ecdsa-p256/verify/2/1/none",
};

struct pass {
    const struct tb_local_ops *ops;
    void *state;
};

/* Has the same call overhead as the others, and does nothing. */
__attribute__((noinline)) static void leave(void)
{
    __asm__ volatile("");
}

static enum tb_status batch(const struct pass *pass, void (*before)(void), double *least_ns)
{
    enum tb_status status = TB_OK;
    uint64_t operations = BATCH, spent_ns = 0;
    for (size_t done = 0; done < BATCH && status == TB_OK; done += operations) {
        operations = BATCH - done;
        status = tb_prepare(pass->ops, pass->state, &operations);
        tb_vectors_clean(); /* the preparation may have left them dirty */
        uint64_t start = tb_now_ns();
        for (uint64_t i = 0; i < operations && status == TB_OK; i++) {
            before();
            status = pass->ops->run(pass->state, 1);
        }
        spent_ns += tb_now_ns() - start;
    }
    *least_ns = fmin(*least_ns, (double)spent_ns / BATCH);
    return status;
}

/* Measures all of them in turn, so that a disturbance affects them alike. */
static enum tb_status price(const struct pass *pass, double values[TB_VECTORS_NUM])
{
    enum tb_status status = TB_OK;
    values[TB_VECTORS_IN_A_ROW] = values[TB_VECTORS_CLEANED] = values[TB_VECTORS_SOILED] = INFINITY;
    for (size_t i = 0; i < ROUNDS && status == TB_OK; i++) {
        status = batch(pass, leave, &values[TB_VECTORS_IN_A_ROW]);
        if (status == TB_OK)
            status = batch(pass, tb_vectors_clean, &values[TB_VECTORS_CLEANED]);
        if (status == TB_OK)
            status = batch(pass, tb_vectors_soil, &values[TB_VECTORS_SOILED]);
    }
    tb_vectors_clean();
    return status;
}

static enum tb_status keep(const struct tb_job *job, const char *name, const double values[TB_VECTORS_NUM])
{
    for (size_t i = 0; i < TB_VECTORS_NUM; i++)
        if (!tb_record_add(job->record, name, values[i])) {
            tb_text_add(job->why, "out of memory for the record");
            return TB_ERROR;
        }
    return TB_OK;
}

static enum tb_status look(const struct tb_job *job, const struct pass *pass, const char *name)
{
    double values[TB_VECTORS_NUM];
    uint64_t operations = 1;
    enum tb_status status = tb_prepare(pass->ops, pass->state, &operations);
    tb_vectors_clean();
    if (status == TB_OK)
        status = pass->ops->run(pass->state, 1);
    values[TB_VECTORS_DIRTY] = tb_vectors_dirty();
    if (status == TB_OK)
        status = price(pass, values);
    return status == TB_OK ? keep(job, name, values) : status;
}

static enum tb_status take(const struct tb_job *job, const char *name)
{
    struct pass pass = {.ops = tb_local_ops_of(job->c)};
    if (!pass.ops) {
        tb_text_printf(job->why,
                       "--vectors does not apply to %s, which two processes measure; name a local or memory "
                       "case",
                       name);
        return TB_ERROR;
    }
    enum tb_status status = pass.ops->open(job, &pass.state);
    if (status != TB_OK)
        return status;
    status = look(job, &pass, name);
    pass.ops->close(pass.state);
    return status;
}

/* Skips what the library cannot do or does wrong, which its rows report. */
static enum tb_status take_if_there(const struct tb_job *job, const char *name)
{
    struct tb_case c;
    struct tb_job own = *job;
    if (!tb_case_parse(&c, name, job->why))
        return TB_ERROR;
    own.c = &c;
    if (take(&own, name) != TB_OK)
        tb_text_clear(job->why);
    return TB_OK;
}

static enum tb_status take_one(const struct tb_job *job)
{
    struct tb_text name;
    tb_text_init(&name, 300);
    tb_case_name(job->c, &name);
    enum tb_status status = take(job, name.data);
    tb_text_free(&name);
    return status;
}

enum tb_status tb_vectors_pass(const struct tb_job *job)
{
    enum tb_status status = TB_OK;
    if (!tb_vectors_told())
        return TB_OK;
    if (job->c && job->c->driver)
        return take_one(job);
    for (size_t i = 0; i < sizeof cases / sizeof *cases && status == TB_OK; i++)
        status = take_if_there(job, cases[i]);
    return status;
}
