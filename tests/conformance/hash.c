/* hash.c - digests, against published vectors. */
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

static void limits(const struct subject *subject, const void *row)
{
    uint16_t hash = *(const uint16_t *)row;
    require(subject, TB_CAP_HASH, hash, true);
    const struct tb_hash_ops *ops = subject->backend->hash;
    struct tb_bytes text = text_bytes("text");
    struct guarded dst;
    expect_status(subject, TB_ERROR, ops->digest(subject->lib, guarded(&dst, digest_len(hash) - 1), hash, text));
    expect_guard(&dst);
}

static void honest(const struct subject *subject, const void *row)
{
    (void)row;
    struct guarded dst;
    struct tb_bytes text = text_bytes("text");
    expect(!supports(subject, TB_CAP_HASH, 99), "hash 99 is supported");
    expect_status(subject, TB_UNSUPPORTED, subject->backend->hash->digest(subject->lib, guarded(&dst, 64), 99, text));
}

int test_hash(const struct subject *subject)
{
    static const uint16_t hashes[] = {SHA256, SHA384};
    struct test_list list = {.subject = subject};
    for (size_t i = 0; i < sizeof digests / sizeof digests[0]; i++)
        add_test(&list, published_digest, &digests[i], "hash: %u: \"%.12s\"", digests[i].hash, digests[i].text);
    for (size_t i = 0; i < 2; i++)
        add_test(&list, limits, &hashes[i], "hash: %u: limits", hashes[i]);
    add_test(&list, honest, NULL, "hash: unknown hashes are unsupported");
    return run_list(&list, "hash");
}
