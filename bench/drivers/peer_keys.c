#include "bench/drivers/peer_keys.h"
#include "bench/drivers/trust_material.h"
#include "core/der.h"
#include "harness/pki_files.h"
#include <string.h>

static void forget(struct tb_peer_keys *keys)
{
    for (size_t i = 0; i < keys->num; i++)
        keys->job->backend->key->destroy(keys->keys[i]);
    keys->num = keys->used = 0;
}

static enum tb_status parse(struct tb_peer_keys *keys, size_t num)
{
    const struct tb_job *job = keys->job;
    forget(keys);
    for (; keys->num < num; keys->num++) {
        enum tb_status status = job->backend->key->load_public(job->lib, &keys->keys[keys->num], keys->spki);
        if (status != TB_OK)
            return tb_job_fail(job, status, "the public key of the certificate does not load");
    }
    return TB_OK;
}

enum tb_status tb_peer_keys_prepare(struct tb_peer_keys *keys, uint64_t *operations)
{
    if (!keys->fresh)
        return TB_OK;
    if (*operations > TB_PEER_KEYS_AT_ONCE)
        *operations = TB_PEER_KEYS_AT_ONCE;
    return parse(keys, (size_t)*operations);
}

/* The leaf is the first certificate. */
static enum tb_status read_spki(struct tb_peer_keys *keys)
{
    struct tb_chain chain;
    enum tb_status status = tb_chain_read(keys->job, &chain, TB_PKI_PEER);
    keys->file = chain.file;
    if (status != TB_OK)
        return status;
    const uint8_t *spki =
        chain.num > 0 ? tb_der_public_key(chain.certs[0].data, chain.certs[0].len, &keys->spki.len) : NULL;
    keys->spki.data = spki;
    return spki ? TB_OK : tb_job_fail(keys->job, TB_ERROR, "%s has no public key", TB_PKI_PEER);
}

enum tb_status tb_peer_keys_open(struct tb_peer_keys *keys, const struct tb_job *job)
{
    *keys = (struct tb_peer_keys){.job = job, .fresh = strcmp(job->c->value[TB_PARAM_KEY], "same") != 0};
    if (!job->backend->key || !job->backend->key->load_public || !job->backend->key->destroy)
        return tb_job_fail(job, TB_UNSUPPORTED, "the backend has no public keys");
    enum tb_status status = read_spki(keys);
    return status == TB_OK ? parse(keys, 1) : status;
}

void tb_peer_keys_close(struct tb_peer_keys *keys)
{
    if (keys->num > 0)
        forget(keys);
    tb_pki_free(&keys->file);
}
