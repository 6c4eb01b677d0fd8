/* aead - AEAD: sealing and opening TLS records.
 *
 *   seal      one record of `size` bytes: a new nonce, encryption, tag
 *   open      one record of `size` bytes: checks the tag and decrypts
 *
 * As in TLS 1.3 (RFC 8446 5.2, 5.3), the additional data are the five bytes of the record's header, and the nonce is
 * the record's number XORed into a fixed value.  Each sealing uses the next record number.  Making the nonce is the
 * work of the record layer and not of the AEAD, so the nonces of 64 records are made before the clock starts, and
 * reused in turn.  Opening opens the same record repeatedly; its nonce is passed anew each time.  Source and
 * destination are separate buffers, the same for all records.
 *
 * keying=once sets the key before the clock starts, as a connection does.  keying=each sets it again for every record,
 * inside the timed region, as `openssl speed -aead` does.
 *
 * Throughput counts the plaintext.  After every chunk, untimed, the last record is opened (or was, when opening) and
 * must match the plaintext; then the output is wiped.
 */
#include "bench/drivers/drivers.h"
#include "core/algorithms.h"
#include "core/random.h"
#include "harness/aligned.h"
#include "harness/repeat.h"
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

enum { AD_LEN = 5, LARGEST_KEY = 32, NONCE_LEN = 12, NUM_NONCES = 64, LARGEST_RECORD = 1 << 30 };

struct aead {
    const struct tb_job *job;
    const struct tb_aead_ops *ops;
    tb_aead *sealer, *opener;
    enum tb_status (*run)(void *state, uint64_t operations);
    bool sealing;
    size_t size, tag_len;
    struct tb_bytes key;
    struct tb_buf plain, sealed, opened; /* the record, in and out */
    unsigned record;                     /* number of the record in `sealed` */
    uint8_t ad[AD_LEN];
    uint8_t key_bytes[LARGEST_KEY];
    /* A library may load a nonce in one wide access, as wolfSSL does, so 16 bytes of each are readable. */
    struct {
        alignas(16) uint8_t bytes[NONCE_LEN];
    } nonces[NUM_NONCES];
};

/* The nonce of the record in `sealed`. */
static struct tb_bytes nonce_of(const struct aead *aead)
{
    return (struct tb_bytes){aead->nonces[aead->record % NUM_NONCES].bytes, NONCE_LEN};
}

static enum tb_status seal(void *state)
{
    struct aead *aead = state;
    aead->record++;
    return aead->ops->run(aead->sealer, &aead->sealed, nonce_of(aead), (struct tb_bytes){aead->ad, AD_LEN},
                          (struct tb_bytes){aead->plain.data, aead->size});
}

static enum tb_status open_record(void *state)
{
    struct aead *aead = state;
    return aead->ops->run(aead->opener, &aead->opened, nonce_of(aead), (struct tb_bytes){aead->ad, AD_LEN},
                          (struct tb_bytes){aead->sealed.data, aead->sealed.len});
}

static enum tb_status rekey_and_seal(void *state)
{
    struct aead *aead = state;
    enum tb_status status = aead->ops->rekey(aead->sealer, aead->key);
    return status == TB_OK ? seal(aead) : status;
}

static enum tb_status rekey_and_open(void *state)
{
    struct aead *aead = state;
    enum tb_status status = aead->ops->rekey(aead->opener, aead->key);
    return status == TB_OK ? open_record(aead) : status;
}

TB_REPEATED(seal)
TB_REPEATED(open_record)
TB_REPEATED(rekey_and_seal)
TB_REPEATED(rekey_and_open)

static enum tb_status check_and_wipe(struct aead *aead)
{
    const struct tb_buf *opened = &aead->opened;
    if (opened->len != aead->size || aead->sealed.len != aead->size + aead->tag_len ||
        memcmp(opened->data, aead->plain.data, aead->size) != 0) {
        tb_text_printf(aead->job->why,
                       "sealing %zu bytes gave %zu bytes, and opening them gave %zu bytes that differ from the "
                       "plaintext",
                       aead->size, aead->sealed.len, opened->len);
        return TB_BAD_PEER;
    }
    struct tb_buf *product = aead->sealing ? &aead->sealed : &aead->opened;
    memset(product->data, 0, product->cap);
    product->len = 0;
    return TB_OK;
}

static enum tb_status prove(struct aead *aead)
{
    enum tb_status status = tb_job_fail(aead->job, seal(aead), "seal failed");
    if (status == TB_OK && !aead->sealing)
        status = tb_job_fail(aead->job, aead->run(aead, 1), "open failed");
    if (status == TB_OK && aead->sealing)
        status = tb_job_fail(aead->job, aead->run(aead, 1), "seal failed");
    if (status == TB_OK && aead->sealing)
        status = tb_job_fail(aead->job, open_record(aead), "the sealed record does not open");
    return status == TB_OK ? check_and_wipe(aead) : status;
}

static bool make_buffer(struct tb_buf *buf, size_t len)
{
    *buf = (struct tb_buf){tb_aligned(len), 0, len};
    return buf->data;
}

static bool make_buffers(struct aead *aead)
{
    return make_buffer(&aead->plain, aead->size) && make_buffer(&aead->sealed, aead->size + aead->tag_len) &&
           make_buffer(&aead->opened, aead->size);
}

static void fill(struct aead *aead)
{
    struct tb_random random = {aead->job->seed};
    for (size_t i = 0; i < LARGEST_KEY; i++)
        aead->key_bytes[i] = (uint8_t)tb_random_next(&random);
    uint8_t iv[NONCE_LEN];
    for (size_t i = 0; i < NONCE_LEN; i++)
        iv[i] = (uint8_t)tb_random_next(&random);
    for (size_t i = 0; i < NUM_NONCES; i++) { /* RFC 8446 5.3: the number, big-endian, padded to the left */
        memcpy(aead->nonces[i].bytes, iv, NONCE_LEN);
        aead->nonces[i].bytes[NONCE_LEN - 1] ^= (uint8_t)i;
    }
    for (size_t i = 0; i < aead->size; i++)
        aead->plain.data[i] = (uint8_t)tb_random_next(&random);
    size_t len = aead->size + aead->tag_len; /* the header: application data, version 0x0303, length */
    const uint8_t header[AD_LEN] = {23, 3, 3, (uint8_t)(len >> 8), (uint8_t)len};
    memcpy(aead->ad, header, AD_LEN);
}

static enum tb_status create(struct aead *aead, const struct tb_aead_info *info)
{
    aead->key = (struct tb_bytes){aead->key_bytes, info->key_len};
    enum tb_status status = aead->ops->create(aead->job->lib, &aead->sealer, info->tls13, true, aead->key);
    if (status == TB_OK)
        status = aead->ops->create(aead->job->lib, &aead->opener, info->tls13, false, aead->key);
    return tb_job_fail(aead->job, status, "record protection with %s", info->name);
}

static enum tb_status set_up(struct aead *aead)
{
    const struct tb_case *c = aead->job->c;
    const struct tb_aead_info *info = tb_aead_by_name(c->value[TB_PARAM_SUITE]);
    bool each = strcmp(c->value[TB_PARAM_KEYING], "each") == 0;
    aead->size = tb_case_size(c);
    if (!info || info->nonce_len != NONCE_LEN || info->key_len > LARGEST_KEY || aead->size > LARGEST_RECORD) {
        tb_text_printf(aead->job->why, "this driver knows no %s of %zu bytes", c->value[TB_PARAM_SUITE], aead->size);
        return TB_ERROR;
    }
    const struct tb_aead_ops *ops = aead->ops = aead->job->backend->aead;
    if (!ops || !ops->create || !ops->run || !ops->destroy || (each && !ops->rekey)) {
        tb_text_add(aead->job->why, "the backend has no such record protection");
        return TB_UNSUPPORTED;
    }
    aead->tag_len = info->tag_len;
    aead->sealing = strcmp(c->value[TB_PARAM_OPERATION], "seal") == 0;
    aead->run =
        each ? (aead->sealing ? run_rekey_and_seal : run_rekey_and_open) : (aead->sealing ? run_seal : run_open_record);
    if (!make_buffers(aead)) {
        tb_text_add(aead->job->why, "out of memory");
        return TB_ERROR;
    }
    fill(aead);
    enum tb_status status = create(aead, info);
    return status == TB_OK ? prove(aead) : status;
}

static void aead_close(void *state)
{
    struct aead *aead = state;
    if (aead->sealer)
        aead->ops->destroy(aead->sealer);
    if (aead->opener)
        aead->ops->destroy(aead->opener);
    free(aead->plain.data);
    free(aead->sealed.data);
    free(aead->opened.data);
    free(aead);
}

static enum tb_status aead_open(const struct tb_job *job, void **state)
{
    struct aead *aead = calloc(1, sizeof *aead);
    *state = NULL;
    if (!aead) {
        tb_text_add(job->why, "out of memory");
        return TB_ERROR;
    }
    aead->job = job;
    enum tb_status status = set_up(aead);
    if (status == TB_OK)
        *state = aead;
    else
        aead_close(aead);
    return status;
}

static enum tb_status aead_run(void *state, uint64_t operations)
{
    struct aead *aead = state;
    enum tb_status status = aead->run(aead, operations);
    return tb_job_fail(aead->job, status, aead->sealing ? "seal failed" : "open failed");
}

static enum tb_status add_metrics(const struct aead *aead, const struct tb_chunk *chunk)
{
    struct tb_record *record = aead->job->record;
    double bytes = (double)chunk->operations * (double)aead->size;
    bool good =
        tb_record_metric(record, throughput, bytes / chunk->wall_ns); /* bytes per ns is 10^9 bytes per second */
    if (good && chunk->tsc_ticks > 0)
        good = tb_record_metric(record, cycles_per_byte, chunk->tsc_ticks / bytes);
    if (!good)
        tb_text_add(aead->job->why, "out of memory for the record");
    return good ? TB_OK : TB_ERROR;
}

static enum tb_status aead_settle(void *state, const struct tb_chunk *chunk)
{
    struct aead *aead = state;
    enum tb_status status = TB_OK;
    if (aead->sealing)
        status = tb_job_fail(aead->job, open_record(aead), "the chunk's last record does not open");
    if (status == TB_OK)
        status = check_and_wipe(aead);
    return status == TB_OK && !chunk->warm_up ? add_metrics(aead, chunk) : status;
}

static const struct tb_local_ops aead_local = {
    .open = aead_open, .run = aead_run, .settle = aead_settle, .close = aead_close};
const struct tb_driver tb_aead_driver = {.local = &aead_local};
