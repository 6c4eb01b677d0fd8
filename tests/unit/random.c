/* random.c - the generator is the published one, and the orders of variants are balanced. */
#include "core/random.h"
#include "unit.h"
#include <math.h>
#include <string.h>

static void is_splitmix64(void **state)
{
    (void)state;
    /* Outputs of Vigna's public domain splitmix64.c. */
    static const uint64_t of_1234567[] = {6457827717110365317u, 3203168211198807973u, 9817491932198370423u,
                                          4593380528125082431u, 16408922859458223821u};
    struct tb_random zero = {0}, random = {1234567};
    assert_true(tb_random_next(&zero) == 0xe220a8397b1dcdafu);
    for (size_t i = 0; i < COUNT(of_1234567); i++)
        assert_true(tb_random_next(&random) == of_1234567[i]);
}

/* A count of `draws` with probability p is within five standard deviations; seeds are fixed, so the result is always
 * the same. */
static void assert_share(size_t count, size_t draws, double p)
{
    double expected = (double)draws * p;
    assert_true(fabs((double)count - expected) < 5 * sqrt(expected * (1 - p)));
}

static void below_is_uniform(void **state)
{
    (void)state;
    struct tb_random random = {2};
    size_t counts[7] = {0};
    for (size_t i = 0; i < 70000; i++) {
        uint64_t drawn = tb_random_below(&random, 7);
        assert_in_range(drawn, 0, 6);
        counts[drawn]++;
    }
    for (size_t i = 0; i < 7; i++)
        assert_share(counts[i], 70000, 1.0 / 7);
    for (size_t i = 0; i < 100; i++)
        assert_int_equal(tb_random_below(&random, 1), 0);
}

static void below_has_no_modulo_bias(void **state)
{
    (void)state;
    struct tb_random random = {3};
    const uint64_t bound = UINT64_C(3) << 62; /* a simple % would draw the lowest third half of the time */
    size_t lowest = 0;
    for (size_t i = 0; i < 30000; i++) {
        uint64_t drawn = tb_random_below(&random, bound);
        assert_true(drawn < bound);
        lowest += drawn < bound / 3;
    }
    assert_share(lowest, 30000, 1.0 / 3);
}

static void shuffles_are_equally_likely(void **state)
{
    (void)state;
    struct tb_random random = {4};
    size_t counts[3][3] = {{0}};
    for (size_t i = 0; i < 60000; i++) {
        size_t items[3] = {0, 1, 2};
        tb_random_shuffle(&random, items, 3);
        assert_int_equal((1u << items[0]) | (1u << items[1]) | (1u << items[2]), 7);
        counts[items[0]][items[1]]++;
    }
    for (size_t i = 0; i < 9; i++)
        if (i / 3 != i % 3)
            assert_share(counts[i / 3][i % 3], 60000, 1.0 / 6);
}

static void shuffle_of_nothing(void **state)
{
    (void)state;
    struct tb_random random = {5};
    size_t one[1] = {9};
    tb_random_shuffle(&random, NULL, 0);
    tb_random_shuffle(&random, one, 1);
    assert_int_equal(one[0], 9);
}

enum { MOST = 9 };

static size_t block_of(size_t num)
{
    return num == 3 ? 6 : num;
}

static void orders_are_permutations_balanced_over_a_block(void **state)
{
    (void)state;
    for (size_t num = 1; num <= MOST; num++) {
        size_t block = block_of(num);
        for (uint64_t seed = 0; seed < 50; seed++) {
            size_t stands[MOST][MOST] = {{0}}; /* variant, place */
            for (size_t round = 0; round < 4 * block; round++) {
                size_t order[MOST];
                unsigned seen = 0;
                tb_balanced_order(seed, round, order, num);
                for (size_t place = 0; place < num; place++) {
                    assert_in_range(order[place], 0, num - 1);
                    seen |= 1u << order[place];
                    stands[order[place]][place]++;
                }
                assert_int_equal(seen, (1u << num) - 1);
                for (size_t i = 0; (round + 1) % block == 0 && i < num * num; i++)
                    assert_int_equal(stands[i / num][i % num], (round + 1) / num);
            }
        }
    }
}

static void three_take_all_six_orders(void **state)
{
    (void)state;
    for (size_t block = 0; block < 20; block++) {
        unsigned seen = 0;
        for (size_t round = 0; round < 6; round++) {
            size_t order[3];
            tb_balanced_order(7, 6 * block + round, order, 3);
            seen |= 1u << (order[0] * 3 + order[1]);
        }
        assert_int_equal(__builtin_popcount(seen), 6);
    }
}

static void two_take_abba_and_baab(void **state)
{
    (void)state;
    size_t a_first = 0;
    for (size_t block = 0; block < 1000; block++) {
        size_t order[2], next[2];
        tb_balanced_order(8, 2 * block, order, 2);
        tb_balanced_order(8, 2 * block + 1, next, 2);
        assert_int_equal(order[0], next[1]);
        assert_int_equal(order[1], next[0]);
        a_first += order[0] == 0;
    }
    assert_share(a_first, 1000, 0.5);
}

static void any_round_can_be_replayed_alone(void **state)
{
    (void)state;
    size_t orders[40][5], order[5], other = 0;
    for (size_t round = 0; round < 40; round++)
        tb_balanced_order(9, round, orders[round], 5);
    for (size_t round = 40; round-- > 0;) {
        tb_balanced_order(9, round, order, 5);
        assert_memory_equal(order, orders[round], sizeof order);
        tb_balanced_order(10, round, order, 5);
        other += memcmp(order, orders[round], sizeof order) != 0;
    }
    assert_true(other > 20); /* the order depends on the seed */
    tb_balanced_order(9, 0, NULL, 0);
}

/* Each draws from a million: by chance a sequence shares some two of 1000 numbers with another one's first 2000. */
static void threads_draw_from_sequences_of_their_own(void **state)
{
    enum { THREADS = 4, DRAWS = 1000, LATER = 1000, RANGE = 1000000 };
    static uint64_t drawn[THREADS][DRAWS + LATER];
    (void)state;
    assert_int_equal(tb_random_seed_of_thread(7, 0), 7);
    for (size_t i = 0; i < THREADS; i++) {
        struct tb_random random = {tb_random_seed_of_thread(7, i)};
        for (size_t j = 0; j < DRAWS + LATER; j++)
            drawn[i][j] = tb_random_below(&random, RANGE);
    }
    for (size_t i = 0; i < THREADS; i++)
        for (size_t other = 0; other < THREADS; other++) {
            size_t shared = 0;
            for (size_t j = 0; j < DRAWS && other != i; j++)
                for (size_t k = 0; k < DRAWS + LATER; k++)
                    shared += drawn[i][j] == drawn[other][k];
            assert_true(shared < 20);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_splitmix64),
        cmocka_unit_test(below_is_uniform),
        cmocka_unit_test(below_has_no_modulo_bias),
        cmocka_unit_test(shuffles_are_equally_likely),
        cmocka_unit_test(shuffle_of_nothing),
        cmocka_unit_test(orders_are_permutations_balanced_over_a_block),
        cmocka_unit_test(three_take_all_six_orders),
        cmocka_unit_test(two_take_abba_and_baab),
        cmocka_unit_test(any_round_can_be_replayed_alone),
        cmocka_unit_test(threads_draw_from_sequences_of_their_own),
    };
    return cmocka_run_group_tests_name("random", tests, NULL, NULL);
}
