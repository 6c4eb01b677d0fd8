/* hellos.c - reading hellos from the wire: what is counted, and that damaged ones are not. */
#include "core/hellos.h"
#include "core/iana.h"
#include "unit.h"
#include <stdlib.h>
#include <string.h>

enum { CIPHERED = 40 };

/* SHA-256 of "HelloRetryRequest", as printed in RFC 8446 4.1.3. */
static const char retry_random[] =
    "\xCF\x21\xAD\x74\xE5\x9A\x61\x11\xBE\x1D\x8C\x02\x1E\x65\xB8\x91\xC2\xA2\x11\x16\x7A\xBB\x8C\x5E\x07\x9E\x09\xE2"
    "\xC8\xA8\x33\x9C";

struct flight {
    uint8_t bytes[256];
    size_t len;
};

static void append(struct flight *flight, const void *bytes, size_t len)
{
    assert_true(flight->len + len <= sizeof flight->bytes);
    memcpy(flight->bytes + flight->len, bytes, len);
    flight->len += len;
}

static void append_client_hello(struct flight *flight)
{
    static const uint8_t record[] = {22, 3, 1, 0, 6, 1, 0, 0, 2, 3, 3};
    append(flight, record, sizeof record);
}

static void append_server_hello(struct flight *flight, bool retry, bool psk)
{
    static const uint8_t before[] = {22, 3, 3, 0, 54, 2, 0, 0, 50, 3, 3};
    static const uint8_t after[] = {0, 0x13, 0x01, 0, 0, 10, 0, 51, 0, 2, 0x11, 0xec, 0, 41, 0, 0};
    uint8_t random[32] = {1, 2, 3};
    append(flight, before, sizeof before);
    append(flight, retry ? (const uint8_t *)retry_random : random, sizeof random);
    append(flight, after, sizeof after);
    if (!psk)
        flight->bytes[flight->len - 3] = 43;
}

static void append_sealed(struct flight *flight, uint8_t len)
{
    const uint8_t header[] = {23, 3, 3, 0, len};
    uint8_t content[CIPHERED] = {0};
    append(flight, header, sizeof header);
    append(flight, content, len);
}

static void plain_handshake(void **state)
{
    (void)state;
    struct tb_hellos hellos = {0};
    struct flight client = {0}, server = {0};
    append_client_hello(&client);
    append_server_hello(&server, false, false);
    append_sealed(&server, CIPHERED);
    tb_hellos_add(&hellos, client.bytes, client.len);
    tb_hellos_add(&hellos, server.bytes, server.len);
    assert_int_equal(hellos.client_hellos, 1);
    assert_int_equal(hellos.server_hellos, 1);
    assert_int_equal(hellos.retries, 0);
    assert_int_equal(hellos.group, TB_GROUP_X25519MLKEM768);
    assert_true(hellos.key_share);
    assert_false(hellos.psk);
}

static void retried_and_resumed(void **state)
{
    (void)state;
    struct tb_hellos hellos = {0};
    struct flight client = {0}, retry = {0}, server = {0};
    append_client_hello(&client);
    append_server_hello(&retry, true, false);
    append_server_hello(&server, false, true);
    tb_hellos_add(&hellos, client.bytes, client.len);
    tb_hellos_add(&hellos, retry.bytes, retry.len);
    tb_hellos_add(&hellos, client.bytes, client.len);
    tb_hellos_add(&hellos, server.bytes, server.len);
    assert_int_equal(hellos.client_hellos, 2);
    assert_int_equal(hellos.retries, 1);
    assert_int_equal(hellos.server_hellos, 1);
    assert_true(hellos.psk);
}

static void without_key_share(void **state)
{
    (void)state;
    struct tb_hellos hellos = {0};
    struct flight server = {0};
    append_server_hello(&server, false, true);
    server.bytes[server.len - 9] = 43; /* the key share's type */
    tb_hellos_add(&hellos, server.bytes, server.len);
    assert_true(hellos.psk);
    assert_false(hellos.key_share);
    assert_int_equal(hellos.group, 0);
}

/* Nothing is read past the end: each length is in its own block, so that a sanitizer can detect it. */
static void cut_short(void **state)
{
    (void)state;
    struct flight server = {0};
    append_server_hello(&server, false, true);
    for (size_t len = 0; len < server.len; len++) {
        struct tb_hellos hellos = {0};
        uint8_t *copy = malloc(len + 1);
        assert_non_null(copy);
        memcpy(copy + 1, server.bytes, len);
        tb_hellos_add(&hellos, copy + 1, len);
        assert_int_equal(hellos.server_hellos, 0);
        free(copy);
    }
}

/* Any byte may be wrong, including lengths. */
static void damaged(void **state)
{
    (void)state;
    struct flight server = {0};
    append_server_hello(&server, false, true);
    for (size_t i = 0; i < server.len; i++)
        for (unsigned value = 0; value < 256; value += 5) {
            struct tb_hellos hellos = {0};
            struct flight wrong = server;
            wrong.bytes[i] = (uint8_t)value;
            tb_hellos_add(&hellos, wrong.bytes, wrong.len);
            assert_true(hellos.server_hellos + hellos.retries <= 1);
        }
}

/* TLS 1.2: several messages in one record, and a last one that is encrypted, whatever it looks like. */
static void other_messages(void **state)
{
    (void)state;
    static const uint8_t certificate_and_key_exchange[] = {22, 3, 3, 0, 11, 11, 0, 0, 2, 1, 2, 12, 0, 0, 1, 9};
    static const uint8_t change_cipher_spec[] = {20, 3, 3, 0, 1, 1};
    static const uint8_t encrypted[] = {22, 3, 3, 0, 8, 11, 0xee, 1, 2, 3, 4, 5, 6};
    struct tb_hellos hellos = {0};
    struct flight server = {0};
    append(&server, certificate_and_key_exchange, sizeof certificate_and_key_exchange);
    append(&server, change_cipher_spec, sizeof change_cipher_spec);
    append(&server, encrypted, sizeof encrypted);
    tb_hellos_add(&hellos, server.bytes, server.len);
    assert_int_equal(hellos.client_hellos + hellos.server_hellos + hellos.retries, 0);
}

static void extensions(void **state)
{
    (void)state;
    static const uint8_t before[] = {22, 3, 1, 0, 60, 1, 0, 0, 56, 3, 3};
    static const uint8_t after[] = {1, 9,                        /* a session ID */
                                    0, 2,  0x13, 0x01, 1, 0,     /* a suite, no compression */
                                    0, 12, 0,    27,   0, 1, 2,  /* compress_certificate */
                                    0, 43, 0,    3,    2, 3, 4}; /* supported_versions, cut off by the list's end */
    uint8_t random[32] = {0};
    struct tb_hellos hellos = {0};
    struct flight client = {0}, server = {0};
    append(&client, before, sizeof before);
    append(&client, random, sizeof random);
    append(&client, after, sizeof after);
    append_server_hello(&server, false, true);
    tb_hellos_add(&hellos, client.bytes, client.len);
    tb_hellos_add(&hellos, server.bytes, server.len);
    assert_int_equal(hellos.client_hellos, 1);
    assert_int_equal(hellos.offered.num, 2);
    assert_int_equal(hellos.offered.type[0], 27);
    assert_int_equal(hellos.offered.type[1], 43);
    assert_int_equal(hellos.answered.num, 2);
    assert_int_equal(hellos.answered.type[0], 51);
    assert_int_equal(hellos.answered.type[1], 41);
}

/* Shares of two groups; none if the record is incomplete. */
static void key_shares(void **state)
{
    (void)state;
    static const uint8_t before[] = {22, 3, 1, 0, 65, 1, 0, 0, 61, 3, 3};
    static const uint8_t after[] = {1, 9,  0, 2,  0x13, 0x01, 1, 0, /* a session ID, a suite, no compression */
                                    0, 17, 0, 51, 0,    13,         /* key_share */
                                    0, 11, 0, 29, 0,    2,    7, 8, /* X25519 */
                                    0, 23, 0, 1,  9};               /* P-256 */
    uint8_t random[32] = {0};
    struct tb_hellos hellos = {0};
    struct flight client = {0};
    append(&client, before, sizeof before);
    append(&client, random, sizeof random);
    append(&client, after, sizeof after);
    tb_hellos_add(&hellos, client.bytes, client.len);
    assert_int_equal(hellos.shares, 2);
    hellos = (struct tb_hellos){0};
    tb_hellos_add(&hellos, client.bytes, client.len - 1); /* an incomplete record */
    assert_int_equal(hellos.shares, 0);
}

/* More than the limit. */
static void many_extensions(void **state)
{
    (void)state;
    enum { NUM = 2 * TB_MOST_EXTENSIONS, EXTENSIONS = 4 * NUM, BODY = 2 + 32 + 1 + 2 + 1 + 2 + EXTENSIONS };
    uint8_t record[9 + BODY] = {22, 3, 1, (BODY + 4) >> 8, (BODY + 4) & 255, 1, 0, BODY >> 8, BODY & 255, 3, 3};
    struct tb_hellos hellos = {0};
    record[9 + BODY - EXTENSIONS - 2] = EXTENSIONS >> 8;
    record[9 + BODY - EXTENSIONS - 1] = EXTENSIONS & 255;
    tb_hellos_add(&hellos, record, sizeof record);
    assert_int_equal(hellos.offered.num, TB_MOST_EXTENSIONS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_handshake), cmocka_unit_test(retried_and_resumed), cmocka_unit_test(without_key_share),
        cmocka_unit_test(cut_short),       cmocka_unit_test(key_shares),          cmocka_unit_test(damaged),
        cmocka_unit_test(other_messages),  cmocka_unit_test(extensions),          cmocka_unit_test(many_extensions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
