/* Which operations are slowed, and by how much in total, on a simulated clock. */
#include "harness/injector.h"
#include "core/text.h"
#include "unit.h"
#include <math.h>

enum { LOOK = 10, WORK = 1000, SEED = 7 };

static uint64_t now;

static uint64_t look(void)
{
    return now += LOOK;
}

/* Does that many operations, as many at a time as there is room for; paid[i]: the slowdown after the i'th. */
static double work(const struct tb_injection *asked, size_t operations, double *paid)
{
    struct tb_injector injector;
    double all = 0;
    tb_injector_begin(&injector, asked, look, SEED);
    for (size_t done = 0; done < operations;) {
        uint64_t room = tb_injector_room(&injector), num = operations - done < room ? operations - done : room;
        uint64_t from = look();
        assert_true(room > 0);
        now += num * WORK;
        uint64_t took = look() - from, before = now;
        tb_injector_done(&injector, num, took);
        done += num;
        paid[done - 1] = (double)(now - before);
        all += paid[done - 1];
    }
    return all;
}

static size_t count(const double *paid, size_t num)
{
    size_t payers = 0;
    for (size_t i = 0; i < num; i++)
        payers += paid[i] > LOOK;
    return payers;
}

enum { NUM = 6400 };
static double paid[NUM];

static struct tb_injection asked_for(const char *text)
{
    struct tb_injection injection;
    struct tb_text why;
    tb_text_init(&why, 200);
    assert_true(tb_injection_parse(&injection, text, &why));
    tb_text_free(&why);
    return injection;
}

static void begin(double *of)
{
    for (size_t i = 0; i < NUM; i++)
        of[i] = 0;
}

static void close_to(double all, double expected)
{
    if (fabs(all - expected) > 0.03 * expected)
        fail_msg("%g ns were added, not %g", all, expected);
}

static void nothing(void **state)
{
    struct tb_injection none = {0};
    (void)state;
    begin(paid);
    assert_true(work(&none, NUM, paid) == 0);
    assert_true(work(NULL, NUM, paid) == 0);
}

static void all_alike(void **state)
{
    struct tb_injection asked = asked_for("50");
    (void)state;
    begin(paid);
    close_to(work(&asked, NUM, paid), 0.5 * NUM * WORK);
    assert_int_equal(count(paid, NUM), 1); /* at once */
}

static void every_eighth(void **state)
{
    struct tb_injection asked = asked_for("50:every-8");
    (void)state;
    begin(paid);
    close_to(work(&asked, NUM, paid) + 2.0 * LOOK * NUM / 8, 0.5 * NUM * WORK);
    assert_int_equal(count(paid, NUM), NUM / 8);
    assert_true(paid[7] > LOOK && paid[15] > LOOK && paid[6] <= LOOK);
}

static void from_the_thirtieth(void **state)
{
    struct tb_injection asked = asked_for("50:from-30"), both = asked_for("50:from-30:every-8");
    (void)state;
    begin(paid);
    close_to(work(&asked, 59, paid), 0.5 * 30 * WORK);
    assert_int_equal(count(paid, 29), 0);
    begin(paid);
    work(&both, 59, paid);
    assert_int_equal(count(paid, 31), 0);
    assert_int_equal(count(paid, 59), 4); /* 32, 40, 48, 56 */
}

static void by_chance(void **state)
{
    struct tb_injection asked = asked_for("50:tail-2");
    (void)state;
    begin(paid);
    double all = work(&asked, NUM, paid);
    size_t payers = count(paid, NUM); /* 128 expected; six standard deviations */
    assert_in_range(payers, 60, 196);
    assert_true(all > 0.45 * NUM * WORK && all < 0.55 * NUM * WORK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing),      cmocka_unit_test(all_alike),
        cmocka_unit_test(every_eighth), cmocka_unit_test(from_the_thirtieth),
        cmocka_unit_test(by_chance),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
