/* kx_transport - TLS 1.2's RSA key transport: the client encrypts a premaster secret, the server decrypts it. */
#include "bench/drivers/kx.h"
#include "core/algorithms.h"
#include "core/clock.h"
#include "core/random.h"
#include "harness/pki_files.h"
#include "harness/repeat.h"

static enum tb_status encrypt(void *state)
{
    struct kx *kx = state;
    tb_key *key = tb_peer_keys_next(&kx->peer);
    if (!key)
        return TB_ERROR;
    return kx->job->backend->key->premaster_encrypt(key, &kx->now->to_server, tb_bytes_of(&kx->now->client_secret));
}

static enum tb_status decrypt(void *state)
{
    struct kx *kx = state;
    return kx->job->backend->key->premaster_decrypt(kx->private_key, &kx->now->server_secret, TB_TLS12,
                                                    tb_bytes_of(&kx->now->to_server));
}

enum tb_status tb_kx_transport(void *state)
{
    struct kx *kx = state;
    uint64_t start = tb_now_ns();
    enum tb_status status = encrypt(kx);
    uint64_t encrypted = tb_now_ns();
    if (status == TB_OK)
        status = decrypt(kx);
    kx->client_ns += encrypted - start;
    kx->server_ns += tb_now_ns() - encrypted;
    return status;
}

TB_REPEATED(encrypt)
TB_REPEATED(decrypt)
TB_REPEATED(tb_kx_transport)

static enum tb_status prepare_key(struct kx *kx, uint64_t *operations)
{
    return tb_peer_keys_prepare(&kx->peer, operations);
}

const struct kx_operation tb_kx_transport_operations[NUM_TRANSPORT] = {
    {"encrypt", prepare_key, run_encrypt, decrypt, offsetof(struct exchange, to_server), false},
    {"decrypt", tb_kx_prepare_nothing, run_decrypt, tb_kx_nothing, offsetof(struct exchange, server_secret), false},
    {"exchange", prepare_key, run_tb_kx_transport, tb_kx_nothing, offsetof(struct exchange, server_secret), true},
};

static enum tb_status load_keys(struct kx *kx)
{
    const struct tb_key_ops *ops = kx->job->backend->key;
    const char *auth = kx->job->c->value[TB_PARAM_AUTH];
    if (!ops || !ops->premaster_encrypt || !ops->premaster_decrypt || !ops->destroy) {
        tb_text_add(kx->job->why, "the backend has no RSA key transport");
        return TB_UNSUPPORTED;
    }
    enum tb_status status = tb_peer_keys_open(&kx->peer, kx->job);
    return status == TB_OK ? tb_pki_load_key(kx->job, &kx->private_key, auth, TB_PKI_KEY) : status;
}

/* RFC 5246 7.4.7.1: the client's version, then 46 bytes, which need not be secret here. */
static void fill_premaster(struct kx *kx)
{
    struct tb_random random = {kx->job->seed};
    uint8_t *premaster = kx->now->client_secret.data;
    premaster[0] = TB_TLS12 >> 8;
    premaster[1] = TB_TLS12 & 0xff;
    for (size_t i = 2; i < PREMASTER_LEN; i++)
        premaster[i] = (uint8_t)tb_random_next(&random);
    kx->now->client_secret.len = PREMASTER_LEN;
}

enum tb_status tb_kx_transport_open(struct kx *kx)
{
    fill_premaster(kx);
    return load_keys(kx);
}
