/* What dirty registers cost an operation is said only if each process shows it. */
#include "control/run/vectors.h"
#include "core/record.h"
#include "core/text.h"
#include "core/vectors.h"
#include "unit.h"
#include <string.h>

static void add(struct tb_record *record, const char *operation, double cleaned, double soiled)
{
    const double values[TB_VECTORS_NUM] = {
        [TB_VECTORS_IN_A_ROW] = cleaned, [TB_VECTORS_CLEANED] = cleaned, [TB_VECTORS_SOILED] = soiled};
    for (size_t i = 0; i < TB_VECTORS_NUM; i++)
        assert_true(tb_record_add(record, operation, values[i]));
}

static void only_what_repeats(void **state)
{
    (void)state;
    struct tb_record first, again;
    struct tb_text text;
    tb_record_init(&first);
    tb_record_init(&again);
    tb_text_init(&text, 2000);
    add(&first, "kx/p256/offer", 1000, 3000);    /* real */
    add(&first, "kx/p256/exchange", 1000, 1500); /* another program ran */
    add(&first, "kx/x25519/offer", 1000, 1000);
    add(&again, "kx/x25519/offer", 1000, 1500); /* there, too; the first process has shown that it does not last */
    add(&again, "kx/p256/offer", 1100, 2900);
    add(&again, "kx/p256/exchange", 1050, 1040);
    tb_vectors_repeat(&first, &again);
    tb_vectors_describe(&text, &first, "");
    assert_non_null(strstr(text.data, "1 of 3 operations take longer"));
    assert_non_null(strstr(text.data, "kx/p256/offer: 1.10 us, 1.10 us, 2.90 us"));
    assert_null(strstr(text.data, "exchange"));
    tb_text_free(&text);
    tb_record_free(&again);
    tb_record_free(&first);
}

/* A process that did not try the operation says nothing about it. */
static void what_is_not_there(void **state)
{
    (void)state;
    struct tb_record first, again;
    tb_record_init(&first);
    tb_record_init(&again);
    add(&first, "kx/p256/offer", 1000, 3000);
    tb_vectors_repeat(&first, &again);
    assert_true(tb_vectors_cost(first.series[0].values));
    tb_record_free(&again);
    tb_record_free(&first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(only_what_repeats), cmocka_unit_test(what_is_not_there)};
    return cmocka_run_group_tests_name("vectors_cost", tests, NULL, NULL);
}
