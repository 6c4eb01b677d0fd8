/* wire.c - flights made by hand: records and messages are counted, encrypted ones are not interpreted, and damaged ones
 * are refused. */
#include "core/wire.h"
#include "unit.h"
#include <stdlib.h>
#include <string.h>

struct bytes {
    uint8_t at[4096];
    size_t len;
};

static void put(struct bytes *bytes, uint8_t type, const uint8_t *content, size_t len)
{
    const uint8_t header[] = {type, 3, 3, (uint8_t)(len >> 8), (uint8_t)len};
    assert_true(bytes->len + sizeof header + len <= sizeof bytes->at);
    memcpy(bytes->at + bytes->len, header, sizeof header);
    memcpy(bytes->at + bytes->len + sizeof header, content, len);
    bytes->len += sizeof header + len;
}

static const uint8_t change[] = {1};
static const uint8_t client_hello[] = {1, 0, 0, 2, 3, 3};
static const uint8_t sealed[] = {0x81, 0, 0, 0, 0, 0, 0, 9};

static struct tb_wire_flight read_good(struct tb_wire *wire, const struct bytes *bytes)
{
    struct tb_wire_flight flight;
    assert_true(tb_wire_read(wire, &flight, bytes->at, bytes->len));
    assert_int_equal(flight.bytes, bytes->len);
    return flight;
}

static void assert_item(const struct tb_wire_flight *flight, size_t i, const char *name, size_t len)
{
    assert_true(i < flight->num_items);
    assert_string_equal(tb_wire_name(flight->items[i].content, flight->items[i].message), name);
    assert_int_equal(flight->items[i].len, len);
}

static void tls12_server(void **state)
{
    (void)state;
    struct tb_wire wire = {0};
    struct bytes bytes = {.len = 0};
    static const uint8_t many[] = {2, 0, 0, 1, 9, 11, 0, 0, 3, 1, 2, 3, 12, 0, 0, 0, 14, 0, 0, 0};
    put(&bytes, 22, many, sizeof many);
    struct tb_wire_flight flight = read_good(&wire, &bytes);
    assert_int_equal(flight.records, 1);
    assert_int_equal(flight.num_items, 4);
    assert_item(&flight, 0, "ServerHello", 5);
    assert_item(&flight, 1, "Certificate", 7);
    assert_item(&flight, 2, "ServerKeyExchange", 4);
    assert_item(&flight, 3, "ServerHelloDone", 4);
    bytes.len = 0;
    put(&bytes, 20, change, sizeof change);
    put(&bytes, 22, sealed, sizeof sealed);
    flight = read_good(&wire, &bytes);
    assert_int_equal(flight.records, 2);
    assert_item(&flight, 0, "ChangeCipherSpec", 1);
    assert_item(&flight, 1, "encrypted record", sizeof sealed);
}

static void a_message_over_three_records(void **state)
{
    (void)state;
    struct tb_wire wire = {0};
    struct bytes bytes = {.len = 0};
    static const uint8_t long_one[] = {11, 0, 0, 5, 1, 2, 3, 4, 5, 14, 0, 0, 0};
    put(&bytes, 22, long_one, 2);
    put(&bytes, 22, long_one + 2, 4);
    put(&bytes, 22, long_one + 6, sizeof long_one - 6);
    struct tb_wire_flight flight = read_good(&wire, &bytes);
    assert_int_equal(flight.records, 3);
    assert_int_equal(flight.num_items, 2);
    assert_item(&flight, 0, "Certificate", 9);
    assert_item(&flight, 1, "ServerHelloDone", 4);
}

/* The client's second hello follows its ChangeCipherSpec in plaintext. */
static void retried(void **state)
{
    (void)state;
    struct tb_wire wire = {0};
    struct bytes bytes = {.len = 0};
    put(&bytes, 20, change, sizeof change);
    put(&bytes, 22, client_hello, sizeof client_hello);
    put(&bytes, 23, sealed, sizeof sealed);
    struct tb_wire_flight flight = read_good(&wire, &bytes);
    assert_int_equal(flight.num_items, 3);
    assert_item(&flight, 1, "ClientHello", sizeof client_hello);
    assert_item(&flight, 2, "encrypted record", sizeof sealed);
}

/* The protection of a record is not counted; neither is plaintext, nor an empty record. */
static void sealed_bytes(void **state)
{
    (void)state;
    struct tb_wire wire = {0};
    struct bytes bytes = {.len = 0};
    static const uint8_t content[40];
    put(&bytes, 22, client_hello, sizeof client_hello);
    put(&bytes, 23, content, 17 + 1);
    put(&bytes, 23, content, 17 + 20);
    put(&bytes, 23, content, 17);
    put(&bytes, 23, content, 3); /* shorter than a tag */
    struct tb_wire_flight flight = read_good(&wire, &bytes);
    assert_int_equal(tb_wire_sealed(&flight, 17), 21);
    bytes.len = 0;
    put(&bytes, 20, change, sizeof change);
    put(&bytes, 22, content, 40); /* TLS 1.2: Finished */
    flight = read_good(&wire, &bytes);
    assert_int_equal(tb_wire_sealed(&flight, 24), 16);
}

static void empty(void **state)
{
    (void)state;
    struct tb_wire wire = {0};
    struct tb_wire_flight flight;
    assert_true(tb_wire_read(&wire, &flight, NULL, 0));
    assert_int_equal(flight.records + flight.num_items + flight.bytes, 0);
}

static void assert_refused(const struct bytes *bytes)
{
    struct tb_wire wire = {0};
    struct tb_wire_flight flight;
    assert_false(tb_wire_read(&wire, &flight, bytes->at, bytes->len));
}

static void damage(void **state)
{
    (void)state;
    struct bytes whole = {.len = 0}, bytes;
    put(&whole, 22, client_hello, sizeof client_hello);
    for (size_t len = 1; len < whole.len; len++) {
        bytes = whole;
        bytes.len = len;
        assert_refused(&bytes);
    }
    bytes = whole;
    bytes.at[0] = 80; /* an unknown content type */
    assert_refused(&bytes);
    bytes = whole;
    bytes.at[1] = 2; /* SSL 2 */
    assert_refused(&bytes);
    bytes = whole;
    bytes.at[8] = 3; /* the message is longer than the flight */
    assert_refused(&bytes);
    bytes.len = 0;
    put(&bytes, 22, client_hello, 5);
    put(&bytes, 23, sealed, sizeof sealed); /* in the middle of a message */
    assert_refused(&bytes);
    bytes.len = 0;
    for (size_t i = 0; i <= TB_WIRE_MOST_ITEMS; i++)
        put(&bytes, 21, change, sizeof change);
    assert_refused(&bytes);
}

/* Nothing is read beyond the end: each flight is in its own block, so that sanitizers can detect it. */
static void garbage(void **state)
{
    (void)state;
    srand(7);
    for (int i = 0; i < 100000; i++) {
        size_t len = (size_t)rand() % 64;
        uint8_t *bytes = malloc(len + 1);
        assert_non_null(bytes);
        for (size_t j = 0; j < len; j++)
            bytes[j] = (uint8_t)(j < 5 && i % 2 ? (const uint8_t[]){22, 3, 3, 0, 20}[j] : rand());
        struct tb_wire wire = {.ciphered = i % 3 == 0};
        struct tb_wire_flight flight;
        bool good = tb_wire_read(&wire, &flight, bytes, len);
        assert_true(flight.num_items <= TB_WIRE_MOST_ITEMS);
        assert_true(!good || flight.bytes == len);
        free(bytes);
    }
}

static void names(void **state)
{
    (void)state;
    assert_string_equal(tb_wire_name(22, 15), "CertificateVerify");
    assert_string_equal(tb_wire_name(22, 3), "unknown");
    assert_string_equal(tb_wire_name(22, 200), "unknown");
    assert_string_equal(tb_wire_name(99, 1), "unknown");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tls12_server), cmocka_unit_test(a_message_over_three_records),
        cmocka_unit_test(retried),      cmocka_unit_test(empty),
        cmocka_unit_test(damage),       cmocka_unit_test(garbage),
        cmocka_unit_test(names),        cmocka_unit_test(sealed_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
