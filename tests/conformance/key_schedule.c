/* key_schedule.c - the key derivations of TLS, against published vectors: the two halves of HKDF (RFC 5869), TLS 1.3's
 * HKDF-Expand-Label (RFC 8448), and the TLS 1.2 PRF. */
#include "harness.h"
#include <string.h>

enum { SHA256 = 4, SHA384 = 5 };

static size_t digest_len(uint16_t hash)
{
    return hash == SHA256 ? 32 : 48;
}

struct hkdf_vector {
    const char *source;
    uint16_t hash;
    const char *secret, *salt, *extracted /* NULL: not published */, *info, *output;
};
static const struct hkdf_vector hkdfs[] = {
    {"RFC 5869 A.1", SHA256, "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "000102030405060708090a0b0c",
     "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5", "f0f1f2f3f4f5f6f7f8f9",
     "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"},
    {"RFC 5869 A.2", SHA256,
     "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f"
     "303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f",
     "606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f808182838485868788898a8b8c8d8e8f"
     "909192939495969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaeaf",
     "06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244",
     "b0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedf"
     "e0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff",
     "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09"
     "da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87"},
    {"RFC 5869 A.3", SHA256, "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "",
     "19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04", "",
     "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"},
    {"Wycheproof hkdf_sha384, 3", SHA384, "a4748031a14d3e6aafe42aa20c568f5f", "", NULL, "",
     "61c0d2797276f1b789397e5a4be75c961a77bdbad4cca2bd9a4160cb85fafb1b32f95d610c58766f29769d0c68b0bcfb"
     "15916d49b72e52ad2f3e7315618175d3"},
    {"Wycheproof hkdf_sha384, 12", SHA384, "7a00817689a3d79001825a864c69c120", "08bc01c053a6406c7c4a667c9b9b3894", NULL,
     "967ccd75395be6e96a67759f070487c9e2107791",
     "bd02e16b6024f2c3b752d1c1d3047583697731915fbbb34418f479b0c9bf84a86bd8e715eca198da8f9b39b25a1229c3"
     "11853f862340cdefe46ddf41dcf256d9"},
};

static void published_hkdf(const struct subject *subject, const void *row)
{
    const struct hkdf_vector *vector = row;
    const struct tb_hash_ops *ops = subject->backend->hash;
    require(subject, TB_CAP_HASH, vector->hash, true);
    require_slot(subject, ops->extract && ops->expand, "HKDF in two halves");
    struct blob secret = from_hex(vector->secret), salt = from_hex(vector->salt), info = from_hex(vector->info),
                want = from_hex(vector->output);
    struct guarded extracted, output;
    expect_status(subject, TB_OK,
                  ops->extract(subject->lib, guarded(&extracted, digest_len(vector->hash)), vector->hash,
                               as_bytes(&salt), as_bytes(&secret)));
    if (vector->extracted) {
        struct blob want_extracted = from_hex(vector->extracted);
        expect_bytes(bytes_of(&extracted), as_bytes(&want_extracted), "the extracted key");
    }
    expect_status(
        subject, TB_OK,
        ops->expand(subject->lib, guarded(&output, want.len), vector->hash, bytes_of(&extracted), as_bytes(&info)));
    expect_bytes(bytes_of(&output), as_bytes(&want), "the output");
}

/* RFC 8448 3: the key schedule of a full handshake, step by step.  An absent salt and secret are "0". */
struct extract_vector {
    const char *name, *salt, *secret, *output;
};
static const struct extract_vector extracts[] = {
    {"early secret", "", "0000000000000000000000000000000000000000000000000000000000000000",
     "33ad0a1c607ec03b09e6cd9893680ce210adf300aa1f2660e1b22e10f170f92a"},
    {"handshake secret", "6f2615a108c702c5678f54fc9dbab69716c076189c48250cebeac3576c3611ba",
     "8bd4054fb55b9d63fdfbacf9f04b9f0d35e6d63f537563efd46272900f89492d",
     "1dc826e93606aa6fdc0aadc12f741b01046aa6b99f691ed221a9f0ca043fbeac"},
    {"master secret", "43de77e0c77713859a944db9db2590b53190a65b3ee2e4f12dd7a0bb7ce254b4",
     "0000000000000000000000000000000000000000000000000000000000000000",
     "18df06843d13a08bf2a449844c5f8a478001bc4d4c627984d5a41da8d0402919"},
    {"the server's Finished, an HMAC", "008d3b66f816ea559f96b537e885c31fc068bf492c652f01f288a1d8cdc19fc8",
     "edb7725fa7a3473b031ec8ef65a2485493900138a2b91291407d7951a06110ed",
     "9b9b141d906337fbd2cbdce71df4deda4ab42c309572cb7fffee5454b78f0718"},
};

#define EMPTY_HASH "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define HANDSHAKE  "1dc826e93606aa6fdc0aadc12f741b01046aa6b99f691ed221a9f0ca043fbeac"
#define MASTER     "18df06843d13a08bf2a449844c5f8a478001bc4d4c627984d5a41da8d0402919"
#define HELLO      "860c06edc07858ee8e78f0e7428c58edd6b43f2ca3e6e95f02ed063cf0e1cad8"
#define FINISHED   "9608102a0f1ccc6db6250b7b7e417b1a000eaada3daae4777a7686c9ff83df13"
#define SERVER_HS  "b67b7d690cc16c4e75e54213cb2d37b4e9c912bcded9105d42befd59d391ad38"

struct label_vector {
    const char *label, *secret, *context, *output;
};
static const struct label_vector labels[] = {
    {"derived", "33ad0a1c607ec03b09e6cd9893680ce210adf300aa1f2660e1b22e10f170f92a", EMPTY_HASH,
     "6f2615a108c702c5678f54fc9dbab69716c076189c48250cebeac3576c3611ba"},
    {"c hs traffic", HANDSHAKE, HELLO, "b3eddb126e067f35a780b3abf45e2d8f3b1a950738f52e9600746a0e27a55a21"},
    {"s hs traffic", HANDSHAKE, HELLO, SERVER_HS},
    {"derived", HANDSHAKE, EMPTY_HASH, "43de77e0c77713859a944db9db2590b53190a65b3ee2e4f12dd7a0bb7ce254b4"},
    {"c ap traffic", MASTER, FINISHED, "9e40646ce79a7f9dc05af8889bce6552875afa0b06df0087f792ebb7c17504a5"},
    {"s ap traffic", MASTER, FINISHED, "a11af9f05531f856ad47116b45a950328204b4f44bfb6b3a4b4f1f3fcb631643"},
    {"exp master", MASTER, FINISHED, "fe22f881176eda18eb8f44529e6792c50c9a3f89452f68d8ae311b4309d3cf50"},
    {"key", SERVER_HS, "", "3fce516009c21727d0f2e4e86ee403bc"},
    {"iv", SERVER_HS, "", "5d313eb2671276ee13000b30"},
    {"finished", SERVER_HS, "", "008d3b66f816ea559f96b537e885c31fc068bf492c652f01f288a1d8cdc19fc8"},
};

static void published_extract(const struct subject *subject, const void *row)
{
    const struct extract_vector *vector = row;
    const struct tb_hash_ops *ops = subject->backend->hash;
    require(subject, TB_CAP_HASH, SHA256, true);
    require_slot(subject, ops->extract, "HKDF-Extract");
    struct blob salt = from_hex(vector->salt), secret = from_hex(vector->secret), want = from_hex(vector->output);
    struct guarded output;
    expect_status(subject, TB_OK,
                  ops->extract(subject->lib, guarded(&output, 32), SHA256, as_bytes(&salt), as_bytes(&secret)));
    expect_bytes(bytes_of(&output), as_bytes(&want), vector->name);
}

static void published_label(const struct subject *subject, const void *row)
{
    const struct label_vector *vector = row;
    const struct tb_hash_ops *ops = subject->backend->hash;
    require(subject, TB_CAP_HASH, SHA256, true);
    require_slot(subject, ops->expand_label, "HKDF-Expand-Label");
    struct blob secret = from_hex(vector->secret), context = from_hex(vector->context), want = from_hex(vector->output);
    struct guarded output;
    expect_status(subject, TB_OK,
                  ops->expand_label(subject->lib, guarded(&output, want.len), SHA256, as_bytes(&secret),
                                    text_bytes(vector->label), as_bytes(&context)));
    expect_bytes(bytes_of(&output), as_bytes(&want), vector->label);
}

/* No key schedule with SHA-384 is published, so the label is compared with HKDF-Expand of the structure in RFC 8446
 * 7.1. */
static void label_is_expand(const struct subject *subject, const void *row)
{
    const uint16_t hash = *(const uint16_t *)row;
    const struct tb_hash_ops *ops = subject->backend->hash;
    require(subject, TB_CAP_HASH, hash, true);
    require_slot(subject, ops->expand_label && ops->expand, "HKDF-Expand-Label");
    uint8_t secret[48], context[48], info[100] = {0, 32, 18, 't', 'l', 's', '1', '3', ' '};
    const size_t len = digest_len(hash);
    for (size_t i = 0; i < sizeof secret; i++) {
        secret[i] = (uint8_t)(i * 5);
        context[i] = (uint8_t)(200 - i);
    }
    memcpy(info + 9, "c hs traffic", 12);
    info[21] = (uint8_t)len;
    memcpy(info + 22, context, len);
    struct guarded labelled, expanded;
    expect_status(subject, TB_OK,
                  ops->expand_label(subject->lib, guarded(&labelled, 32), hash, (struct tb_bytes){secret, len},
                                    text_bytes("c hs traffic"), (struct tb_bytes){context, len}));
    expect_status(subject, TB_OK,
                  ops->expand(subject->lib, guarded(&expanded, 32), hash, (struct tb_bytes){secret, len},
                              (struct tb_bytes){info, 22 + len}));
    expect_bytes(bytes_of(&labelled), bytes_of(&expanded), "the labelled output");
}

/* Published on the mailing list of the TLS working group, message 03416 of its archive. */
struct prf_vector {
    uint16_t hash;
    const char *secret, *seed, *output;
};
static const struct prf_vector prfs[] = {
    {SHA256, "9bbe436ba940f017b17652849a71db35", "a0ba9f936cda311827a6f796ffd5198c",
     "e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a6b301791e90d35c9c9a46b4e14baf9af"
     "0fa022f7077def17abfd3797c0564bab4fbc91666e9def9b97fce34f796789baa48082d122ee42c5a72e5a5110fff701"
     "87347b66"},
    {SHA384, "b80b733d6ceefcdc71566ea48e5567df", "cd665cf6a8447dd6ff8b27555edb7465",
     "7b0c18e9ced410ed1804f2cfa34a336a1c14dffb4900bb5fd7942107e81c83cde9ca0faa60be9fe34f82b1233c9146a0"
     "e534cb400fed2700884f9dc236f80edd8bfa961144c9e8d792eca722a7b32fc3d416d473ebc2c5fd4abfdad05d918425"
     "9b5bf8cd4d90fa0d31e2dec479e4f1a26066f2eea9a69236a3e52655c9e9aee691c8f3a26854308d5eaa3be85e099070"
     "3d73e56f"},
};

static void published_prf(const struct subject *subject, const void *row)
{
    const struct prf_vector *vector = row;
    const struct tb_hash_ops *ops = subject->backend->hash;
    require(subject, TB_CAP_HASH, vector->hash, true);
    require_slot(subject, ops->prf, "the PRF of TLS 1.2");
    struct blob secret = from_hex(vector->secret), seed = from_hex(vector->seed), want = from_hex(vector->output);
    struct guarded output;
    enum tb_status there = ops->prf(subject->lib, guarded(&output, 12), vector->hash, as_bytes(&secret),
                                    text_bytes("test label"), as_bytes(&seed));
    require_slot(subject, there != TB_UNSUPPORTED, "the PRF of TLS 1.2");
    for (size_t len = 12; len <= want.len; len += want.len - 12) { /* verify_data, and the whole output */
        expect_status(subject, TB_OK,
                      ops->prf(subject->lib, guarded(&output, len), vector->hash, as_bytes(&secret),
                               text_bytes("test label"), as_bytes(&seed)));
        expect_bytes(bytes_of(&output), (struct tb_bytes){want.data, len}, "the output");
    }
}

static void limits(const struct subject *subject, const void *row)
{
    const uint16_t hash = *(const uint16_t *)row;
    const struct tb_hash_ops *ops = subject->backend->hash;
    require(subject, TB_CAP_HASH, hash, true);
    require_slot(subject, ops->extract && ops->expand, "HKDF in two halves");
    const struct tb_bytes secret = text_bytes("0123456789abcdef0123456789abcdef0123456789abcdef"), none = {NULL, 0};
    struct guarded dst;
    expect_status(subject, TB_ERROR,
                  ops->extract(subject->lib, guarded(&dst, digest_len(hash) - 1), hash, none, secret));
    expect_guard(&dst);
    const size_t most = 255 * digest_len(hash); /* RFC 5869 2.3 */
    expect_status(subject, TB_OK, ops->expand(subject->lib, guarded(&dst, most), hash, secret, none));
    expect(bytes_of(&dst).len == most, "%zu bytes of %zu", dst.buf.len, most);
    expect_status(subject, TB_ERROR, ops->expand(subject->lib, guarded(&dst, most + 1), hash, secret, none));
    expect_guard(&dst);
}

static void honest(const struct subject *subject, const void *row)
{
    (void)row;
    const struct tb_hash_ops *ops = subject->backend->hash;
    const struct tb_bytes text = text_bytes("text");
    struct guarded dst;
    require_slot(subject, ops->extract && ops->expand && ops->expand_label && ops->prf, "the whole key schedule");
    expect_status(subject, TB_UNSUPPORTED, ops->extract(subject->lib, guarded(&dst, 64), 99, text, text));
    expect_status(subject, TB_UNSUPPORTED, ops->expand(subject->lib, guarded(&dst, 64), 99, text, text));
    expect_status(subject, TB_UNSUPPORTED, ops->expand_label(subject->lib, guarded(&dst, 64), 99, text, text, text));
    expect_status(subject, TB_UNSUPPORTED, ops->prf(subject->lib, guarded(&dst, 64), 99, text, text, text));
}

int test_key_schedule(const struct subject *subject)
{
    static const uint16_t hashes[] = {SHA256, SHA384};
    struct test_list list = {.subject = subject};
    for (size_t i = 0; i < sizeof hkdfs / sizeof hkdfs[0]; i++)
        add_test(&list, published_hkdf, &hkdfs[i], "schedule: %s", hkdfs[i].source);
    for (size_t i = 0; i < sizeof extracts / sizeof extracts[0]; i++)
        add_test(&list, published_extract, &extracts[i], "schedule: RFC 8448: %s", extracts[i].name);
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++)
        add_test(&list, published_label, &labels[i], "schedule: RFC 8448: \"%s\", %zu", labels[i].label, i);
    for (size_t i = 0; i < 2; i++) {
        add_test(&list, label_is_expand, &hashes[i], "schedule: hash %u: a label is an expansion", hashes[i]);
        add_test(&list, published_prf, &prfs[i], "schedule: hash %u: the PRF of TLS 1.2", hashes[i]);
        add_test(&list, limits, &hashes[i], "schedule: hash %u: limits", hashes[i]);
    }
    add_test(&list, honest, NULL, "schedule: unknown hashes are unsupported");
    return run_list(&list, "schedule");
}
