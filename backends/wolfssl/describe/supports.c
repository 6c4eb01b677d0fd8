/* Determines what this instance can do by doing it: an exchange, a signature, a record, a handshake. */
#include "backends/wolfssl/lib.h"
#include "backends/wolfssl/tls/tls.h"
#include "backends/wolfssl/trial.h"
#include "core/iana.h"
#include <stdlib.h>
#include <string.h>

enum { SHARE_MAX = 2048, SECRET_MAX = 128, SIGNATURE_MAX = 512, RECORD_MAX = 64 };

static bool exchange_works(tb_lib *lib, uint16_t group)
{
    uint8_t to_server[SHARE_MAX], to_client[SHARE_MAX], ours[SECRET_MAX], theirs[SECRET_MAX];
    struct tb_buf offer = {to_server, 0, SHARE_MAX}, answer = {to_client, 0, SHARE_MAX};
    struct tb_buf client = {ours, 0, SECRET_MAX}, server = {theirs, 0, SECRET_MAX};
    const struct tb_kx_ops *ops = &tb_wolfssl_kx;
    tb_kx *kx;
    if (ops->offer(lib, &kx, &offer, group) != TB_OK)
        return false;
    bool works = ops->answer(lib, &answer, &server, group, (struct tb_bytes){offer.data, offer.len}) == TB_OK &&
                 ops->receive(kx, (struct tb_bytes){answer.data, answer.len}) == TB_OK &&
                 ops->derive(kx, &client) == TB_OK && client.len == server.len && memcmp(ours, theirs, client.len) == 0;
    ops->destroy(kx);
    return works;
}

static const uint8_t message[] = "a message to be signed";

static bool signature_works(tb_lib *lib, uint16_t scheme)
{
    uint8_t bytes[SIGNATURE_MAX];
    struct tb_buf signature = {bytes, 0, sizeof bytes};
    struct tb_bytes msg = {message, sizeof message};
    const struct tb_key_ops *ops = &tb_wolfssl_key;
    tb_key *key;
    const char *pem = tb_trial_key(scheme);
    if (!pem)
        tb_fail(TB_UNSUPPORTED, "signature scheme 0x%04x is not known to this backend", scheme);
    if (!pem || ops->load(lib, &key, tb_trial_bytes(pem)) != TB_OK)
        return false;
    bool works = ops->sign(key, &signature, scheme, msg) == TB_OK &&
                 ops->verify(key, scheme, (struct tb_bytes){bytes, signature.len}, msg) == TB_OK;
    ops->destroy(key);
    return works;
}

static bool aead_works(tb_lib *lib, uint16_t suite)
{
    static const uint8_t key_bytes[32], nonce_bytes[12];
    const struct tb_aead_ops *ops = &tb_wolfssl_aead;
    uint8_t sealed_bytes[RECORD_MAX], opened_bytes[RECORD_MAX];
    struct tb_buf sealed = {sealed_bytes, 0, RECORD_MAX}, opened = {opened_bytes, 0, RECORD_MAX};
    struct tb_bytes key = {key_bytes, suite == TB_SUITE_AES_128_GCM_SHA256 ? 16 : 32},
                    nonce = {nonce_bytes, sizeof nonce_bytes};
    struct tb_bytes none = {NULL, 0}, msg = {message, sizeof message};
    tb_aead *sealing, *opening = NULL;
    if (ops->create(lib, &sealing, suite, true, key) != TB_OK)
        return false;
    bool works = ops->create(lib, &opening, suite, false, key) == TB_OK &&
                 ops->run(sealing, &sealed, nonce, none, msg) == TB_OK &&
                 ops->run(opening, &opened, nonce, none, (struct tb_bytes){sealed_bytes, sealed.len}) == TB_OK &&
                 opened.len == msg.len && memcmp(opened_bytes, message, msg.len) == 0;
    ops->destroy(sealing);
    ops->destroy(opening);
    return works;
}

static bool hash_works(tb_lib *lib, uint16_t hash)
{
    uint8_t bytes[SECRET_MAX];
    struct tb_buf digest = {bytes, 0, sizeof bytes}, key = {bytes, 0, sizeof bytes};
    struct tb_bytes msg = {message, sizeof message};
    return tb_wolfssl_hash.digest(lib, &digest, hash, msg) == TB_OK &&
           tb_wolfssl_hash.extract(lib, &key, hash, msg, msg) == TB_OK;
}

static bool premaster_works(tb_lib *lib)
{
    enum { PREMASTER = 48 };
    uint8_t sent[PREMASTER] = {3, 3}, received[PREMASTER], ciphertext_bytes[SIGNATURE_MAX];
    struct tb_buf ciphertext = {ciphertext_bytes, 0, SIGNATURE_MAX}, premaster = {received, 0, PREMASTER};
    const struct tb_key_ops *ops = &tb_wolfssl_key;
    tb_key *key;
    if (ops->load(lib, &key, tb_trial_bytes(tb_trial_key(TB_SCHEME_RSA_PSS_RSAE_SHA256))) != TB_OK)
        return false;
    bool works = ops->premaster_encrypt(key, &ciphertext, (struct tb_bytes){sent, PREMASTER}) == TB_OK &&
                 ops->premaster_decrypt(key, &premaster, TB_TLS12,
                                        (struct tb_bytes){ciphertext_bytes, ciphertext.len}) == TB_OK &&
                 memcmp(sent, received, PREMASTER) == 0;
    ops->destroy(key);
    return works;
}

static bool suite_works(tb_lib *lib, uint16_t suite)
{
    uint16_t version = suite >> 8 == 0x13 ? TB_TLS13 : TB_TLS12;
    return tb_trial_handshake(lib, version, &suite, NULL);
}

/* TLS 1.2 and TLS 1.3 share one list of groups.  TLS 1.3 has all of them; TLS 1.2 is tried if that is all there is. */
static bool tls_group_works(tb_lib *lib, uint16_t group)
{
    return tb_trial_handshake(lib, TB_LACKS_TLS13 ? TB_TLS12 : TB_TLS13, NULL, &group);
}

enum tb_status tb_wolfssl_supports(tb_lib *lib, enum tb_cap cap, uint16_t id)
{
    bool works = false;
    switch (cap) {
    case TB_CAP_VERSION:
        works = tb_trial_handshake(lib, id, NULL, NULL);
        break;
    case TB_CAP_KX:
        works = exchange_works(lib, id);
        break;
    case TB_CAP_TLS_GROUP:
        works = tls_group_works(lib, id);
        break;
    case TB_CAP_SCHEME:
        works = signature_works(lib, id);
        break;
    case TB_CAP_SUITE:
        works = suite_works(lib, id);
        break;
    case TB_CAP_AEAD:
        works = aead_works(lib, id);
        break;
    case TB_CAP_HASH:
        works = hash_works(lib, id);
        break;
    case TB_CAP_PREMASTER:
        works = premaster_works(lib);
        break;
    }
    return works ? TB_OK : TB_UNSUPPORTED;
}
