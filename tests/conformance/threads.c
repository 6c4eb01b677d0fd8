/* threads.c - the library and its contexts are shared by threads; keys and connections are not.
 *
 * A failure in a thread ends the program, because cmocka can only leave a test in the thread that started it.
 */
#include "core/iana.h"
#include "session.h"
#include <pthread.h>

enum { NUM_THREADS = 4, ROUNDS = 8, X25519 = TB_GROUP_X25519, ECDSA_P256_SHA256 = TB_SCHEME_ECDSA_SECP256R1_SHA256 };

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
    for (size_t i = 0; i < 2; i++)
        add_test(&list, contexts, both[i], "threads: %s: shared contexts", name_of(both[i]).text);
    if (subject->backend->kx)
        add_test(&list, exchanges, NULL, "threads: key exchanges");
    if (subject->backend->key)
        add_test(&list, signatures, NULL, "threads: signatures");
    return run_list(&list, "threads");
}
