/* The state in which code leaves the vector registers is detected, and can be cleaned.  Nothing here depends on the
 * processor. */
#include "core/vectors.h"
#include "tests/fault/soil.h"
#include "unit.h"

static void cleaning_cleans(void **state)
{
    (void)state;
    tb_vectors_clean();
    assert_false(tb_vectors_dirty());
    tb_vectors_clean();
    assert_false(tb_vectors_dirty());
}

static void what_was_left_dirty_is_told(void **state)
{
    (void)state;
    bool told = tb_vectors_told(); /* called first, because the call itself may clean the registers */
    tb_vectors_clean();
    bool dirty = soil() && tb_vectors_dirty();
    tb_vectors_clean();
    bool cleaned = !tb_vectors_dirty();
    if (!told || !soil())
        assert_false(dirty);
    else
        assert_true(dirty && cleaned);
}

static void soiling_soils(void **state)
{
    (void)state;
    bool told = tb_vectors_told();
    tb_vectors_soil();
    bool dirty = tb_vectors_dirty();
    tb_vectors_clean();
    bool cleaned = !tb_vectors_dirty();
    assert_true(dirty == told && cleaned);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cleaning_cleans),
        cmocka_unit_test(what_was_left_dirty_is_told),
        cmocka_unit_test(soiling_soils),
    };
    return cmocka_run_group_tests_name("vectors", tests, NULL, NULL);
}
