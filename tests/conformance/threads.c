/* threads.c - the library, its contexts and its trust stores are shared by threads, keys and connections are not: what
 * backend.h says of it.  Every result is verified.
 *
 * A failure in a thread ends the program, because cmocka can only leave a test in the thread that started it.
 */
#include "core/der.h"
#include "core/iana.h"
#include "session.h"
#include <pthread.h>

enum { NUM_THREADS = 4, ROUNDS = 8, X25519 = TB_GROUP_X25519, ECDSA_P256_SHA256 = TB_SCHEME_ECDSA_SECP256R1_SHA256 };
enum { AES_128_GCM = TB_SUITE_AES_128_GCM_SHA256, SHA256 = 4, MOST_CERTS = 4 };
static const int64_t TODAY = 1767225600; /* January 2026 */

static void *connect_often(void *owner)
{
    for (int i = 0; i < ROUNDS; i++) {
        struct session session;
        session_share(&session, owner);
        session_handshake(&session);
        expect_connected(&session);
        send_all(&session.client, &session.server, 20000, 16384);
        send_all(&session.server, &session.client, 20000, 16384);
        session_close(&session);
    }
    return NULL;
}

/* A way of coming back, and the contexts that all threads use. */
struct kind {
    const char *name;
    const struct tls_case *c;
    enum tb_resumption resumption;
    unsigned tickets;
};
static const struct kind kinds[] = {
    {"TLS 1.2, session ID", &tls12_case, TB_RESUME_SESSION_ID, 0},
    {"TLS 1.2, ticket", &tls12_case, TB_RESUME_TICKET, 0},
    {"TLS 1.3, ticket", &tls13_case, TB_RESUME_TICKET, 1},
};
struct return_work {
    const struct session *owner;
    const struct kind *kind;
};

/* Each thread's client comes back with what its own last connection left; the server's cache, or its ticket keys, are
 * those of all. */
static void *return_often(void *arg)
{
    const struct return_work *work = arg;
    const struct tb_tls_ops *tls = work->owner->client.subject->backend->tls;
    struct session session;
    session_share(&session, work->owner);
    session_handshake(&session);
    expect_connected(&session);
    tb_session_state *newest = take_session(&session);
    for (int i = 0; i < ROUNDS; i++) {
        session_return(&session, newest);
        session_handshake(&session);
        expect_connected(&session);
        expect_resumed(&session.client, work->kind->c);
        expect_resumed(&session.server, work->kind->c);
        tb_session_state *next = take_session(&session);
        tls->session_release(newest);
        newest = next;
    }
    session_close(&session);
    tls->session_release(newest);
    return NULL;
}

static void *exchange_often(void *arg)
{
    const struct subject *subject = arg;
    const struct tb_kx_ops *kx = subject->backend->kx;
    for (int i = 0; i < 4 * ROUNDS; i++) {
        struct guarded offer, answer, server, client;
        tb_kx *handle;
        expect_status(subject, TB_OK, kx->offer(subject->lib, &handle, guarded(&offer, 32), X25519));
        expect_status(subject, TB_OK,
                      kx->answer(subject->lib, guarded(&answer, 32), guarded(&server, 32), X25519, bytes_of(&offer)));
        expect_status(subject, TB_OK, kx->receive(handle, bytes_of(&answer)));
        expect_status(subject, TB_OK, kx->derive(handle, guarded(&client, 32)));
        expect_bytes(bytes_of(&client), bytes_of(&server), "the secret");
        kx->destroy(handle);
    }
    return NULL;
}

static void *sign_often(void *arg)
{
    const struct subject *subject = arg;
    const struct tb_key_ops *ops = subject->backend->key;
    struct tb_bytes pem = read_pki(subject, "ecdsa-p256", "key.pem"), message = text_bytes("a message");
    for (int i = 0; i < ROUNDS; i++) {
        struct guarded signature;
        tb_key *key;
        expect_status(subject, TB_OK, ops->load(subject->lib, &key, pem));
        expect_status(subject, TB_OK, ops->sign(key, guarded(&signature, 128), ECDSA_P256_SHA256, message));
        expect_status(subject, TB_OK, ops->verify(key, ECDSA_P256_SHA256, bytes_of(&signature), message));
        expect(ops->verify(key, ECDSA_P256_SHA256, message, message) == TB_BAD_PEER, "a wrong signature was accepted");
        ops->destroy(key);
    }
    free_bytes(pem);
    return NULL;
}

/* Records of its own key, and what is sealed opens again. */
static void *seal_often(void *arg)
{
    const struct subject *subject = arg;
    const struct tb_aead_ops *ops = subject->backend->aead;
    struct tb_bytes key = text_bytes("a key of 16 byte"), nonce = text_bytes("twelve bytes"), ad = text_bytes("head");
    struct tb_bytes text = text_bytes("what is sealed");
    tb_aead *sealer, *opener;
    expect_status(subject, TB_OK, ops->create(subject->lib, &sealer, AES_128_GCM, true, key));
    expect_status(subject, TB_OK, ops->create(subject->lib, &opener, AES_128_GCM, false, key));
    for (int i = 0; i < 4 * ROUNDS; i++) {
        struct guarded sealed, opened;
        expect_status(subject, TB_OK, ops->run(sealer, guarded(&sealed, text.len + 16), nonce, ad, text));
        expect_status(subject, TB_OK, ops->run(opener, guarded(&opened, text.len), nonce, ad, bytes_of(&sealed)));
        expect_bytes(bytes_of(&opened), text, "the plaintext");
    }
    ops->destroy(sealer);
    ops->destroy(opener);
    return NULL;
}

/* FIPS 180-4's example. */
static void *digest_often(void *arg)
{
    const struct subject *subject = arg;
    struct blob want = from_hex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    for (int i = 0; i < 4 * ROUNDS; i++) {
        struct guarded dst;
        expect_status(subject, TB_OK,
                      subject->backend->hash->digest(subject->lib, guarded(&dst, 32), SHA256, text_bytes("abc")));
        expect_bytes(bytes_of(&dst), as_bytes(&want), "the digest");
    }
    return NULL;
}

struct judge_work {
    const struct subject *subject;
    tb_store *store;
    struct tb_bytes chain[MOST_CERTS];
    size_t num;
};

/* What is right and what is wrong in turn: no thread may get the verdict of another. */
static void *judge_often(void *arg)
{
    const struct judge_work *work = arg;
    const struct tb_trust_ops *ops = work->subject->backend->trust;
    for (int i = 0; i < 2 * ROUNDS; i++) {
        enum tb_refusal why;
        expect_status(work->subject, TB_OK, ops->verify(work->store, &why, work->chain, work->num, HOST, TODAY));
        expect(why == TB_REFUSED_NOTHING, "a good chain was refused for \"%s\"", refusal_name(why));
        expect_status(work->subject, TB_BAD_PEER,
                      ops->verify(work->store, &why, work->chain, work->num, "other.tlsbench.test", TODAY));
        expect(why == TB_REFUSED_NAME, "another host was refused for \"%s\"", refusal_name(why));
    }
    return NULL;
}

static void in_threads(void *(*work)(void *), void *arg)
{
    pthread_t threads[NUM_THREADS];
    for (int i = 0; i < NUM_THREADS; i++)
        expect(pthread_create(&threads[i], NULL, work, arg) == 0, "no thread");
    for (int i = 0; i < NUM_THREADS; i++)
        expect(pthread_join(threads[i], NULL) == 0, "a thread cannot be joined");
}

static void contexts(const struct subject *subject, const void *row)
{
    struct session owner;
    session_start(&owner, subject, row);
    in_threads(connect_often, &owner);
    session_close(&owner);
}

static size_t find_first(void *finder, const char *name, size_t len)
{
    (void)finder, (void)name;
    return len ? 0 : SIZE_MAX;
}

/* Each connection changes to another certificate, which all share. */
static void named_contexts(const struct subject *subject, const void *row)
{
    const struct tls_case *c = row;
    struct wishes wishes;
    struct session owner;
    require_case(subject, c);
    wishes_init(&wishes, subject, c);
    struct tb_credential credential = {wishes.chain, wishes.key};
    wishes.unnamed_chain = read_pki(subject, c->auth, "leaf.pem"); /* which no client accepts */
    wishes.server.chain_pem = wishes.unnamed_chain;
    wishes.server.named = (struct tb_credentials){&credential, 1, find_first, NULL};
    session_open(&owner, subject, &wishes, c);
    wishes_free(&wishes);
    in_threads(connect_often, &owner);
    session_close(&owner);
}

static void returns(const struct subject *subject, const void *row)
{
    const struct kind *kind = row;
    struct wishes wishes;
    struct session owner;
    require_case(subject, kind->c);
    wishes_init(&wishes, subject, kind->c);
    wish_resumption(&wishes, kind->resumption, kind->tickets);
    session_open(&owner, subject, &wishes, kind->c);
    wishes_free(&wishes);
    struct return_work work = {&owner, kind};
    in_threads(return_often, &work);
    session_close(&owner);
}

static void records(const struct subject *subject, const void *row)
{
    (void)row;
    require(subject, TB_CAP_AEAD, AES_128_GCM, false);
    in_threads(seal_often, (void *)subject);
}

static void digests(const struct subject *subject, const void *row)
{
    (void)row;
    require(subject, TB_CAP_HASH, SHA256, true);
    in_threads(digest_often, (void *)subject);
}

/* One for all threads. */
static void stores(const struct subject *subject, const void *row)
{
    (void)row;
    const struct tb_trust_ops *ops = subject->backend->trust;
    if (ops->store_of_one_thread) {
        print_message("skipped: a trust store is one thread's: %s\n", ops->store_of_one_thread);
        skip_here();
    }
    struct judge_work work = {.subject = subject};
    struct tb_bytes root = read_pki(subject, "ecdsa-p256", "root.pem");
    struct tb_bytes file = read_pki(subject, "ecdsa-p256", "chain-2.der");
    for (size_t at = 0; at < file.len; at += work.chain[work.num++].len) {
        expect(work.num < MOST_CERTS, "the chain is too long");
        work.chain[work.num] = (struct tb_bytes){file.data + at, tb_der_len(file.data + at, file.len - at)};
        expect(work.chain[work.num].len > 0, "chain-2.der is not a chain");
    }
    struct tb_trust_config config = {.roots_pem = root};
    expect_status(subject, TB_OK, ops->store_create(subject->lib, &work.store, &config));
    in_threads(judge_often, &work);
    ops->store_destroy(work.store);
    free_bytes(root);
    free_bytes(file);
}

static void exchanges(const struct subject *subject, const void *row)
{
    (void)row;
    require(subject, TB_CAP_KX, X25519, true);
    in_threads(exchange_often, (void *)subject);
}

static void signatures(const struct subject *subject, const void *row)
{
    (void)row;
    require(subject, TB_CAP_SCHEME, ECDSA_P256_SHA256, true);
    in_threads(sign_often, (void *)subject);
}

int test_threads(const struct subject *subject)
{
    static const struct tls_case *const both[] = {&tls13_case, &tls12_case};
    struct test_list list = {.subject = subject};
    if (subject->backend->one_thread)
        print_message("threads: left out, only one may call the library: %s\n", subject->backend->one_thread);
    if (subject->backend->one_thread)
        return 0;
    for (size_t i = 0; i < 2; i++) {
        add_test(&list, contexts, both[i], "threads: %s: shared contexts", name_of(both[i]).text);
        add_test(&list, named_contexts, both[i], "threads: %s: shared contexts, certificates by name",
                 name_of(both[i]).text);
    }
    if (subject->backend->kx)
        add_test(&list, exchanges, NULL, "threads: key exchanges");
    if (subject->backend->key)
        add_test(&list, signatures, NULL, "threads: signatures");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && subject->backend->tls->session_take; i++)
        add_test(&list, returns, &kinds[i], "threads: %s: resumed on shared contexts", kinds[i].name);
    if (subject->backend->aead)
        add_test(&list, records, NULL, "threads: records");
    if (subject->backend->hash)
        add_test(&list, digests, NULL, "threads: digests");
    if (subject->backend->trust)
        add_test(&list, stores, NULL, "threads: a shared trust store");
    return run_list(&list, "threads");
}
