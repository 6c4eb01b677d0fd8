/* Certificates after a pattern: only the host, the serial number and the signature differ; and their PEM. */
#include "core/certificate.h"
#include "core/der.h"
#include "unit.h"
#include <stdio.h>
#include <string.h>

#define HOST "one.test"
enum { SERIAL_AT = 9, HOSTS_AT = 17 };

/* [0] version, an integer of 8 bytes, and the host twice, as subject and as alternative name. */
static const uint8_t tbs[] = "\x30\x21"
                             "\xa0\x03\x02\x01\x02"
                             "\x02\x08\x71\x72\x73\x74\x75\x76\x77\x78" HOST "\x0c\x04" HOST;
static const uint8_t algorithm[] = {0x30, 3, 6, 1, 42};
enum { TBS = sizeof tbs - 1 };
static const struct tb_certificate_pattern pattern = {tbs, algorithm, TBS, sizeof algorithm};

static void a_certificate_comes_apart_and_together(void **state)
{
    (void)state;
    uint8_t signature[300], whole[TBS + sizeof algorithm + sizeof signature + TB_CERTIFICATE_AROUND + 1];
    memset(signature, 0x51, sizeof signature);
    for (size_t len = 1; len <= sizeof signature; len++) {
        struct tb_certificate_pattern found;
        memset(whole, 0xee, sizeof whole);
        size_t put = tb_certificate_put(whole, &pattern, tbs, signature, len);
        assert_true(put <= TBS + sizeof algorithm + len + TB_CERTIFICATE_AROUND);
        assert_int_equal(whole[put], 0xee);
        assert_int_equal(tb_der_len(whole, put), put);
        assert_true(tb_certificate_take_apart(&found, whole, put));
        assert_int_equal(found.tbs_len, TBS);
        assert_memory_equal(found.tbs, tbs, TBS);
        assert_int_equal(found.algorithm_len, sizeof algorithm);
        assert_memory_equal(found.algorithm, algorithm, sizeof algorithm);
        assert_memory_equal(whole + put - len, signature, len);
        assert_int_equal(whole[put - len - 1], 0); /* no unused bits */
        assert_false(tb_certificate_take_apart(&found, whole, put - 1));
    }
}

static void the_host_and_the_serial_number_change(void **state)
{
    (void)state;
    static const uint8_t serial[] = {0x71, 0x72, 0x73, 0x74, 0, 0, 0x27, 0x0f};
    uint8_t copy[TBS];
    memcpy(copy, tbs, TBS);
    assert_true(tb_certificate_rename(copy, TBS, HOST, "two.test", 9999));
    assert_memory_equal(copy + SERIAL_AT, serial, sizeof serial);
    assert_memory_equal(copy + HOSTS_AT, "two.test\x0c\x04two.test", TBS - HOSTS_AT);
    assert_memory_equal(copy, tbs, SERIAL_AT);
}

static void what_is_no_pattern_is_refused(void **state)
{
    (void)state;
    static const uint8_t short_serial[] = "\x30\x10\xa0\x03\x02\x01\x02\x02\x01\x07" HOST;
    static const uint8_t no_version[] = "\x30\x12\x02\x08\x01\x02\x03\x04\x05\x06\x07\x08" HOST;
    uint8_t copy[TBS];
    struct tb_certificate_pattern found;
    memcpy(copy, tbs, TBS);
    assert_false(tb_certificate_rename(copy, TBS, "six.test", "two.test", 1));
    memcpy(copy, short_serial, sizeof short_serial - 1);
    assert_false(tb_certificate_rename(copy, sizeof short_serial - 1, HOST, "two.test", 1));
    memcpy(copy, no_version, sizeof no_version - 1); /* of version 1, RFC 5280 4.1.2.1 */
    assert_true(tb_certificate_rename(copy, sizeof no_version - 1, HOST, "two.test", 1));
    for (size_t len = 0; len < TBS; len++) {
        memcpy(copy, tbs, TBS);
        assert_false(tb_certificate_rename(copy, len, HOST, "two.test", 1));
    }
    assert_false(tb_certificate_take_apart(&found, tbs, 0));
    assert_false(tb_certificate_take_apart(&found, tbs + 2, TBS - 2)); /* no sequence */
}

static void headers_have_the_shortest_length(void **state)
{
    (void)state;
    static const struct {
        size_t len, header;
    } rows[] = {{0, 2}, {127, 2}, {128, 3}, {255, 3}, {256, 4}, {65535, 4}};
    static uint8_t value[TB_DER_HEADER + 65535];
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_int_equal(tb_der_put_header(value, 0x30, rows[i].len), rows[i].header);
        assert_int_equal(tb_der_len(value, sizeof value), rows[i].header + rows[i].len);
    }
}

/* RFC 4648 10, and lines of 64 characters. */
static void pem_is_base64_in_lines(void **state)
{
    (void)state;
    static const struct {
        const char *bytes, *text;
    } rows[] = {{"f", "Zg==\n"},
                {"fo", "Zm8=\n"},
                {"foo", "Zm9v\n"},
                {"foob", "Zm9vYg==\n"},
                {"fooba", "Zm9vYmE=\n"},
                {"foobar", "Zm9vYmFy\n"},
                {"foobarfoobarfoobarfoobarfoobarfoobarfoobarfoobar",
                 "Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFy\n"},
                {"foobarfoobarfoobarfoobarfoobarfoobarfoobarfoobar\xff",
                 "Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFy\n/w==\n"}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        char expected[256], got[256];
        size_t len = (size_t)snprintf(expected, sizeof expected,
                                      "-----BEGIN CERTIFICATE-----\n%s-----END CERTIFICATE-----\n", rows[i].text);
        assert_int_equal(tb_certificate_pem_len(strlen(rows[i].bytes)), len);
        memset(got, 0xee, sizeof got);
        tb_certificate_put_pem(got, (const uint8_t *)rows[i].bytes, strlen(rows[i].bytes));
        assert_memory_equal(got, expected, len);
        assert_int_equal((uint8_t)got[len], 0xee);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_certificate_comes_apart_and_together),
        cmocka_unit_test(the_host_and_the_serial_number_change),
        cmocka_unit_test(what_is_no_pattern_is_refused),
        cmocka_unit_test(headers_have_the_shortest_length),
        cmocka_unit_test(pem_is_base64_in_lines),
    };
    return cmocka_run_group_tests_name("certificate", tests, NULL, NULL);
}
