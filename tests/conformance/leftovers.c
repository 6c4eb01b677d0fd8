/* leftovers.c - operations do not affect unrelated connections.
 *
 * A library may keep one error queue for the whole thread and blame the next call for anything in it.  So each
 * operation here, whether it fails or not, is done between two reads of idle connections, and its error text is not
 * requested before: both ends must still only want to read, one of them in the middle of its handshake.  The text of a
 * failure must be available afterwards.
 */
#include "core/der.h"
#include "core/iana.h"
#include "session.h"
#include <string.h>

enum {
    SHA256 = 4,
    X25519 = TB_GROUP_X25519,
    P256 = TB_GROUP_SECP256R1,
    NO_GROUP = 0x7777,
    AES_128_GCM = TB_SUITE_AES_128_GCM_SHA256,
    ECDSA = TB_SCHEME_ECDSA_SECP256R1_SHA256,
    TLS12 = TB_TLS12
};

/* An operation of this thread; returns whether it succeeded.  A missing slot skips the test. */
struct event {
    const char *name;
    bool (*happen)(const struct subject *subject);
    enum { SUCCEEDS, FAILS, EITHER } end;
};

static tb_key *load(const struct subject *subject, const char *auth, const char *file)
{
    const struct tb_key_ops *ops = subject->backend->key;
    require_slot(subject, ops && ops->load && ops->sign && ops->verify && ops->destroy, "signatures");
    struct tb_bytes pem = read_pki(subject, auth, file);
    tb_key *key = NULL;
    expect_status(subject, TB_OK, ops->load(subject->lib, &key, pem));
    free_bytes(pem);
    return key;
}

/* ---- Operations that fail ---- */

static bool load_nothing(const struct subject *subject)
{
    require_slot(subject, subject->backend->key, "signatures");
    tb_key *key;
    struct tb_bytes pem = text_bytes("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    return subject->backend->key->load(subject->lib, &key, pem) == TB_OK;
}

static bool verify_zeros(const struct subject *subject)
{
    static const uint8_t zeros[70];
    tb_key *key = load(subject, "ecdsa-p256", "public.pem");
    enum tb_status status =
        subject->backend->key->verify(key, ECDSA, (struct tb_bytes){zeros, sizeof zeros}, text_bytes("message"));
    subject->backend->key->destroy(key);
    return status == TB_OK;
}

static bool decrypt_too_much(const struct subject *subject)
{
    require(subject, TB_CAP_PREMASTER, 0, true);
    struct guarded received;
    uint8_t ones[256]; /* not below the modulus: some libraries report that, some return random bytes */
    memset(ones, 0xff, sizeof ones);
    tb_key *key = load(subject, "rsa-2048", "key.pem");
    struct tb_buf *dst = guarded(&received, 48);
    enum tb_status status =
        subject->backend->key->premaster_decrypt(key, dst, TLS12, (struct tb_bytes){ones, sizeof ones});
    subject->backend->key->destroy(key);
    return status == TB_OK;
}

static bool answer_to(const struct subject *subject, uint16_t group, struct tb_bytes peer)
{
    require_slot(subject, subject->backend->kx, "key exchange");
    struct guarded share, secret;
    struct tb_buf *share_buf = guarded(&share, 2048), *secret_buf = guarded(&secret, 2048);
    return subject->backend->kx->answer(subject->lib, share_buf, secret_buf, group, peer) == TB_OK;
}

static bool answer_to_nothing(const struct subject *subject)
{
    return answer_to(subject, X25519, (struct tb_bytes){NULL, 0});
}

static bool answer_beside_the_curve(const struct subject *subject)
{
    uint8_t point[65];
    memset(point, 1, sizeof point);
    point[0] = 4;
    require(subject, TB_CAP_KX, P256, true);
    return answer_to(subject, P256, (struct tb_bytes){point, sizeof point});
}

static bool answer_to_small_order(const struct subject *subject)
{
    static const uint8_t zeros[32];
    require(subject, TB_CAP_KX, X25519, true);
    return answer_to(subject, X25519, (struct tb_bytes){zeros, sizeof zeros});
}

static bool offer_in_no_group(const struct subject *subject)
{
    require_slot(subject, subject->backend->kx, "key exchange");
    struct guarded share;
    tb_kx *kx;
    return subject->backend->kx->offer(subject->lib, &kx, guarded(&share, 2048), NO_GROUP) == TB_OK;
}

static bool open_forged(const struct subject *subject)
{
    static const uint8_t zeros[32];
    struct guarded plain;
    tb_aead *aead = NULL;
    require(subject, TB_CAP_AEAD, AES_128_GCM, true);
    const struct tb_aead_ops *ops = subject->backend->aead;
    expect_status(subject, TB_OK, ops->create(subject->lib, &aead, AES_128_GCM, false, (struct tb_bytes){zeros, 16}));
    enum tb_status status = ops->run(aead, guarded(&plain, 32), (struct tb_bytes){zeros, 12},
                                     (struct tb_bytes){NULL, 0}, (struct tb_bytes){zeros, sizeof zeros});
    ops->destroy(aead);
    return status == TB_OK;
}

static bool parse_nothing(const struct subject *subject)
{
    static const uint8_t no_certificate[] = {0x30, 3, 2, 1, 1};
    const struct tb_trust_ops *ops = subject->backend->trust;
    require_slot(subject, ops && ops->parse, "certificates apart from connections");
    tb_cert *cert;
    return ops->parse(subject->lib, &cert, (struct tb_bytes){no_certificate, sizeof no_certificate}) == TB_OK;
}

/* Verifies the leaf and its intermediate with that root. */
static bool judge(const struct subject *subject, const char *root_of)
{
    const struct tb_trust_ops *ops = subject->backend->trust;
    require_slot(subject, ops && ops->store_create && ops->verify, "certificates apart from connections");
    struct tb_bytes root = read_pki(subject, root_of, "root.pem"),
                    file = read_pki(subject, "ecdsa-p256", "chain-2.der");
    size_t leaf = tb_der_len(file.data, file.len);
    struct tb_bytes chain[] = {{file.data, leaf}, {file.data + leaf, file.len - leaf}};
    enum tb_refusal why;
    tb_store *store = NULL;
    enum tb_status created = ops->store_create(subject->lib, &store, &(struct tb_trust_config){.roots_pem = root});
    enum tb_status status = created == TB_OK ? ops->verify(store, &why, chain, 2, HOST, 0) : created;
    ops->store_destroy(store);
    free_bytes(root);
    free_bytes(file);
    require_slot(subject, created != TB_UNSUPPORTED, "verification apart from connections");
    return status == TB_OK;
}

static bool judge_by_another_root(const struct subject *subject)
{
    return judge(subject, "unrelated");
}

static bool configure_nonsense(const struct subject *subject)
{
    struct tb_tls_config config = {
        .server = true, .chain_pem = text_bytes("no certificate"), .key_pem = text_bytes("no key")};
    tb_ctx *ctx;
    return subject->backend->tls->ctx_create(subject->lib, &ctx, &config) == TB_OK;
}

static bool read_too_early(const struct subject *subject)
{
    struct session session;
    struct tb_negotiated negotiated;
    session_begin(&session, subject, &tls13_case);
    bool ok = subject->backend->tls->negotiated(session.client.conn, &negotiated) == TB_OK;
    session_close(&session);
    return ok;
}

static bool refuse_another_host(const struct subject *subject)
{
    struct session session;
    struct wishes wishes;
    require_case(subject, &tls13_case);
    wishes_init(&wishes, subject, &tls13_case);
    wishes.client.host = "other.tlsbench.test";
    session_open(&session, subject, &wishes, &tls13_case);
    session_handshake(&session);
    bool ok = session.client.handshake == TB_OK || session.server.handshake == TB_OK;
    session_close(&session);
    wishes_free(&wishes);
    return ok;
}

/* ---- Operations that succeed ---- */

static bool exchange_in(const struct subject *subject, uint16_t group)
{
    const struct tb_kx_ops *ops = subject->backend->kx;
    struct guarded share, answer, servers, clients;
    tb_kx *kx = NULL;
    require(subject, TB_CAP_KX, group, true);
    bool ok =
        ops->offer(subject->lib, &kx, guarded(&share, 2048), group) == TB_OK &&
        ops->answer(subject->lib, guarded(&answer, 2048), guarded(&servers, 64), group, bytes_of(&share)) == TB_OK &&
        ops->receive(kx, bytes_of(&answer)) == TB_OK && ops->derive(kx, guarded(&clients, 64)) == TB_OK;
    ops->destroy(kx);
    return ok;
}

static bool exchange_p256(const struct subject *subject)
{
    return exchange_in(subject, P256);
}

static bool exchange_x25519(const struct subject *subject)
{
    return exchange_in(subject, X25519);
}

static bool sign_and_verify(const struct subject *subject)
{
    const struct tb_key_ops *ops = subject->backend->key;
    struct guarded signature;
    tb_key *private_key = load(subject, "ecdsa-p256", "key.pem"),
           *public_key = load(subject, "ecdsa-p256", "public.pem");
    bool ok = ops->sign(private_key, guarded(&signature, 128), ECDSA, text_bytes("message")) == TB_OK &&
              ops->verify(public_key, ECDSA, bytes_of(&signature), text_bytes("message")) == TB_OK;
    ops->destroy(private_key);
    ops->destroy(public_key);
    return ok;
}

static bool transport_key(const struct subject *subject)
{
    require(subject, TB_CAP_PREMASTER, 0, true);
    const struct tb_key_ops *ops = subject->backend->key;
    static const uint8_t premaster[48] = {3, 3};
    struct guarded ciphertext, received;
    tb_key *server = load(subject, "rsa-2048", "key.pem"), *client = load(subject, "rsa-2048", "public.pem");
    bool ok = ops->premaster_encrypt(client, guarded(&ciphertext, 512), (struct tb_bytes){premaster, 48}) == TB_OK &&
              ops->premaster_decrypt(server, guarded(&received, 48), TLS12, bytes_of(&ciphertext)) == TB_OK;
    ops->destroy(server);
    ops->destroy(client);
    return ok;
}

static bool seal(const struct subject *subject)
{
    static const uint8_t zeros[32];
    const struct tb_aead_ops *ops = subject->backend->aead;
    struct guarded sealed;
    tb_aead *aead = NULL;
    require(subject, TB_CAP_AEAD, AES_128_GCM, true);
    bool ok = ops->create(subject->lib, &aead, AES_128_GCM, true, (struct tb_bytes){zeros, 16}) == TB_OK &&
              ops->run(aead, guarded(&sealed, 48), (struct tb_bytes){zeros, 12}, (struct tb_bytes){zeros, 5},
                       (struct tb_bytes){zeros, 32}) == TB_OK;
    ops->destroy(aead);
    return ok;
}

static bool derive_keys(const struct subject *subject)
{
    static const uint8_t zeros[32];
    const struct tb_hash_ops *ops = subject->backend->hash;
    const struct tb_bytes secret = {zeros, sizeof zeros}, none = {NULL, 0};
    struct guarded dst;
    require(subject, TB_CAP_HASH, SHA256, true);
    return ops->digest(subject->lib, guarded(&dst, 32), SHA256, secret) == TB_OK &&
           ops->extract(subject->lib, guarded(&dst, 32), SHA256, none, secret) == TB_OK &&
           ops->expand(subject->lib, guarded(&dst, 32), SHA256, secret, none) == TB_OK &&
           ops->expand_label(subject->lib, guarded(&dst, 16), SHA256, secret, text_bytes("key"), none) == TB_OK;
}

static bool judge_rightly(const struct subject *subject)
{
    return judge(subject, "ecdsa-p256");
}

static bool connect_elsewhere(const struct subject *subject)
{
    struct session session;
    session_start(&session, subject, &tls13_case);
    session_close(&session);
    return true;
}

static const struct event events[] = {
    {"a key that is none", load_nothing, FAILS},
    {"a wrong signature", verify_zeros, FAILS},
    {"a ciphertext above the modulus", decrypt_too_much, EITHER},
    {"a share of no bytes", answer_to_nothing, FAILS},
    {"a point beside the curve", answer_beside_the_curve, FAILS},
    {"a share of small order", answer_to_small_order, FAILS},
    {"a group that is none", offer_in_no_group, FAILS},
    {"a forged tag", open_forged, FAILS},
    {"a certificate that is none", parse_nothing, FAILS},
    {"a chain from another root", judge_by_another_root, FAILS},
    {"a configuration that is none", configure_nonsense, FAILS},
    {"a question asked too early", read_too_early, FAILS},
    {"a server with another name", refuse_another_host, FAILS},
    {"an exchange on P-256", exchange_p256, SUCCEEDS},
    {"an exchange on X25519", exchange_x25519, SUCCEEDS},
    {"a signature", sign_and_verify, SUCCEEDS},
    {"RSA key transport", transport_key, SUCCEEDS},
    {"a sealed record", seal, SUCCEEDS},
    {"a key schedule", derive_keys, SUCCEEDS},
    {"a good chain", judge_rightly, SUCCEEDS},
    {"another connection", connect_elsewhere, SUCCEEDS},
};

static void expect_quiet(const struct session *open, struct session *opening)
{
    uint8_t byte;
    size_t done;
    const struct subject *subject = open->client.subject;
    const struct tb_tls_ops *tls = subject->backend->tls;
    expect_status(subject, TB_WANT_READ, tls->read(open->client.conn, &done, &byte, 1));
    expect_status(subject, TB_WANT_READ, tls->read(open->server.conn, &done, &byte, 1));
    expect_status(subject, TB_WANT_READ, tls->handshake(opening->client.conn));
}

/* The error text is requested only at the end, because the request could tidy up. */
static void close_both(void *sessions)
{
    struct session *const *both = sessions;
    session_close(both[0]);
    session_close(both[1]);
}

static void after(const struct subject *subject, const void *row)
{
    const struct event *event = row;
    char words[256] = "";
    struct session open, opening;
    session_start(&open, subject, &tls13_case);
    session_begin(&opening, subject, &tls13_case);
    expect_quiet(&open, &opening);
    subject->backend->error_text(subject->lib, words, sizeof words);
    struct session *both[] = {&open, &opening};
    before_skip(close_both, both); /* the library may lack what the event takes */
    bool ok = event->happen(subject);
    before_skip(NULL, NULL);
    expect(event->end == EITHER || ok == (event->end == SUCCEEDS), "%s: %s", event->name,
           ok ? "it did not fail" : "it failed");
    expect_quiet(&open, &opening);
    size_t len = subject->backend->error_text(subject->lib, words, sizeof words);
    expect(ok || len > 0, "%s: nothing is said about it any more", event->name);
    session_close(&opening);
    send_all(&open.client, &open.server, 100, 100);
    send_all(&open.server, &open.client, 100, 100);
    session_close(&open);
}

int test_leftovers(const struct subject *subject)
{
    struct test_list list = {.subject = subject};
    for (size_t i = 0; i < sizeof events / sizeof events[0]; i++)
        add_test(&list, after, &events[i], "leftovers: %s", events[i].name);
    return run_list(&list, "leftovers");
}
