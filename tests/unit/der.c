/* der.c - the length of DER values, without reading beyond the given bytes. */
#include "core/der.h"
#include "unit.h"
#include <string.h>

static void short_and_long_lengths(void **state)
{
    (void)state;
    static const uint8_t null[] = {5, 0}, integer[] = {2, 1, 7, 99};
    assert_int_equal(tb_der_len(null, sizeof null), 2);
    assert_int_equal(tb_der_len(integer, sizeof integer), 3);
    uint8_t sequence[4 + 1000] = {0x30, 0x82, 1000 >> 8, 1000 & 0xff};
    assert_int_equal(tb_der_len(sequence, sizeof sequence), sizeof sequence);
    uint8_t one_byte[3 + 200] = {0x30, 0x81, 200};
    assert_int_equal(tb_der_len(one_byte, sizeof one_byte), sizeof one_byte);
}

static void every_cut_is_noticed(void **state)
{
    (void)state;
    uint8_t sequence[4 + 300] = {0x30, 0x82, 300 >> 8, 300 & 0xff};
    for (size_t len = 0; len < sizeof sequence; len++)
        assert_int_equal(tb_der_len(sequence, len), 0);
}

static void unused_forms_are_refused(void **state)
{
    (void)state;
    static const uint8_t indefinite[] = {0x30, 0x80, 0, 0}, huge[] = {0x30, 0x84, 0, 0, 0, 1, 0},
                         long_tag[] = {0x1f, 0x81, 1, 0};
    assert_int_equal(tb_der_len(indefinite, sizeof indefinite), 0);
    assert_int_equal(tb_der_len(huge, sizeof huge), 0);
    assert_int_equal(tb_der_len(long_tag, sizeof long_tag), 0);
}

/* RFC 5280 4.1, with values of one byte: the key is a sequence that contains 9. */
static void the_key_of_a_certificate(void **state)
{
    (void)state;
    static const uint8_t v3[] = {0x30, 28,   0x30, 26,   0xa0, 3,    2, 1, 2, 2, 1,    7, 0x30, 0, 0x30,
                                 0,    0x30, 0,    0x30, 0,    0x30, 3, 2, 1, 9, 0xa3, 3, 0x30, 1, 0};
    static const uint8_t v1[] = {0x30, 18, 0x30, 16, 2, 1, 7, 0x30, 0, 0x30, 0, 0x30, 0, 0x30, 0, 0x30, 3, 2, 1, 9};
    size_t len = 0;
    assert_ptr_equal(tb_der_public_key(v3, sizeof v3, &len), v3 + 20);
    assert_int_equal(len, 5);
    assert_ptr_equal(tb_der_public_key(v1, sizeof v1, &len), v1 + 15);
    assert_int_equal(len, 5);
    for (size_t i = 0; i < sizeof v1; i++)
        assert_null(tb_der_public_key(v1, i, &len));
    for (size_t at = 0; at < sizeof v1; at++) { /* whatever the lengths are, nothing outside is read or returned */
        uint8_t bad[sizeof v1];
        memcpy(bad, v1, sizeof bad);
        bad[at] = 0x7f;
        const uint8_t *key = tb_der_public_key(bad, sizeof bad, &len);
        assert_true(!key || (key >= bad && len <= (size_t)(bad + sizeof bad - key)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_and_long_lengths),
        cmocka_unit_test(every_cut_is_noticed),
        cmocka_unit_test(unused_forms_are_refused),
        cmocka_unit_test(the_key_of_a_certificate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
