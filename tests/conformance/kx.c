/* kx.c - key exchange: published vectors, both ends with each other, and shares that TLS must refuse. */
#include "core/algorithms.h"
#include "harness.h"
#include "kx_vectors.h"
#include <string.h>

struct group_row {
    uint16_t id;
    bool must;
};
static const struct group_row groups[] = {
    {X25519, true}, {P256, true}, {P384, true}, {P521, true}, {MLKEM768, false}, {X25519MLKEM768, false},
};

/* Both sides of one exchange. */
struct exchange {
    tb_kx *kx; /* of the client */
    struct guarded offer, answer, server_secret, client_secret;
};

static void offer(const struct subject *subject, struct exchange *exchange, uint16_t group)
{
    struct tb_buf *share = guarded(&exchange->offer, tb_group_by_id(group)->offer_len);
    expect_status(subject, TB_OK, subject->backend->kx->offer(subject->lib, &exchange->kx, share, group));
    expect(exchange->kx, "offer made no handle");
    expect_guard(&exchange->offer);
}

static enum tb_status answer(const struct subject *subject, struct exchange *exchange, uint16_t group,
                             struct tb_bytes peer)
{
    const struct tb_group *info = tb_group_by_id(group);
    struct tb_buf *share = guarded(&exchange->answer, info->answer_len);
    struct tb_buf *secret = guarded(&exchange->server_secret, info->secret_len);
    enum tb_status status = subject->backend->kx->answer(subject->lib, share, secret, group, peer);
    expect_guard(&exchange->answer);
    expect_guard(&exchange->server_secret);
    return status;
}

static enum tb_status derive(const struct subject *subject, struct exchange *exchange, size_t cap)
{
    enum tb_status status = subject->backend->kx->derive(exchange->kx, guarded(&exchange->client_secret, cap));
    expect_guard(&exchange->client_secret);
    return status;
}

static void whole_exchange(const struct subject *subject, struct exchange *exchange, uint16_t group)
{
    offer(subject, exchange, group);
    expect_status(subject, TB_OK, answer(subject, exchange, group, bytes_of(&exchange->offer)));
    expect_status(subject, TB_OK, subject->backend->kx->receive(exchange->kx, bytes_of(&exchange->answer)));
    expect_status(subject, TB_OK, derive(subject, exchange, tb_group_by_id(group)->secret_len));
    expect_bytes(bytes_of(&exchange->client_secret), bytes_of(&exchange->server_secret), "the client's secret");
}

static void round_trip(const struct subject *subject, const void *row)
{
    const struct group_row *group = row;
    require(subject, TB_CAP_KX, group->id, group->must);
    const struct tb_group *info = tb_group_by_id(group->id);
    struct exchange first, second;
    whole_exchange(subject, &first, group->id);
    whole_exchange(subject, &second, group->id);
    expect(first.offer.buf.len == info->offer_len && first.answer.buf.len == info->answer_len &&
               first.client_secret.buf.len == info->secret_len,
           "shares of %zu and %zu bytes, a secret of %zu", first.offer.buf.len, first.answer.buf.len,
           first.client_secret.buf.len);
    expect(!same_bytes(bytes_of(&first.offer), bytes_of(&second.offer)), "two offers are the same");
    expect(!same_bytes(bytes_of(&first.answer), bytes_of(&second.answer)), "two answers are the same");
    expect(!same_bytes(bytes_of(&first.client_secret), bytes_of(&second.client_secret)), "two secrets are the same");
    subject->backend->kx->destroy(first.kx);
    subject->backend->kx->destroy(second.kx);
}

static void repeats(const struct subject *subject, const void *row)
{
    const struct group_row *group = row;
    require(subject, TB_CAP_KX, group->id, group->must);
    size_t secret_len = tb_group_by_id(group->id)->secret_len;
    struct exchange exchange, other;
    whole_exchange(subject, &exchange, group->id);
    expect_status(subject, TB_OK, derive(subject, &exchange, secret_len));
    expect_bytes(bytes_of(&exchange.client_secret), bytes_of(&exchange.server_secret), "the secret derived again");

    expect_status(subject, TB_OK, answer(subject, &other, group->id, bytes_of(&exchange.offer)));
    expect_status(subject, TB_OK, subject->backend->kx->receive(exchange.kx, bytes_of(&other.answer)));
    expect_status(subject, TB_OK, derive(subject, &exchange, secret_len));
    expect_bytes(bytes_of(&exchange.client_secret), bytes_of(&other.server_secret), "the secret of a second answer");
    subject->backend->kx->destroy(exchange.kx);
}

static void small_buffers(const struct subject *subject, const void *row)
{
    const struct group_row *group = row;
    require(subject, TB_CAP_KX, group->id, group->must);
    const struct tb_kx_ops *kx = subject->backend->kx;
    const struct tb_group *info = tb_group_by_id(group->id);
    struct exchange exchange;
    struct guarded small, room;
    tb_kx *none = (tb_kx *)&none;
    expect_status(subject, TB_ERROR, kx->offer(subject->lib, &none, guarded(&small, info->offer_len - 1), group->id));
    expect(!none, "a failed offer left a handle");
    expect_guard(&small);

    whole_exchange(subject, &exchange, group->id);
    struct tb_bytes peer = bytes_of(&exchange.offer);
    expect_status(subject, TB_ERROR,
                  kx->answer(subject->lib, guarded(&small, info->answer_len - 1), guarded(&room, info->secret_len),
                             group->id, peer));
    expect_guard(&small);
    expect_status(subject, TB_ERROR,
                  kx->answer(subject->lib, guarded(&room, info->answer_len), guarded(&small, info->secret_len - 1),
                             group->id, peer));
    expect_guard(&small);
    expect_status(subject, TB_ERROR, derive(subject, &exchange, info->secret_len - 1));
    kx->destroy(exchange.kx);
}

/* The X25519 or ECDH secret of a private key and a peer's share. */
static struct blob secret_of(const struct subject *subject, uint16_t group, const struct blob *private_key,
                             const struct blob *peer, struct guarded *share)
{
    const struct tb_kx_ops *kx = subject->backend->kx;
    const struct tb_group *info = tb_group_by_id(group);
    struct exchange exchange;
    expect_status(
        subject, TB_OK,
        kx->offer_private(subject->lib, &exchange.kx, guarded(share, info->offer_len), group, as_bytes(private_key)));
    expect_guard(share);
    expect_status(subject, TB_OK, kx->receive(exchange.kx, as_bytes(peer)));
    expect_status(subject, TB_OK, derive(subject, &exchange, info->secret_len));
    kx->destroy(exchange.kx);
    struct blob secret = {.len = exchange.client_secret.buf.len};
    memcpy(secret.data, exchange.client_secret.bytes, secret.len);
    return secret;
}

static void require_private(const struct subject *subject, uint16_t group)
{
    require(subject, TB_CAP_KX, group, true);
    if (subject->backend->kx->offer_private)
        return;
    expect(!subject->strict, "there is no offer_private: no published vector can be tested");
    print_message("skipped: the backend has no offer_private\n");
    skip_here();
}

static void published(const struct subject *subject, const void *row)
{
    const struct kx_vector *vector = row;
    require_private(subject, vector->group);
    struct blob private_key = from_hex(vector->private_key), peer = from_hex(vector->peer),
                want = from_hex(vector->secret);
    struct guarded share;
    struct blob secret = secret_of(subject, vector->group, &private_key, &peer, &share);
    expect_bytes(as_bytes(&secret), as_bytes(&want), "the secret");
    if (vector->share) {
        struct blob want_share = from_hex(vector->share);
        expect_bytes(bytes_of(&share), as_bytes(&want_share), "the share");
    }
}

static void iterated(const struct subject *subject, const void *row)
{
    (void)row;
    require_private(subject, X25519);
    struct blob k = {.len = 32, .data = {9}}, u = k;
    unsigned done = 0;
    for (size_t i = 0; i < sizeof x25519_iterated / sizeof x25519_iterated[0]; i++) {
        for (; done < x25519_iterated[i].iterations; done++) {
            struct guarded share;
            struct blob secret = secret_of(subject, X25519, &k, &u, &share);
            u = k;
            k = secret;
        }
        struct blob want = from_hex(x25519_iterated[i].k);
        expect_bytes(as_bytes(&k), as_bytes(&want), "k");
    }
}

static void refused(const struct subject *subject, struct exchange *exchange, uint16_t group,
                    const struct blob *to_server, const struct blob *to_client, const char *what)
{
    enum tb_status server = answer(subject, exchange, group, as_bytes(to_server));
    expect(server == TB_BAD_PEER, "%s: the server's answer is %s", what, status_name(server));
    enum tb_status client = subject->backend->kx->receive(exchange->kx, as_bytes(to_client));
    if (client == TB_OK) /* an all-zero X25519 secret is only detected here */
        client = derive(subject, exchange, tb_group_by_id(group)->secret_len);
    expect(client == TB_BAD_PEER, "%s: the client says %s", what, status_name(client));
}

/* Malformed shares, which TLS must refuse for any curve or KEM: wrong lengths, RFC 8446 4.2.8. */
static void wrong_lengths(const struct subject *subject, const void *row)
{
    const struct group_row *group = row;
    require(subject, TB_CAP_KX, group->id, group->must);
    const struct tb_group *info = tb_group_by_id(group->id);
    struct exchange exchange;
    static const struct {
        int more;
        const char *name;
    } changes[] = {{1, "one byte more"}, {-1, "one byte less"}};
    whole_exchange(subject, &exchange, group->id);
    for (size_t i = 0; i < 2; i++) {
        struct guarded good_offer = exchange.offer, good_answer = exchange.answer;
        struct tb_bytes to_server = {good_offer.bytes, (size_t)((int)info->offer_len + changes[i].more)};
        struct tb_bytes to_client = {good_answer.bytes, (size_t)((int)info->answer_len + changes[i].more)};
        enum tb_status server = answer(subject, &exchange, group->id, to_server);
        expect(server == TB_BAD_PEER, "%s: the server's answer is %s", changes[i].name, status_name(server));
        enum tb_status client = subject->backend->kx->receive(exchange.kx, to_client);
        expect(client == TB_BAD_PEER, "%s: the client says %s", changes[i].name, status_name(client));
    }
    struct blob empty = {0};
    refused(subject, &exchange, group->id, &empty, &empty, "an empty share");
    subject->backend->kx->destroy(exchange.kx);
}

static void bad_points(const struct subject *subject, const void *row)
{
    const struct group_row *group = row;
    require(subject, TB_CAP_KX, group->id, group->must);
    struct exchange exchange;
    whole_exchange(subject, &exchange, group->id);
    struct blob good = {.len = exchange.offer.buf.len};
    memcpy(good.data, exchange.offer.bytes, good.len);

    struct blob point = good;
    point.data[point.len - 1] ^= 1;
    refused(subject, &exchange, group->id, &point, &point, "a point that is not on the curve");
    point = good;
    memset(point.data + 1, 0xff, (point.len - 1) / 2);
    refused(subject, &exchange, group->id, &point, &point, "a coordinate that is not below p");
    point = good;
    point.data[0] = 2 | (good.data[good.len - 1] & 1);
    point.len = 1 + (good.len - 1) / 2;
    refused(subject, &exchange, group->id, &point, &point, "a compressed point");
    point = good;
    point.data[0] = 6 | (good.data[good.len - 1] & 1);
    refused(subject, &exchange, group->id, &point, &point, "a hybrid point");
    point = (struct blob){.len = 1};
    refused(subject, &exchange, group->id, &point, &point, "the point at infinity");
    subject->backend->kx->destroy(exchange.kx);
}

/* Shares of small order make the secret zero with any private key: RFC 7748 6.1, RFC 8446 7.4.2. */
static void low_order(const struct subject *subject, const void *row)
{
    (void)row;
    static const char *const shares[] = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    };
    require(subject, TB_CAP_KX, X25519, true);
    struct exchange exchange;
    offer(subject, &exchange, X25519);
    for (size_t i = 0; i < sizeof shares / sizeof shares[0]; i++) {
        struct blob share = from_hex(shares[i]);
        refused(subject, &exchange, X25519, &share, &share, shares[i]);
    }
    subject->backend->kx->destroy(exchange.kx);
}

/* FIPS 203: a failed decapsulation gives another secret and no error; 7.2: encapsulation refuses coefficients >= q. */
static void kem(const struct subject *subject, const void *row)
{
    const struct group_row *group = row;
    require(subject, TB_CAP_KX, group->id, group->must);
    const struct tb_kx_ops *kx = subject->backend->kx;
    struct exchange exchange;
    whole_exchange(subject, &exchange, group->id);
    struct guarded tampered = exchange.answer;
    tampered.bytes[100] ^= 1;
    expect_status(subject, TB_OK, kx->receive(exchange.kx, (struct tb_bytes){tampered.bytes, exchange.answer.buf.len}));
    expect_status(subject, TB_OK, derive(subject, &exchange, tb_group_by_id(group->id)->secret_len));
    expect(!same_bytes(bytes_of(&exchange.client_secret), bytes_of(&exchange.server_secret)),
           "a tampered ciphertext gave the same secret");

    struct guarded unreduced = exchange.offer;
    memset(unreduced.bytes, 0xff, 3);
    expect_status(subject, TB_BAD_PEER,
                  answer(subject, &exchange, group->id, (struct tb_bytes){unreduced.bytes, exchange.offer.buf.len}));
    kx->destroy(exchange.kx);
}

/* The X25519 half is the last part of both shares of a hybrid. */
static void hybrid_low_order(const struct subject *subject, const void *row)
{
    (void)row;
    require(subject, TB_CAP_KX, X25519MLKEM768, false);
    const struct tb_kx_ops *kx = subject->backend->kx;
    const struct tb_group *info = tb_group_by_id(X25519MLKEM768);
    struct exchange exchange;
    whole_exchange(subject, &exchange, X25519MLKEM768);
    struct guarded to_server = exchange.offer, to_client = exchange.answer;
    memset(to_server.bytes + info->offer_len - 32, 0, 32);
    memset(to_client.bytes + info->answer_len - 32, 0, 32);
    expect_status(subject, TB_BAD_PEER,
                  answer(subject, &exchange, X25519MLKEM768, (struct tb_bytes){to_server.bytes, info->offer_len}));
    enum tb_status client = kx->receive(exchange.kx, (struct tb_bytes){to_client.bytes, info->answer_len});
    if (client == TB_OK)
        client = derive(subject, &exchange, info->secret_len);
    expect(client == TB_BAD_PEER, "the client says %s", status_name(client));
    kx->destroy(exchange.kx);
}

/* `supports` and the operation agree, for known and unknown groups. */
static void honest(const struct subject *subject, const void *row)
{
    (void)row;
    static const uint16_t ids[] = {X25519,   P256,           P384,          P521,
                                   MLKEM768, X25519MLKEM768, 30 /* x448 */, 0x0100 /* ffdhe2048 */,
                                   0x9999 /* unassigned */};
    const struct tb_kx_ops *kx = subject->backend->kx;
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        struct guarded share, secret;
        tb_kx *handle = (tb_kx *)&handle;
        enum tb_status want = supports(subject, TB_CAP_KX, ids[i]) ? TB_OK : TB_UNSUPPORTED;
        enum tb_status got = kx->offer(subject->lib, &handle, guarded(&share, 2048), ids[i]);
        expect(got == want, "group 0x%04x: supports says %s, offer %s", ids[i], status_name(want), status_name(got));
        expect(got == TB_OK || !handle, "group 0x%04x: a refused offer left a handle", ids[i]);
        if (got == TB_OK) {
            kx->destroy(handle);
            continue;
        }
        static const uint8_t peer[32] = {9};
        got =
            kx->answer(subject->lib, guarded(&share, 2048), guarded(&secret, 256), ids[i], (struct tb_bytes){peer, 32});
        expect(got == TB_UNSUPPORTED, "group 0x%04x is not supported, but answer says %s", ids[i], status_name(got));
    }
    kx->destroy(NULL);
}

int test_kx(const struct subject *subject)
{
    static const struct group_row kems[] = {{MLKEM768, false}, {X25519MLKEM768, false}};
    struct test_list list = {.subject = subject};
    for (size_t i = 0; i < sizeof kx_vectors / sizeof kx_vectors[0]; i++)
        add_test(&list, published, &kx_vectors[i], "kx: %s", kx_vectors[i].source);
    add_test(&list, iterated, NULL, "kx: RFC 7748 5.2, 1000 iterations");
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++) {
        const char *name = tb_group_by_id(groups[i].id)->name;
        add_test(&list, round_trip, &groups[i], "kx: %s: both ends get one secret", name);
        add_test(&list, repeats, &groups[i], "kx: %s: receive and derive can be repeated", name);
        add_test(&list, small_buffers, &groups[i], "kx: %s: buffers too small", name);
        add_test(&list, wrong_lengths, &groups[i], "kx: %s: shares of wrong length are refused", name);
    }
    for (size_t i = 1; i <= 3; i++)
        add_test(&list, bad_points, &groups[i], "kx: %s: bad points are refused", tb_group_by_id(groups[i].id)->name);
    add_test(&list, low_order, NULL, "kx: x25519: shares of small order are refused");
    for (size_t i = 0; i < 2; i++)
        add_test(&list, kem, &kems[i], "kx: %s: tampered shares", tb_group_by_id(kems[i].id)->name);
    add_test(&list, hybrid_low_order, NULL, "kx: x25519mlkem768: an all-zero X25519 half is refused");
    add_test(&list, honest, NULL, "kx: supports says what offer and answer do");
    return run_list(&list, "kx");
}
