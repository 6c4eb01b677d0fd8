/* Timed regions in a record, and which times lie in them. */
#include "core/regions.h"
#include "core/record.h"
#include "unit.h"

static void times_are_told_by_their_region(void **state)
{
    (void)state;
    static const struct {
        uint64_t now;
        bool inside;
    } times[] = {{9, false},  {10, true}, {15, true}, {20, true}, {21, false},
                 {29, false}, {30, true}, {31, true}, {32, false}};
    struct tb_record record;
    struct tb_regions regions;
    tb_record_init(&record);
    assert_true(tb_region_add(&record, 10, 20) && tb_region_add(&record, 30, 31) && tb_region_add(&record, 31, 31));
    assert_true(tb_regions_of(&regions, &record));
    assert_int_equal(regions.num, 3);
    assert_true(tb_regions_ns(&regions) == 11);
    for (size_t i = 0; i < COUNT(times); i++)
        assert_int_equal(tb_regions_have(&regions, times[i].now), times[i].inside);
    tb_record_free(&record);
}

static void nothing_lies_in_no_region(void **state)
{
    (void)state;
    struct tb_record record;
    struct tb_regions regions;
    tb_record_init(&record);
    assert_false(tb_regions_of(&regions, &record));
    assert_false(tb_regions_have(&regions, 0));
    tb_record_free(&record);
}

static void regions_that_overlap_are_refused(void **state)
{
    (void)state;
    static const uint64_t bad[][4] = {{10, 20, 19, 30}, {10, 9, 30, 40}, {30, 40, 10, 20}};
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct tb_record record;
        struct tb_regions regions;
        tb_record_init(&record);
        assert_true(tb_region_add(&record, bad[i][0], bad[i][1]) && tb_region_add(&record, bad[i][2], bad[i][3]));
        assert_false(tb_regions_of(&regions, &record));
        assert_int_equal(regions.num, 0);
        tb_record_free(&record);
    }
}

static void half_a_region_is_refused(void **state)
{
    (void)state;
    struct tb_record record;
    struct tb_regions regions;
    tb_record_init(&record);
    assert_true(tb_region_add(&record, 10, 20) && tb_record_add(&record, "region_from", 30));
    assert_false(tb_regions_of(&regions, &record));
    tb_record_free(&record);
}

static void the_first_regions_are_kept(void **state)
{
    (void)state;
    struct tb_record record;
    struct tb_regions regions;
    tb_record_init(&record);
    for (uint64_t i = 0; i < TB_MOST_REGIONS + 2; i++)
        assert_true(tb_region_add(&record, 10 * i + 1, 10 * i + 2));
    assert_true(tb_regions_of(&regions, &record));
    assert_int_equal(regions.num, TB_MOST_REGIONS);
    assert_true(regions.to[regions.num - 1] == 10.0 * (TB_MOST_REGIONS - 1) + 2);
    tb_record_free(&record);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_are_told_by_their_region),   cmocka_unit_test(nothing_lies_in_no_region),
        cmocka_unit_test(regions_that_overlap_are_refused), cmocka_unit_test(half_a_region_is_refused),
        cmocka_unit_test(the_first_regions_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
