/* Determines what this instance can do by doing it. */
#include "backends/openssl/key/key.h"
#include "backends/openssl/key/test_keys.h"
#include "backends/openssl/tls/left_out.h"
#include "backends/openssl/tls/tls.h"
#include "backends/openssl/trial.h"
#include "core/algorithms.h"
#include "core/iana.h"
#include <string.h>

/* Runs a whole exchange with itself; both sides must get the same secret. */
static bool try_kx(tb_lib *lib, uint16_t group)
{
    const struct tb_kx_ops *kx = &tb_openssl_kx;
    uint8_t memory[4][1280];
    struct tb_buf share = {memory[0], 0, 1280}, answer = {memory[1], 0, 1280};
    struct tb_buf servers = {memory[2], 0, 1280}, clients = {memory[3], 0, 1280};
    tb_kx *client = NULL;
    bool works = kx->offer(lib, &client, &share, group) == TB_OK &&
                 kx->answer(lib, &answer, &servers, group, tb_bytes_of(&share)) == TB_OK &&
                 kx->receive(client, tb_bytes_of(&answer)) == TB_OK && kx->derive(client, &clients) == TB_OK &&
                 clients.len == servers.len && memcmp(clients.data, servers.data, clients.len) == 0;
    kx->destroy(client);
    return works;
}

static struct tb_bytes test_key(uint16_t scheme)
{
    const char *pem = scheme == TB_SCHEME_ECDSA_SECP256R1_SHA256   ? test_key_p256
                      : scheme == TB_SCHEME_ECDSA_SECP384R1_SHA384 ? test_key_p384
                                                                   : test_key_rsa;
    pem = scheme == TB_SCHEME_ED25519 ? test_key_ed25519 : pem;
    return (struct tb_bytes){(const uint8_t *)pem, strlen(pem)};
}

static bool try_scheme(tb_lib *lib, uint16_t scheme)
{
    static const uint8_t message[] = "a message to sign";
    struct tb_bytes msg = {message, sizeof message};
    uint8_t memory[512];
    struct tb_buf signature = {memory, 0, sizeof memory};
    tb_key *key = NULL;
    bool works = tb_openssl_key.load(lib, &key, test_key(scheme)) == TB_OK &&
                 tb_openssl_key.sign(key, &signature, scheme, msg) == TB_OK &&
                 tb_openssl_key.verify(key, scheme, tb_bytes_of(&signature), msg) == TB_OK;
    tb_openssl_key.destroy(key);
    return works;
}

static bool try_premaster(tb_lib *lib)
{
    uint8_t secret[TB_PREMASTER_LEN] = {0x03, 0x03}, sealed[512], opened[TB_PREMASTER_LEN];
    struct tb_buf ciphertext = {sealed, 0, sizeof sealed}, plain = {opened, 0, sizeof opened};
    tb_key *key = NULL;
    bool works =
        tb_openssl_key.load(lib, &key, test_key(TB_SCHEME_RSA_PKCS1_SHA256)) == TB_OK &&
        tb_openssl_key.premaster_encrypt(key, &ciphertext, (struct tb_bytes){secret, sizeof secret}) == TB_OK &&
        tb_openssl_key.premaster_decrypt(key, &plain, TB_TLS12, tb_bytes_of(&ciphertext)) == TB_OK &&
        memcmp(opened, secret, sizeof secret) == 0;
    tb_openssl_key.destroy(key);
    return works;
}

static bool try_aead(tb_lib *lib, uint16_t suite)
{
    uint8_t key[32] = {0}, nonce[12] = {0}, sealed[64], text[16] = {0};
    struct tb_buf dst = {sealed, 0, sizeof sealed};
    tb_aead *aead = NULL;
    bool works =
        tb_openssl_aead.create(lib, &aead, suite, true,
                               (struct tb_bytes){key, suite == TB_SUITE_AES_128_GCM_SHA256 ? 16 : 32}) == TB_OK &&
        tb_openssl_aead.run(aead, &dst, (struct tb_bytes){nonce, sizeof nonce}, (struct tb_bytes){NULL, 0},
                            (struct tb_bytes){text, sizeof text}) == TB_OK;
    tb_openssl_aead.destroy(aead);
    return works;
}

static bool try_hash(tb_lib *lib, uint16_t hash)
{
    uint8_t memory[64];
    struct tb_buf dst = {memory, 0, sizeof memory};
    return tb_openssl_hash.digest(lib, &dst, hash, (struct tb_bytes){memory, 0}) == TB_OK;
}

/* TLS 1.3 also counts as supported by a library without ECDSA. */
static bool try_handshake(tb_lib *lib, struct tb_trial wish)
{
    if (tb_trial_handshake(lib, &wish))
        return true;
    wish.scheme = TB_SCHEME_RSA_PSS_RSAE_SHA256;
    return wish.version == TB_TLS13 && tb_trial_handshake(lib, &wish);
}

/* In TLS 1.3, which has all groups; in TLS 1.2 if that is all there is. */
static bool try_group(tb_lib *lib, uint16_t group)
{
    bool newest = tb_versions_there(TB_TLS13, TB_TLS13) == TB_OK;
    return try_handshake(lib, (struct tb_trial){.version = newest ? TB_TLS13 : TB_TLS12, .group = group});
}

static bool try_suite(tb_lib *lib, uint16_t suite)
{
    uint16_t version = suite >> 8 == 0x13 ? TB_TLS13 : TB_TLS12;
    return try_handshake(lib, (struct tb_trial){.version = version, .suite = suite});
}

static bool try_capability(tb_lib *lib, enum tb_cap cap, uint16_t id)
{
    switch (cap) {
    case TB_CAP_VERSION:
        return try_handshake(lib, (struct tb_trial){.version = id});
    case TB_CAP_KX:
        return try_kx(lib, id);
    case TB_CAP_TLS_GROUP:
        return try_group(lib, id);
    case TB_CAP_SCHEME:
        return try_scheme(lib, id);
    case TB_CAP_SUITE:
        return try_suite(lib, id);
    case TB_CAP_AEAD:
        return try_aead(lib, id);
    case TB_CAP_HASH:
        return try_hash(lib, id);
    case TB_CAP_PREMASTER:
        return try_premaster(lib);
    }
    return false;
}

/* If the headers tell why it is missing, that reason is better than the error of the last attempt. */
static enum tb_status say_why_not(enum tb_cap cap, uint16_t id)
{
    char why[TB_LEFT_OUT_CAP] = "";
    if (cap == TB_CAP_KX || cap == TB_CAP_TLS_GROUP)
        (void)tb_left_out_groups(why, &id, 1);
    else if (cap == TB_CAP_SCHEME)
        (void)tb_left_out_schemes(why, &id, 1);
    else if (cap == TB_CAP_SUITE || cap == TB_CAP_AEAD)
        (void)tb_left_out_suites(why, &id, 1);
    if (!*why)
        return TB_UNSUPPORTED;
    return tb_settle(tb_fail(TB_UNSUPPORTED, "0x%04x is not in this library%s", id, why));
}

enum tb_status tb_openssl_supports(tb_lib *lib, enum tb_cap cap, uint16_t id)
{
    return try_capability(lib, cap, id) ? TB_OK : say_why_not(cap, id);
}
