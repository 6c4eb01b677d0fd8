/* signatures.c - published signatures, both ends with each other, and signatures that must be refused. */
#include "core/der.h"
#include "harness.h"
#include "signature_vectors.h"
#include <string.h>

enum { SIGNATURE_MAX = 512 };

struct key_row {
    const char *auth;
    uint16_t scheme, other; /* other: another scheme that the key could sign with, or 0 */
    bool must;
};
static const struct key_row keys[] = {
    {"rsa-2048", RSA_PSS_SHA256, RSA_PKCS1_SHA256, true},
    {"rsa-3072", RSA_PSS_SHA256, RSA_PKCS1_SHA256, true},
    {"rsa-4096", RSA_PSS_SHA256, RSA_PKCS1_SHA256, true},
    {"rsa-2048", RSA_PKCS1_SHA256, RSA_PSS_SHA256, true},
    {"rsa-2048", RSA_PSS_SHA384, RSA_PSS_SHA256, false},
    {"rsa-2048", RSA_PSS_SHA512, RSA_PSS_SHA256, false},
    {"rsa-2048", RSA_PKCS1_SHA384, RSA_PKCS1_SHA256, false},
    {"ecdsa-p256", ECDSA_P256_SHA256, 0, true},
    {"ecdsa-p384", ECDSA_P384_SHA384, 0, true},
    {"ed25519", ED25519, 0, true},
};

static tb_key *take(const struct subject *subject, enum tb_status status, tb_key *key)
{
    require_slot(subject, status != TB_UNSUPPORTED, "keys of that kind");
    expect_status(subject, TB_OK, status);
    expect(key, "load made no handle");
    return key;
}

static tb_key *load(const struct subject *subject, struct tb_bytes pem)
{
    tb_key *key = NULL;
    enum tb_status status = subject->backend->key->load(subject->lib, &key, pem);
    return take(subject, status, key);
}

static tb_key *load_pki(const struct subject *subject, const char *folder, const char *file)
{
    struct tb_bytes pem = read_pki(subject, folder, file);
    tb_key *key = NULL;
    enum tb_status status = subject->backend->key->load(subject->lib, &key, pem);
    free_bytes(pem); /* take may skip */
    return take(subject, status, key);
}

static void sign(const struct subject *subject, tb_key *key, struct guarded *signature, uint16_t scheme,
                 struct tb_bytes message)
{
    expect_status(subject, TB_OK, subject->backend->key->sign(key, guarded(signature, SIGNATURE_MAX), scheme, message));
    expect_guard(signature);
}

static void published_verify(const struct subject *subject, const void *row)
{
    const struct verify_vector *vector = row;
    require(subject, TB_CAP_SCHEME, vector->scheme, true);
    struct blob der = from_hex(vector->spki), message = from_hex(vector->message),
                signature = from_hex(vector->signature);
    struct pem pem = pem_of("PUBLIC KEY", as_bytes(&der));
    tb_key *key = load(subject, text_bytes(pem.text));
    expect_status(subject, vector->valid ? TB_OK : TB_BAD_PEER,
                  subject->backend->key->verify(key, vector->scheme, as_bytes(&signature), as_bytes(&message)));
    subject->backend->key->destroy(key);
}

static void refused(const struct subject *subject, tb_key *key, uint16_t scheme, struct tb_bytes signature,
                    struct tb_bytes message, const char *what)
{
    enum tb_status status = subject->backend->key->verify(key, scheme, signature, message);
    expect(status == TB_BAD_PEER, "%s: verify says %s", what, status_name(status));
}

/* As in a certificate; loaded twice, since a second key from the same bytes is another object. */
static void public_key(const struct subject *subject, const void *row)
{
    const struct key_row *k = row;
    const struct tb_key_ops *ops = subject->backend->key;
    require(subject, TB_CAP_SCHEME, k->scheme, k->must);
    struct tb_bytes chain = read_pki(subject, k->auth, "chain-2.der"), message = text_bytes("a message");
    struct tb_bytes spki = {.data = NULL};
    spki.data = tb_der_public_key(chain.data, chain.len, &spki.len);
    expect(spki.data, "there is no public key in chain-2.der");
    tb_key *private_key = load_pki(subject, k->auth, "key.pem"), *first = NULL, *second = NULL;
    struct guarded signature;
    sign(subject, private_key, &signature, k->scheme, message);
    expect_status(subject, TB_OK, ops->load_public(subject->lib, &first, spki));
    expect_status(subject, TB_OK, ops->load_public(subject->lib, &second, spki));
    expect(first && second && first != second, "load_public made no handle, or the same one twice");
    expect_status(subject, TB_OK, ops->verify(first, k->scheme, bytes_of(&signature), message));
    ops->destroy(first);
    expect_status(subject, TB_OK, ops->verify(second, k->scheme, bytes_of(&signature), message));
    refused(subject, second, k->scheme, bytes_of(&signature), text_bytes("b message"), "another message");
    expect_status(subject, TB_ERROR,
                  ops->sign(second, guarded(&signature, SIGNATURE_MAX), k->scheme, message)); /* it is a public key */
    ops->destroy(second);
    ops->destroy(private_key);
    for (size_t len = 0; len < spki.len; len += 11) {
        tb_key *none = (tb_key *)&none;
        expect_status(subject, TB_BAD_PEER, ops->load_public(subject->lib, &none, (struct tb_bytes){spki.data, len}));
        expect(!none, "a failed load_public left a handle");
    }
    free_bytes(chain);
}

static void published_sign(const struct subject *subject, const void *row)
{
    const struct sign_vector *vector = row;
    require(subject, TB_CAP_SCHEME, vector->scheme, true);
    struct blob message = from_hex(vector->message), want = from_hex(vector->signature), der;
    struct pem pem;
    const char *text = vector->pem;
    if (!text) {
        der = from_hex(vector->pkcs8);
        pem = pem_of("PRIVATE KEY", as_bytes(&der));
        text = pem.text;
    }
    tb_key *key = load(subject, text_bytes(text));
    struct guarded signature;
    sign(subject, key, &signature, vector->scheme, as_bytes(&message));
    expect_bytes(bytes_of(&signature), as_bytes(&want), "the signature");
    subject->backend->key->destroy(key);
}

static void round_trip(const struct subject *subject, const void *row)
{
    const struct key_row *k = row;
    static const size_t lengths[] = {0, 1, 130, 16384};
    static uint8_t message[16384];
    require(subject, TB_CAP_SCHEME, k->scheme, k->must);
    tb_key *private_key = load_pki(subject, k->auth, "key.pem"), *public_key = load_pki(subject, k->auth, "public.pem");
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        struct tb_bytes msg = {message, lengths[i]};
        struct guarded signature;
        sign(subject, private_key, &signature, k->scheme, msg);
        expect_status(subject, TB_OK, subject->backend->key->verify(public_key, k->scheme, bytes_of(&signature), msg));
    }
    subject->backend->key->destroy(private_key);
    subject->backend->key->destroy(public_key);
}

static void tampered(const struct subject *subject, const void *row)
{
    const struct key_row *k = row;
    require(subject, TB_CAP_SCHEME, k->scheme, k->must);
    tb_key *private_key = load_pki(subject, k->auth, "key.pem"), *public_key = load_pki(subject, k->auth, "public.pem");
    struct tb_bytes message = text_bytes("a message"), another = text_bytes("b message");
    struct guarded signature;
    sign(subject, private_key, &signature, k->scheme, message);
    struct tb_bytes good = bytes_of(&signature);

    refused(subject, public_key, k->scheme, good, another, "another message");
    refused(subject, public_key, k->scheme, (struct tb_bytes){good.data, good.len - 1}, message, "a byte less");
    refused(subject, public_key, k->scheme, (struct tb_bytes){good.data, 1}, message, "one byte");
    refused(subject, public_key, k->scheme, (struct tb_bytes){NULL, 0}, message, "no signature");
    refused(subject, public_key, k->scheme, (struct tb_bytes){good.data, good.len + 1}, message, "a byte more");
    for (size_t i = 0; i < good.len; i += 7) {
        struct guarded bad = signature;
        bad.bytes[i] ^= 0x10;
        refused(subject, public_key, k->scheme, (struct tb_bytes){bad.bytes, good.len}, message, "a flipped bit");
    }
    if (k->other && supports(subject, TB_CAP_SCHEME, k->other))
        refused(subject, public_key, k->other, good, message, "another scheme");
    expect_status(subject, TB_OK, subject->backend->key->verify(public_key, k->scheme, good, message));
    subject->backend->key->destroy(private_key);
    subject->backend->key->destroy(public_key);
}

static void small_buffers(const struct subject *subject, const void *row)
{
    const struct key_row *k = row;
    require(subject, TB_CAP_SCHEME, k->scheme, k->must);
    tb_key *key = load_pki(subject, k->auth, "key.pem");
    struct tb_bytes message = text_bytes("a message");
    struct guarded signature;
    sign(subject, key, &signature, k->scheme, message);
    size_t less = signature.buf.len - 9; /* ECDSA's DER may be some bytes shorter by chance */
    expect_status(subject, TB_ERROR, subject->backend->key->sign(key, guarded(&signature, less), k->scheme, message));
    expect_guard(&signature);
    subject->backend->key->destroy(key);
}

/* A new salt each time, RFC 8017 9.1.1; PKCS #1 v1.5 and Ed25519 have none. */
static void salted(const struct subject *subject, const void *row)
{
    (void)row;
    require(subject, TB_CAP_SCHEME, RSA_PSS_SHA256, true);
    tb_key *key = load_pki(subject, "rsa-2048", "key.pem");
    struct guarded first, second;
    sign(subject, key, &first, RSA_PSS_SHA256, text_bytes("a message"));
    sign(subject, key, &second, RSA_PSS_SHA256, text_bytes("a message"));
    expect(!same_bytes(bytes_of(&first), bytes_of(&second)), "two PSS signatures are the same");
    subject->backend->key->destroy(key);
}

static void wrong_keys(const struct subject *subject, const void *row)
{
    (void)row;
    const struct tb_key_ops *ops = subject->backend->key;
    static const char *const texts[] = {"", "no PEM at all",
                                        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
                                        "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADAN\n-----END PRIVATE KEY-----\n"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        tb_key *none = (tb_key *)&none;
        expect_status(subject, TB_ERROR, ops->load(subject->lib, &none, text_bytes(texts[i])));
        expect(!none, "a failed load left a handle");
    }
    struct tb_bytes message = text_bytes("a message");
    struct guarded signature;
    tb_key *public_key = load_pki(subject, "rsa-2048", "public.pem");
    expect_status(subject, TB_ERROR,
                  ops->sign(public_key, guarded(&signature, SIGNATURE_MAX), RSA_PSS_SHA256, message));
    expect_guard(&signature);
    ops->destroy(public_key);

    tb_key *rsa = load_pki(subject, "rsa-2048", "key.pem");
    enum tb_status status = ops->sign(rsa, guarded(&signature, SIGNATURE_MAX), ECDSA_P256_SHA256, message);
    expect(status == TB_ERROR || status == TB_UNSUPPORTED, "an RSA key signed for ECDSA: %s", status_name(status));
    status = ops->verify(rsa, ED25519, message, message);
    expect(status != TB_OK, "an RSA key verified for Ed25519");
    ops->destroy(rsa);
    ops->destroy(NULL);
}

/* A fault in one half of the private operation, such as a flipped bit in memory.  A faulty signature reveals the key
 * (Boneh, DeMillo and Lipton 1997), so the library must refuse the key, detect the fault, or not use that half. */
static void faulty_key(const struct subject *subject, const void *row)
{
    (void)row;
    enum { FIRST_LINE = 28, LINE = 64, IN_EXPONENT_1 = 886 /* in the middle of it, in DER */ };
    static const uint16_t schemes[] = {RSA_PKCS1_SHA256, RSA_PSS_SHA256};
    const size_t at = IN_EXPONENT_1 * 4 / 3;
    struct tb_bytes pem = read_pki(subject, "rsa-2048", "key.pem"), message = text_bytes("a message");
    char *character = (char *)pem.data + FIRST_LINE + at + at / LINE;
    *character = *character == 'A' ? 'B' : 'A';
    const struct tb_key_ops *ops = subject->backend->key;
    tb_key *key = NULL;
    if (ops->load(subject->lib, &key, pem) == TB_OK)
        for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
            struct guarded signature;
            enum tb_status status = ops->sign(key, guarded(&signature, SIGNATURE_MAX), schemes[i], message);
            if (status == TB_OK)
                status = ops->verify(key, schemes[i], bytes_of(&signature), message);
            expect(status == TB_OK || status == TB_ERROR, "scheme 0x%04x: a faulty signature was made", schemes[i]);
        }
    ops->destroy(key);
    free_bytes(pem);
}

static void honest(const struct subject *subject, const void *row)
{
    (void)row;
    static const uint16_t unknown[] = {0x9999, 0x0808 /* ed448 */, 0x0704 /* gostr34102012 */};
    tb_key *key = load_pki(subject, "rsa-2048", "key.pem");
    for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++) {
        struct guarded signature;
        if (supports(subject, TB_CAP_SCHEME, unknown[i]))
            continue;
        expect_status(
            subject, TB_UNSUPPORTED,
            subject->backend->key->sign(key, guarded(&signature, SIGNATURE_MAX), unknown[i], text_bytes("a message")));
        expect_status(
            subject, TB_UNSUPPORTED,
            subject->backend->key->verify(key, unknown[i], text_bytes("a signature"), text_bytes("a message")));
    }
    subject->backend->key->destroy(key);
    expect(!supports(subject, TB_CAP_SCHEME, 0x9999), "scheme 0x9999 is supported");
}

int test_signatures(const struct subject *subject)
{
    struct test_list list = {.subject = subject};
    for (size_t i = 0; i < sizeof verify_vectors / sizeof verify_vectors[0]; i++)
        add_test(&list, published_verify, &verify_vectors[i], "verify: %s", verify_vectors[i].source);
    for (size_t i = 0; i < sizeof sign_vectors / sizeof sign_vectors[0]; i++)
        add_test(&list, published_sign, &sign_vectors[i], "sign: %s", sign_vectors[i].source);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        const struct key_row *k = &keys[i];
        add_test(&list, round_trip, k, "signature: %s, 0x%04x: sign, verify", k->auth, k->scheme);
        add_test(&list, public_key, k, "signature: %s, 0x%04x: the key of a certificate", k->auth, k->scheme);
        add_test(&list, tampered, k, "signature: %s, 0x%04x: tampering is refused", k->auth, k->scheme);
        add_test(&list, small_buffers, k, "signature: %s, 0x%04x: buffer too small", k->auth, k->scheme);
    }
    add_test(&list, salted, NULL, "signature: PSS salts differ");
    add_test(&list, wrong_keys, NULL, "signature: wrong keys");
    add_test(&list, faulty_key, NULL, "signature: RSA key with a fault");
    add_test(&list, honest, NULL, "signature: unknown schemes are unsupported");
    return run_list(&list, "signatures");
}
