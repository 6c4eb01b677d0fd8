/* hash.c - digests and HKDF, against published vectors. */
#include "harness.h"

enum { SHA256 = 4, SHA384 = 5 };

/* FIPS 180-4's examples. */
struct digest_vector {
    uint16_t hash;
    const char *text, *digest;
};
static const struct digest_vector digests[] = {
    {SHA256, "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {SHA256, "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {SHA256, "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    {SHA384, "", "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da274edebfe76f65fbd51ad2f14898b95b"},
    {SHA384, "abc", "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7"},
    {SHA384,
     "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmno"
     "ijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
     "09330c33f71147e83d192fc782cd1b4753111b173b3b05d22fa08086e3b0f712fcc7c71a557e2db966c3e9fa91746039"},
};

struct hkdf_vector {
    const char *source;
    uint16_t hash;
    const char *secret, *salt, *label, *output;
};
static const struct hkdf_vector hkdfs[] = {
    {"RFC 5869 A.1", SHA256, "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "000102030405060708090a0b0c",
     "f0f1f2f3f4f5f6f7f8f9", "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"},
    {"RFC 5869 A.2", SHA256,
     "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f"
     "303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f",
     "606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f808182838485868788898a8b8c8d8e8f"
     "909192939495969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaeaf",
     "b0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedf"
     "e0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff",
     "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09"
     "da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87"},
    {"RFC 5869 A.3", SHA256, "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "", "",
     "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"},
    {"Wycheproof hkdf_sha384, 3", SHA384, "a4748031a14d3e6aafe42aa20c568f5f", "", "",
     "61c0d2797276f1b789397e5a4be75c961a77bdbad4cca2bd9a4160cb85fafb1b32f95d610c58766f29769d0c68b0bcfb"
     "15916d49b72e52ad2f3e7315618175d3"},
    {"Wycheproof hkdf_sha384, 12", SHA384, "7a00817689a3d79001825a864c69c120", "08bc01c053a6406c7c4a667c9b9b3894",
     "967ccd75395be6e96a67759f070487c9e2107791",
     "bd02e16b6024f2c3b752d1c1d3047583697731915fbbb34418f479b0c9bf84a86bd8e715eca198da8f9b39b25a1229c3"
     "11853f862340cdefe46ddf41dcf256d9"},
};

static size_t digest_len(uint16_t hash)
{
    return hash == SHA256 ? 32 : 48;
}

static void published_digest(const struct subject *subject, const void *row)
{
    const struct digest_vector *vector = row;
    require(subject, TB_CAP_HASH, vector->hash, true);
    struct blob want = from_hex(vector->digest);
    struct guarded dst;
    expect_status(
        subject, TB_OK,
        subject->backend->hash->digest(subject->lib, guarded(&dst, want.len), vector->hash, text_bytes(vector->text)));
    expect_bytes(bytes_of(&dst), as_bytes(&want), "the digest");
}

static void published_hkdf(const struct subject *subject, const void *row)
{
    const struct hkdf_vector *vector = row;
    require(subject, TB_CAP_HASH, vector->hash, true);
    struct blob secret = from_hex(vector->secret), salt = from_hex(vector->salt), label = from_hex(vector->label),
                want = from_hex(vector->output);
    struct guarded dst;
    expect_status(subject, TB_OK,
                  subject->backend->hash->hkdf(subject->lib, guarded(&dst, want.len), vector->hash, as_bytes(&salt),
                                               as_bytes(&secret), as_bytes(&label)));
    expect_bytes(bytes_of(&dst), as_bytes(&want), "the output");
}

static void limits(const struct subject *subject, const void *row)
{
    uint16_t hash = *(const uint16_t *)row;
    require(subject, TB_CAP_HASH, hash, true);
    const struct tb_hash_ops *ops = subject->backend->hash;
    struct tb_bytes text = text_bytes("text"), none = {NULL, 0};
    struct guarded dst;
    expect_status(subject, TB_ERROR, ops->digest(subject->lib, guarded(&dst, digest_len(hash) - 1), hash, text));
    expect_guard(&dst);
    size_t most = 255 * digest_len(hash); /* RFC 5869 2.3 */
    expect_status(subject, TB_OK, ops->hkdf(subject->lib, guarded(&dst, most), hash, none, text, none));
    expect(bytes_of(&dst).len == most, "%zu bytes of %zu", dst.buf.len, most);
    expect_status(subject, TB_ERROR, ops->hkdf(subject->lib, guarded(&dst, most + 1), hash, none, text, none));
    expect_guard(&dst);
}

static void honest(const struct subject *subject, const void *row)
{
    (void)row;
    struct guarded dst;
    struct tb_bytes text = text_bytes("text");
    expect(!supports(subject, TB_CAP_HASH, 99), "hash 99 is supported");
    expect_status(subject, TB_UNSUPPORTED, subject->backend->hash->digest(subject->lib, guarded(&dst, 64), 99, text));
    expect_status(subject, TB_UNSUPPORTED,
                  subject->backend->hash->hkdf(subject->lib, guarded(&dst, 64), 99, text, text, text));
}

int test_hash(const struct subject *subject)
{
    static const uint16_t hashes[] = {SHA256, SHA384};
    struct test_list list = {.subject = subject};
    for (size_t i = 0; i < sizeof digests / sizeof digests[0]; i++)
        add_test(&list, published_digest, &digests[i], "hash: %u: \"%.12s\"", digests[i].hash, digests[i].text);
    for (size_t i = 0; i < sizeof hkdfs / sizeof hkdfs[0]; i++)
        add_test(&list, published_hkdf, &hkdfs[i], "hkdf: %s", hkdfs[i].source);
    for (size_t i = 0; i < 2; i++)
        add_test(&list, limits, &hashes[i], "hash: %u: limits", hashes[i]);
    add_test(&list, honest, NULL, "hash: unknown hashes are unsupported");
    return run_list(&list, "hash");
}
