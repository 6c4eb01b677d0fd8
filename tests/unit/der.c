/* der.c - where a DER value ends, and that nothing beyond the given bytes is believed. */
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_and_long_lengths),
        cmocka_unit_test(every_cut_is_noticed),
        cmocka_unit_test(unused_forms_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
