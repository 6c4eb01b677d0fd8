/* buffers.c - idle connections that release their buffers: tb_tls_config.release_buffers.
 *
 * What is asked must happen: after data, and a read that found nothing, such a connection holds less heap than one of
 * the same library without the setting, and everything still arrives.  Where malloc is not glibc's the heap is not
 * told, and only the latter is tested. */
#include "core/text.h"
#include "harness/weight.h"
#include "session.h"

enum {
    RECORD = 16384,
    CONNECTIONS = 2,        /* the first one also pays for what is set up once */
    LEAST_RELEASED = RECORD /* in all, of four buffers that each take a record */
};

static void expect_idle(struct peer *peer)
{
    uint8_t byte;
    size_t done;
    expect_status(peer->subject, TB_WANT_READ, peer_read(peer, &done, &byte, 1));
}

static uint64_t heap_bytes(void)
{
    struct tb_weight weight;
    struct tb_text why;
    tb_text_init(&why, 200);
    expect(tb_weigh(&weight, &why), "%s", why.data);
    tb_text_free(&why);
    return weight.heap_bytes;
}

/* Data goes both ways, then the connection is idle, and then data goes again. */
static void use(struct session *session)
{
    for (int round = 0; round < 2; round++) {
        send_all(&session->client, &session->server, RECORD, RECORD);
        send_all(&session->server, &session->client, RECORD, RECORD);
        expect_idle(&session->client);
        expect_idle(&session->server);
    }
}

/* The heap of both ends of an idle connection, with the wires between them. */
static uint64_t held_bytes(const struct subject *subject, const struct tls_case *c, bool released)
{
    struct wishes wishes;
    struct session session;
    uint64_t before = 0, held = 0;
    wishes_init(&wishes, subject, c);
    wishes.client.release_buffers = wishes.server.release_buffers = released;
    session_open(&session, subject, &wishes, released ? NULL : c); /* no library has to have the setting */
    wishes_free(&wishes);
    for (int i = 0; i < CONNECTIONS; i++) {
        session_connect(&session);
        before = heap_bytes();
        session_handshake(&session);
        expect_connected(&session);
        use(&session);
        held = heap_bytes();
    }
    session_close(&session);
    return held - before;
}

static void released(const struct subject *subject, const void *row)
{
    const struct tls_case *c = row;
    struct tb_text why;
    require_case(subject, c);
    uint64_t less = held_bytes(subject, c, true), more = held_bytes(subject, c, false);
    tb_text_init(&why, 200);
    bool told = tb_weighing_possible(&why);
    tb_text_free(&why);
    expect(!told || less + LEAST_RELEASED <= more,
           "an idle connection holds %llu bytes with release_buffers, and %llu without", (unsigned long long)less,
           (unsigned long long)more);
}

int test_buffers(const struct subject *subject)
{
    struct test_list list = {.subject = subject};
    static const struct tls_case *const both[] = {&tls13_case, &tls12_case};
    for (size_t i = 0; i < 2; i++)
        add_test(&list, released, both[i], "buffers: %s: released", name_of(both[i]).text);
    return run_list(&list, "buffers");
}
