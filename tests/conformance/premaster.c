/* premaster.c - RSA key transport: what the server must not reveal (RFC 5246 7.4.7.1). */
#include "core/iana.h"
#include "harness.h"
#include <string.h>

enum { PREMASTER = 48, TLS12 = TB_TLS12, MODULUS_MAX = 512 };

struct keys {
    tb_key *server, *client;
    struct guarded sent, ciphertext, received;
};

static tb_key *load(const struct subject *subject, const char *auth, const char *file)
{
    struct tb_bytes pem = read_pki(subject, auth, file);
    tb_key *key = NULL;
    expect_status(subject, TB_OK, subject->backend->key->load(subject->lib, &key, pem));
    free_bytes(pem);
    return key;
}

static void open_keys(const struct subject *subject, struct keys *keys, const char *auth)
{
    require(subject, TB_CAP_PREMASTER, 0, true);
    keys->server = load(subject, auth, "key.pem");
    keys->client = load(subject, auth, "public.pem");
    guarded(&keys->sent, PREMASTER)->len = PREMASTER;
    for (size_t i = 0; i < PREMASTER; i++)
        keys->sent.bytes[i] = (uint8_t)(i * 5);
    keys->sent.bytes[0] = 3;
    keys->sent.bytes[1] = 3;
}

static void close_keys(const struct subject *subject, struct keys *keys)
{
    subject->backend->key->destroy(keys->server);
    subject->backend->key->destroy(keys->client);
}

static void encrypt(const struct subject *subject, struct keys *keys)
{
    struct tb_buf *dst = guarded(&keys->ciphertext, MODULUS_MAX);
    expect_status(subject, TB_OK, subject->backend->key->premaster_encrypt(keys->client, dst, bytes_of(&keys->sent)));
    expect_guard(&keys->ciphertext);
}

static void decrypt(const struct subject *subject, struct keys *keys, uint16_t version)
{
    struct tb_bytes ciphertext = {keys->ciphertext.bytes, keys->ciphertext.buf.len};
    struct tb_buf *dst = guarded(&keys->received, PREMASTER);
    expect_status(subject, TB_OK, subject->backend->key->premaster_decrypt(keys->server, dst, version, ciphertext));
    expect(bytes_of(&keys->received).len == PREMASTER, "%zu bytes came out", keys->received.buf.len);
}

static void round_trip(const struct subject *subject, const void *row)
{
    const char *auth = row;
    struct keys keys;
    open_keys(subject, &keys, auth);
    encrypt(subject, &keys);
    struct guarded first = keys.ciphertext;
    for (int i = 0; i < 2; i++) {
        decrypt(subject, &keys, TLS12);
        expect_bytes(bytes_of(&keys.received), bytes_of(&keys.sent), "the pre-master secret");
    }
    encrypt(subject, &keys);
    expect(!same_bytes(bytes_of(&first), bytes_of(&keys.ciphertext)),
           "two ciphertexts are the same: no random padding");
    close_keys(subject, &keys);
}

/* 48 random bytes: different from those sent, and different each time. */
static void expect_random(const struct subject *subject, struct keys *keys, uint16_t version, const char *what)
{
    decrypt(subject, keys, version);
    struct guarded first = keys->received;
    decrypt(subject, keys, version);
    expect(!same_bytes(bytes_of(&first), bytes_of(&keys->sent)), "%s: the secret came out", what);
    expect(!same_bytes((struct tb_bytes){first.bytes + 2, PREMASTER - 2},
                       (struct tb_bytes){keys->sent.bytes + 2, PREMASTER - 2}),
           "%s: the secret came out but for its version", what);
    expect(!same_bytes(bytes_of(&first), bytes_of(&keys->received)), "%s: the same bytes twice: not random", what);
}

static void faults(const struct subject *subject, const void *row)
{
    const char *auth = row;
    struct keys keys;
    open_keys(subject, &keys, auth);
    encrypt(subject, &keys);
    expect_random(subject, &keys, 0x0302, "another client version");
    keys.ciphertext.bytes[keys.ciphertext.buf.len / 2] ^= 1;
    expect_random(subject, &keys, TLS12, "a tampered ciphertext");
    keys.sent.bytes[1] = 1;
    encrypt(subject, &keys);
    expect_random(subject, &keys, TLS12, "another version inside");
    close_keys(subject, &keys);
}

static void small_buffers(const struct subject *subject, const void *row)
{
    const char *auth = row;
    const struct tb_key_ops *ops = subject->backend->key;
    struct keys keys;
    open_keys(subject, &keys, auth);
    encrypt(subject, &keys);
    struct guarded small;
    expect_status(
        subject, TB_ERROR,
        ops->premaster_encrypt(keys.client, guarded(&small, keys.ciphertext.buf.len - 1), bytes_of(&keys.sent)));
    expect_guard(&small);
    expect_status(
        subject, TB_ERROR,
        ops->premaster_decrypt(keys.server, guarded(&small, PREMASTER - 1), TLS12, bytes_of(&keys.ciphertext)));
    expect_guard(&small);
    close_keys(subject, &keys);
}

static void not_rsa(const struct subject *subject, const void *row)
{
    (void)row;
    require(subject, TB_CAP_PREMASTER, 0, true);
    require(subject, TB_CAP_SCHEME, TB_SCHEME_ECDSA_SECP256R1_SHA256, true);
    tb_key *key = load(subject, "ecdsa-p256", "public.pem");
    static const uint8_t secret[PREMASTER] = {3, 3};
    struct guarded dst;
    enum tb_status status =
        subject->backend->key->premaster_encrypt(key, guarded(&dst, MODULUS_MAX), (struct tb_bytes){secret, PREMASTER});
    expect(status == TB_ERROR || status == TB_UNSUPPORTED, "an ECDSA key encrypted: %s", status_name(status));
    subject->backend->key->destroy(key);
}

int test_premaster(const struct subject *subject)
{
    static const char *const auths[] = {"rsa-2048", "rsa-3072", "rsa-4096"};
    struct test_list list = {.subject = subject};
    for (size_t i = 0; i < sizeof auths / sizeof auths[0]; i++) {
        add_test(&list, round_trip, auths[i], "premaster: %s: encrypt, decrypt", auths[i]);
        add_test(&list, faults, auths[i], "premaster: %s: faults give random bytes", auths[i]);
        add_test(&list, small_buffers, auths[i], "premaster: %s: buffers too small", auths[i]);
    }
    add_test(&list, not_rsa, NULL, "premaster: a key that is not RSA");
    return run_list(&list, "premaster");
}
