/* aead.c - record protection: published vectors, records of all sizes, and tampering. */
#include "core/iana.h"
#include "harness.h"
#include <string.h>

enum {
    AES_128_GCM = TB_SUITE_AES_128_GCM_SHA256,
    AES_256_GCM = TB_SUITE_AES_256_GCM_SHA384,
    CHACHA20_POLY1305 = TB_SUITE_CHACHA20_POLY1305_SHA256,
    NONCE = 12,
    TAG = 16,
    RECORD_MAX = 16384
};

/* GCM n: test case n of McGrew and Viega, The Galois/Counter Mode of Operation, appendix B.  sealed: ciphertext
 * followed by tag. */
struct vector {
    const char *source;
    uint16_t suite;
    const char *key, *nonce, *ad, *plaintext, *sealed;
};
static const struct vector vectors[] = {
    {"GCM 1", AES_128_GCM, "00000000000000000000000000000000", "000000000000000000000000", "", "",
     "58e2fccefa7e3061367f1d57a4e7455a"},
    {"GCM 2", AES_128_GCM, "00000000000000000000000000000000", "000000000000000000000000", "",
     "00000000000000000000000000000000", "0388dace60b6a392f328c2b971b2fe78ab6e47d42cec13bdf53a67b21257bddf"},
    {"GCM 3", AES_128_GCM, "feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888", "",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525"
     "b16aedf5aa0de657ba637b391aafd255",
     "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa05"
     "1ba30b396a0aac973d58e091473f59854d5c2af327cd64a62cf35abd2ba6fab4"},
    {"GCM 4", AES_128_GCM, "feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888",
     "feedfacedeadbeeffeedfacedeadbeefabaddad2",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525"
     "b16aedf5aa0de657ba637b39",
     "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa05"
     "1ba30b396a0aac973d58e0915bc94fbc3221a5db94fae95ae7121a47"},
    {"GCM 13", AES_256_GCM, "0000000000000000000000000000000000000000000000000000000000000000",
     "000000000000000000000000", "", "", "530f8afbc74536b9a963b4f1c4cb738b"},
    {"GCM 14", AES_256_GCM, "0000000000000000000000000000000000000000000000000000000000000000",
     "000000000000000000000000", "", "00000000000000000000000000000000",
     "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"},
    {"GCM 15", AES_256_GCM, "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
     "cafebabefacedbaddecaf888", "",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525"
     "b16aedf5aa0de657ba637b391aafd255",
     "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838"
     "c5f61e6393ba7a0abcc9f662898015adb094dac5d93471bdec1a502270e3cc6c"},
    {"GCM 16", AES_256_GCM, "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
     "cafebabefacedbaddecaf888", "feedfacedeadbeeffeedfacedeadbeefabaddad2",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525"
     "b16aedf5aa0de657ba637b39",
     "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838"
     "c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b"},
    {"RFC 8439 2.8.2", CHACHA20_POLY1305, "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f",
     "070000004041424344454647", "50515253c0c1c2c3c4c5c6c7",
     "4c616469657320616e642047656e746c656d656e206f662074686520636c617373206f66202739393a20496620492063"
     "6f756c64206f6666657220796f75206f6e6c79206f6e652074697020666f7220746865206675747572652c2073756e73"
     "637265656e20776f756c642062652069742e",
     "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb69da92728b"
     "1a71de0a9e060b2905d6a5b67ecd3b3692ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc"
     "3ff4def08e4b7a9de576d26586cec64b61161ae10b594f09e26a7e902ecbd0600691"},
};

struct suite_row {
    const char *name;
    uint16_t id;
    size_t key_len;
};
static const struct suite_row suites[] = {
    {"aes-128-gcm", AES_128_GCM, 16}, {"aes-256-gcm", AES_256_GCM, 32}, {"chacha20-poly1305", CHACHA20_POLY1305, 32}};

/* Both directions of one key. */
struct pair {
    tb_aead *sealing, *opening;
};

static const uint8_t key_bytes[64] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
static const uint8_t nonce_bytes[NONCE] = {9, 8, 7, 6, 5};
static const uint8_t ad_bytes[13] = {0, 0, 0, 0, 0, 0, 0, 1, 23, 3, 3, 64, 0}; /* 13 bytes: TLS 1.2; TLS 1.3 has 5 */

static tb_aead *create(const struct subject *subject, uint16_t suite, bool sealing, struct tb_bytes key)
{
    tb_aead *aead = NULL;
    expect_status(subject, TB_OK, subject->backend->aead->create(subject->lib, &aead, suite, sealing, key));
    expect(aead, "create made no handle");
    return aead;
}

static struct pair open_pair(const struct subject *subject, uint16_t suite, struct tb_bytes key)
{
    require(subject, TB_CAP_AEAD, suite, true);
    return (struct pair){create(subject, suite, true, key), create(subject, suite, false, key)};
}

static void close_pair(const struct subject *subject, struct pair pair)
{
    subject->backend->aead->destroy(pair.sealing);
    subject->backend->aead->destroy(pair.opening);
}

/* Runs with exactly as much room as the result needs, and checks the guard after it. */
static enum tb_status run(const struct subject *subject, tb_aead *aead, struct guarded *dst, size_t cap,
                          struct tb_bytes nonce, struct tb_bytes ad, struct tb_bytes src)
{
    enum tb_status status = subject->backend->aead->run(aead, guarded(dst, cap), nonce, ad, src);
    expect_guard(dst);
    return status;
}

static void published(const struct subject *subject, const void *row)
{
    const struct vector *vector = row;
    struct blob key = from_hex(vector->key), nonce = from_hex(vector->nonce), ad = from_hex(vector->ad),
                plaintext = from_hex(vector->plaintext), sealed = from_hex(vector->sealed);
    struct pair pair = open_pair(subject, vector->suite, as_bytes(&key));
    struct guarded dst;
    expect_status(subject, TB_OK,
                  run(subject, pair.sealing, &dst, sealed.len, as_bytes(&nonce), as_bytes(&ad), as_bytes(&plaintext)));
    expect_bytes(bytes_of(&dst), as_bytes(&sealed), "the sealed record");
    expect_status(subject, TB_OK,
                  run(subject, pair.opening, &dst, plaintext.len, as_bytes(&nonce), as_bytes(&ad), as_bytes(&sealed)));
    expect_bytes(bytes_of(&dst), as_bytes(&plaintext), "the opened record");
    close_pair(subject, pair);
}

static void all_sizes(const struct subject *subject, const void *row)
{
    const struct suite_row *suite = row;
    static const size_t sizes[] = {0, 1, 15, 16, 17, 31, 33, 255, 256, 1350, 8192, 16383, 16384};
    static uint8_t text[RECORD_MAX];
    struct pair pair = open_pair(subject, suite->id, (struct tb_bytes){key_bytes, suite->key_len});
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct tb_bytes plaintext = {text, sizes[i]}, nonce = {nonce_bytes, NONCE}, ad = {ad_bytes, i % 2 ? 5 : 13};
        struct guarded sealed, opened;
        for (size_t j = 0; j < sizes[i]; j++)
            text[j] = (uint8_t)(j * 7 + i);
        expect_status(subject, TB_OK, run(subject, pair.sealing, &sealed, sizes[i] + TAG, nonce, ad, plaintext));
        expect(sealed.buf.len == sizes[i] + TAG, "%zu bytes became %zu", sizes[i], sealed.buf.len);
        expect_status(subject, TB_OK, run(subject, pair.opening, &opened, sizes[i], nonce, ad, bytes_of(&sealed)));
        expect_bytes(bytes_of(&opened), plaintext, "the opened record");
    }
    close_pair(subject, pair);
}

static void refused(const struct subject *subject, tb_aead *aead, struct tb_bytes nonce, struct tb_bytes ad,
                    struct tb_bytes sealed, const char *what)
{
    struct guarded dst;
    enum tb_status status = run(subject, aead, &dst, 64, nonce, ad, sealed);
    expect(status == TB_BAD_PEER, "%s: open says %s", what, status_name(status));
}

static void tampered(const struct subject *subject, const void *row)
{
    const struct suite_row *suite = row;
    struct pair pair = open_pair(subject, suite->id, (struct tb_bytes){key_bytes, suite->key_len});
    struct tb_bytes nonce = {nonce_bytes, NONCE}, ad = {ad_bytes, 13}, text = text_bytes("a record of some bytes");
    struct guarded sealed, opened;
    expect_status(subject, TB_OK, run(subject, pair.sealing, &sealed, text.len + TAG, nonce, ad, text));
    struct tb_bytes good = bytes_of(&sealed);

    for (size_t i = 0; i < good.len; i++) {
        struct guarded bad = sealed;
        bad.bytes[i] ^= 0x80;
        refused(subject, pair.opening, nonce, ad, (struct tb_bytes){bad.bytes, good.len},
                i < text.len ? "flipped ciphertext" : "flipped tag");
    }
    uint8_t other[13];
    memcpy(other, ad_bytes, 13);
    other[12] ^= 1;
    refused(subject, pair.opening, nonce, (struct tb_bytes){other, 13}, good, "flipped additional data");
    refused(subject, pair.opening, nonce, (struct tb_bytes){ad_bytes, 12}, good, "shorter additional data");
    refused(subject, pair.opening, nonce, (struct tb_bytes){NULL, 0}, good, "no additional data");
    memcpy(other, nonce_bytes, NONCE);
    other[NONCE - 1] ^= 1;
    refused(subject, pair.opening, (struct tb_bytes){other, NONCE}, ad, good, "flipped nonce");
    refused(subject, pair.opening, nonce, ad, (struct tb_bytes){good.data, good.len - 1}, "a byte less");
    refused(subject, pair.opening, nonce, ad, (struct tb_bytes){good.data, TAG - 1}, "less than a tag");
    refused(subject, pair.opening, nonce, ad, (struct tb_bytes){NULL, 0}, "no record");
    expect_status(subject, TB_OK, run(subject, pair.opening, &opened, text.len, nonce, ad, good));
    expect_bytes(bytes_of(&opened), text, "the record, opened after refusals");
    close_pair(subject, pair);
}

static void rekeyed(const struct subject *subject, const void *row)
{
    const struct suite_row *suite = row;
    struct tb_bytes first = {key_bytes, suite->key_len}, second = {key_bytes + 1, suite->key_len};
    struct pair pair = open_pair(subject, suite->id, first), fresh = open_pair(subject, suite->id, second);
    struct tb_bytes nonce = {nonce_bytes, NONCE}, ad = {ad_bytes, 5}, text = text_bytes("a record of some bytes");
    struct guarded before, after, same;
    expect_status(subject, TB_OK, run(subject, pair.sealing, &before, text.len + TAG, nonce, ad, text));
    expect_status(subject, TB_OK, subject->backend->aead->rekey(pair.sealing, second));
    expect_status(subject, TB_OK, run(subject, pair.sealing, &after, text.len + TAG, nonce, ad, text));
    expect_status(subject, TB_OK, run(subject, fresh.sealing, &same, text.len + TAG, nonce, ad, text));
    expect_bytes(bytes_of(&after), bytes_of(&same), "what a rekeyed handle seals");

    refused(subject, pair.opening, nonce, ad, bytes_of(&after), "a record of the new key");
    expect_status(subject, TB_OK, subject->backend->aead->rekey(pair.opening, second));
    expect_status(subject, TB_OK, run(subject, pair.opening, &same, text.len, nonce, ad, bytes_of(&after)));
    refused(subject, pair.opening, nonce, ad, bytes_of(&before), "a record of the old key");
    close_pair(subject, pair);
    close_pair(subject, fresh);
}

static void wrong_lengths(const struct subject *subject, const void *row)
{
    const struct suite_row *suite = row;
    const struct tb_aead_ops *ops = subject->backend->aead;
    struct tb_bytes key = {key_bytes, suite->key_len}, nonce = {nonce_bytes, NONCE}, ad = {ad_bytes, 5},
                    text = text_bytes("a record of some bytes");
    struct pair pair = open_pair(subject, suite->id, key);
    struct guarded sealed, small;
    expect_status(subject, TB_OK, run(subject, pair.sealing, &sealed, text.len + TAG, nonce, ad, text));
    expect_status(subject, TB_ERROR, run(subject, pair.sealing, &small, text.len + TAG - 1, nonce, ad, text));
    expect_status(subject, TB_ERROR, run(subject, pair.sealing, &small, 0, nonce, ad, text));
    expect_status(subject, TB_ERROR, run(subject, pair.opening, &small, text.len - 1, nonce, ad, bytes_of(&sealed)));
    key.len--;
    tb_aead *none = (tb_aead *)&none;
    expect_status(subject, TB_ERROR, ops->create(subject->lib, &none, suite->id, true, key));
    expect(!none, "a failed create left a handle");
    expect_status(subject, TB_ERROR, ops->rekey(pair.sealing, key));
    close_pair(subject, pair);
}

static void honest(const struct subject *subject, const void *row)
{
    (void)row;
    static const uint16_t others[] = {0x1304 /* AES-128-CCM */, 0x1399, 0x9999};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        tb_aead *none = (tb_aead *)&none;
        if (supports(subject, TB_CAP_AEAD, others[i]))
            continue;
        expect_status(
            subject, TB_UNSUPPORTED,
            subject->backend->aead->create(subject->lib, &none, others[i], true, (struct tb_bytes){key_bytes, 16}));
        expect(!none, "a refused create left a handle");
    }
    expect(!supports(subject, TB_CAP_AEAD, 0x9999), "suite 0x9999 is supported");
    subject->backend->aead->destroy(NULL);
}

int test_aead(const struct subject *subject)
{
    struct test_list list = {.subject = subject};
    for (size_t i = 0; i < sizeof vectors / sizeof vectors[0]; i++)
        add_test(&list, published, &vectors[i], "aead: %s", vectors[i].source);
    for (size_t i = 0; i < sizeof suites / sizeof suites[0]; i++) {
        add_test(&list, all_sizes, &suites[i], "aead: %s: all sizes", suites[i].name);
        add_test(&list, tampered, &suites[i], "aead: %s: tampering is refused", suites[i].name);
        add_test(&list, rekeyed, &suites[i], "aead: %s: rekey", suites[i].name);
        add_test(&list, wrong_lengths, &suites[i], "aead: %s: wrong lengths", suites[i].name);
    }
    add_test(&list, honest, NULL, "aead: unknown suites are unsupported");
    return run_list(&list, "aead");
}
