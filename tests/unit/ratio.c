/* ratio.c - ratios compared with simulations, published tables and examples. */
#include "core/ratio.h"
#include "core/random.h"
#include "core/stats.h"
#include "no_memory.h"
#include "unit.h"
#include <math.h>

enum { MOST = 30, TRIALS = 5000 };
#define SCALE 1e-4 /* of the noise: exp() of the most extreme draw must be finite */

/* ---- Draws with median 0 ---- */

static double uniform(struct tb_random *random) /* (0, 1) */
{
    return ((double)(tb_random_next(random) >> 11) + 0.5) * 0x1p-53;
}

static double normal(struct tb_random *random)
{
    return sqrt(-2 * log(uniform(random))) * cos(2 * M_PI * uniform(random));
}

static double skewed(struct tb_random *random) /* exponential: its median is ln 2 */
{
    return -log(uniform(random)) - M_LN2;
}

static double heavy(struct tb_random *random) /* Cauchy: it has no mean */
{
    return tan(M_PI * (uniform(random) - 0.5));
}

static double (*const draws[])(struct tb_random *) = {normal, skewed, heavy};

/* Is a count within four standard errors?  The seed is fixed, so the result is always the same. */
static bool within_binomial_error(size_t count, double probability)
{
    return fabs((double)count - TRIALS * probability) <= 4 * sqrt(TRIALS * probability * (1 - probability));
}

/* Rounds that drift together, as on a real machine; pairing removes the drift. */
static void measure_pairs(struct tb_random *random, double (*draw)(struct tb_random *), double true_ratio, double *base,
                          double *other, size_t num)
{
    for (size_t i = 0; i < num; i++) {
        base[i] = 1000 * exp(0.3 * normal(random));
        other[i] = base[i] * true_ratio * exp(SCALE * draw(random));
    }
}

static void intervals_cover_what_they_say(void **state)
{
    (void)state;
    static const size_t rounds[] = {6, 12, 20, 30};
    static const double exact[] = {0.96875, 0.961426, 0.958611, 0.957226}; /* 1 - 2 P(Bin(n, 1/2) < k) */
    for (size_t i = 0; i < COUNT(draws); i++)
        for (size_t j = 0; j < COUNT(rounds); j++) {
            struct tb_random random = {1000 * i + j};
            size_t covered = 0;
            for (size_t trial = 0; trial < TRIALS; trial++) {
                double base[MOST], other[MOST];
                struct tb_ratio ratio;
                measure_pairs(&random, draws[i], 1.07, base, other, rounds[j]);
                assert_true(tb_ratio_paired(base, other, rounds[j], false, 0.95, &ratio));
                assert_true(fabs(ratio.coverage - exact[j]) < 1e-6);
                covered += ratio.low <= 1.07 && 1.07 <= ratio.high;
            }
            assert_true(within_binomial_error(covered, exact[j]));
        }
}

static void unpaired_intervals_cover_at_least_that(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(draws); i++) {
        struct tb_random random = {i};
        size_t covered = 0;
        double promised = 0;
        for (size_t trial = 0; trial < TRIALS; trial++) {
            double base[12], other[20];
            struct tb_ratio ratio;
            for (size_t j = 0; j < COUNT(base); j++)
                base[j] = 500 * exp(2 * SCALE * draws[i](&random));
            for (size_t j = 0; j < COUNT(other); j++)
                other[j] = 400 * exp(SCALE * draws[i](&random));
            assert_true(tb_ratio_unpaired(base, COUNT(base), other, COUNT(other), false, 0.95, &ratio));
            assert_false(ratio.paired);
            assert_true(ratio.rounds == 12);
            promised = ratio.coverage;
            covered += ratio.low <= 0.8 && 0.8 <= ratio.high;
        }
        assert_true(promised >= 0.95);
        assert_true((double)covered >= TRIALS * promised - 4 * sqrt(TRIALS * promised * (1 - promised)));
    }
}

/* ---- The estimate ---- */

static bool near(double value, double expected)
{
    return fabs(value - expected) <= 1e-12 * fabs(expected);
}

static void a_ratio_is_the_median_of_the_rounds(void **state)
{
    (void)state;
    const double base[] = {100, 200, 400}, other[] = {110, 180, 480};
    struct tb_ratio ratio;
    assert_true(tb_ratio_paired(base, other, 3, false, 0.95, &ratio));
    assert_true(near(ratio.ratio, 1.1) && near(ratio.low, 0.9) && near(ratio.high, 1.2));
    assert_true(ratio.rounds == 3 && ratio.worse == 2 && ratio.better == 1 && ratio.paired);
    assert_true(ratio.coverage == 0.75); /* 1 - 2^(1-3) */
    assert_true(near(ratio.spread, 1.4826 * log(1.2 / 1.1)));
}

static void costs_of_rates_are_turned_round(void **state)
{
    (void)state;
    const double base[] = {100, 100, 100}, other[] = {200, 200, 200};
    struct tb_ratio ratio;
    assert_true(tb_ratio_paired(base, other, 3, true, 0.95, &ratio));
    assert_true(near(ratio.ratio, 0.5) && ratio.better == 3 && ratio.worse == 0);
    assert_true(tb_ratio_unpaired(base, 3, other, 3, true, 0.95, &ratio));
    assert_true(near(ratio.ratio, 0.5) && ratio.better == 0);
}

static void rounds_without_a_value_are_left_out(void **state)
{
    (void)state;
    const double base[] = {100, NAN, 100, 100, 0}, other[] = {NAN, 100, 105, 0, 100};
    struct tb_ratio ratio;
    assert_true(tb_ratio_paired(base, other, 5, false, 0.95, &ratio));
    assert_true(ratio.rounds == 3 && ratio.zeros == 2 && near(ratio.ratio, 1.05));
    assert_true(ratio.low == 0 && isinf(ratio.high));
    assert_false(tb_ratio_paired(base, other, 2, false, 0.95, &ratio));
    assert_false(tb_ratio_paired(base, other, 0, false, 0.95, &ratio));
    assert_true(tb_ratio_unpaired(base, 5, other, 5, false, 0.95, &ratio));
    assert_true(ratio.rounds == 4 && ratio.zeros == 2);
    assert_false(tb_ratio_unpaired(base, 0, other, 5, false, 0.95, &ratio));
    assert_false(tb_ratio_unpaired(base, 5, other, 1, false, 0.95, &ratio));
}

/* Of what is usually 0: any cost is infinitely worse, and none is as good as none. */
static void costs_of_nothing(void **state)
{
    (void)state;
    const double none[12] = {0}, some[12] = {5, 6, 5, 5, 7, 5, 5, 6, 5, 5, 5, 5};
    double few[12] = {5, 5.2, 5.1, 5.3, 5, 5, 5, 5, 5, 5, 5, 5};
    struct tb_ratio ratio;
    assert_true(tb_ratio_paired(none, some, 12, false, 0.95, &ratio));
    assert_true(isinf(ratio.ratio) && isinf(ratio.low) && ratio.rounds == 12 && ratio.worse == 12);
    assert_int_equal(tb_ratio_verdict(&ratio, 0.25), TB_VERDICT_WORSE);
    assert_true(tb_ratio_paired(some, none, 12, false, 0.95, &ratio));
    assert_int_equal(tb_ratio_verdict(&ratio, 0.25), TB_VERDICT_BETTER);
    assert_true(tb_ratio_paired(none, none, 12, false, 0.95, &ratio));
    assert_true(ratio.ratio == 1 && ratio.zeros == 12);
    assert_int_equal(tb_ratio_verdict(&ratio, 0.25), TB_VERDICT_SAME);
    assert_true(tb_ratio_unpaired(none, 12, some, 12, false, 0.95, &ratio));
    assert_int_equal(tb_ratio_verdict(&ratio, 0.25), TB_VERDICT_WORSE);
    few[1] = few[4] = few[7] = 0; /* the rest is the same, but three rounds cost nothing */
    assert_true(tb_ratio_paired(some, few, 12, false, 0.95, &ratio));
    assert_int_equal(ratio.zeros, 3);
    assert_int_equal(tb_ratio_verdict(&ratio, 0.25), TB_VERDICT_INCONCLUSIVE);
}

static void pairs_take_out_what_both_share(void **state)
{
    (void)state;
    double base[12], other[12];
    struct tb_ratio paired, unpaired;
    for (size_t i = 0; i < 12; i++) {
        base[i] = 100 * (1 + 0.1 * (double)i);
        other[i] = 1.05 * base[i];
    }
    assert_true(tb_ratio_paired(base, other, 12, false, 0.95, &paired));
    assert_true(tb_ratio_unpaired(base, 12, other, 12, false, 0.95, &unpaired));
    assert_int_equal(tb_ratio_verdict(&paired, 0.03), TB_VERDICT_WORSE);
    assert_int_equal(tb_ratio_verdict(&unpaired, 0.03), TB_VERDICT_INCONCLUSIVE);
    assert_true(near(paired.ratio, unpaired.ratio));
}

/* The number of rounds is about right: with that many most of the simulated comparisons are settled, with a fifth of
 * them few. */
static void that_many_rounds_settle_it(void **state)
{
    (void)state;
    struct tb_random random = {5};
    struct tb_ratio first = {.ratio = 1.04, .spread = 0.12, .confidence = 0.95, .rounds = 6, .paired = true};
    size_t enough = tb_ratio_rounds_needed(&first, 0.03), settled[2] = {0, 0};
    double base[64], other[64];
    assert_in_range(enough, 10, COUNT(base));
    for (size_t trial = 0; trial < 1000; trial++) {
        struct tb_ratio ratio;
        for (size_t i = 0; i < enough; i++) {
            base[i] = 1;
            other[i] = 1.04 * exp(0.12 * normal(&random));
        }
        for (size_t i = 0; i < 2; i++)
            settled[i] += tb_ratio_paired(base, other, i ? enough / 5 : enough, false, 0.95, &ratio) && ratio.low > 1;
    }
    assert_in_range(settled[0], 400, 700); /* half of them: the median is nearer to 1 as often as farther away */
    assert_in_range(settled[1], 0, 250);
}

/* ---- Significance tests ---- */

/* Gibbons & Chakraborti, table G: the cumulative binomial distribution at 1/2, to four digits. */
static void sign_tests_of_the_published_table(void **state)
{
    (void)state;
    static const struct {
        size_t num, successes;
        double p;
    } table[] = {{5, 5, .0312},   {8, 7, .0352},   {10, 8, .0547},  {10, 9, .0107},  {12, 9, .0730},
                 {12, 10, .0193}, {15, 12, .0176}, {20, 14, .0577}, {20, 15, .0207}, {20, 17, .0013}};
    for (size_t i = 0; i < COUNT(table); i++)
        assert_true(fabs(tb_sign_test(table[i].successes, table[i].num) - table[i].p) <= 0.00006);
    assert_true(tb_sign_test(0, 20) == 1);
    assert_true(tb_sign_test(20, 20) == 0x1p-20);
    assert_true(tb_sign_test(0, 0) == 1);
    assert_true(tb_sign_test(3, 2) == 0);
}

static void as_many_have_to_agree(void **state)
{
    (void)state;
    static const struct {
        size_t num, needed;
        double level;
    } table[] = {{5, 5, .05}, {4, 5, .05}, {20, 15, .05}, {20, 14, .0577}, {10, 10, .001}, {9, 10, .001}, {0, 1, .05}};
    for (size_t i = 0; i < COUNT(table); i++)
        assert_int_equal(tb_sign_needed(table[i].num, table[i].level), table[i].needed);
}

static void expect_holm(const double *p, const double *adjusted, size_t num)
{
    double values[8];
    for (size_t i = 0; i < num; i++)
        values[i] = p[i];
    assert_true(tb_holm(values, num));
    for (size_t i = 0; i < num; i++)
        assert_true(isnan(p[i]) ? isnan(values[i]) : near(values[i], adjusted[i]));
}

/* The values of p.adjust(..., "holm") in R; the first are the example in the English Wikipedia's "Holm-Bonferroni
 * method". */
static void holm(void **state)
{
    (void)state;
    expect_holm((const double[]){0.01, 0.04, 0.03, 0.005}, (const double[]){0.03, 0.06, 0.06, 0.02}, 4);
    expect_holm((const double[]){0.01, 0.02, 0.03, 0.04, 0.05}, (const double[]){0.05, 0.08, 0.09, 0.09, 0.09}, 5);
    expect_holm((const double[]){0.6, 0.5, 0.9}, (const double[]){1, 1, 1}, 3);
    expect_holm((const double[]){0.02, 0.02}, (const double[]){0.04, 0.04}, 2);
    expect_holm((const double[]){NAN, 0.01, NAN, 0.04}, (const double[]){0, 0.02, 0, 0.04}, 4);
    expect_holm((const double[]){0.04}, (const double[]){0.04}, 1);
    assert_true(tb_holm(NULL, 0));
}

enum { MOST_MEANT = 3 };

static double mean_of(const double *values, size_t num)
{
    struct tb_ratio ratios[MOST_MEANT], mean;
    const struct tb_ratio *pointers[MOST_MEANT];
    for (size_t i = 0; i < num; i++) {
        ratios[i] = (struct tb_ratio){.ratio = values[i], .low = values[i], .high = values[i]};
        pointers[i] = &ratios[i];
    }
    return tb_ratio_mean(pointers, num, &mean) ? mean.ratio : NAN;
}

static void geometric_means(void **state)
{
    (void)state;
    assert_true(near(mean_of((const double[]){2, 0.5}, 2), 1));
    assert_true(near(mean_of((const double[]){1, 10, 100}, 3), 10));
    assert_true(isnan(mean_of(NULL, 0)));
    assert_true(isnan(mean_of((const double[]){1, NAN}, 2)));
}

/* Do the two intervals of an artificial driver contain the true value: the mean of the rows', and that of the rounds'
 * means?
 */
static void hold(struct tb_random *random, double (*draw)(struct tb_random *), double truth, size_t held[2])
{
    enum { CASES = 8, ROUNDS = 9 };
    struct tb_ratio ratios[CASES], mean;
    const struct tb_ratio *all[CASES];
    double base[ROUNDS], other[ROUNDS], of_rounds[ROUNDS] = {0};
    struct tb_interval interval;
    for (size_t i = 0; i < CASES; i++) {
        for (size_t j = 0; j < ROUNDS; j++) {
            double d = 0.05 * draw(random);
            base[j] = 1;
            other[j] = exp(d);
            of_rounds[j] += d / CASES;
        }
        assert_true(tb_ratio_paired(base, other, ROUNDS, false, 0.95, &ratios[i]));
        all[i] = &ratios[i];
    }
    assert_true(tb_ratio_mean(all, CASES, &mean));
    assert_true(mean.low <= mean.ratio && mean.ratio <= mean.high && mean.rounds == ROUNDS);
    held[0] += log(mean.low) <= truth && truth <= log(mean.high);
    assert_true(tb_median_interval(of_rounds, ROUNDS, 0.95, &interval));
    held[1] += interval.low <= truth && truth <= interval.high;
}

/* Noise that only adds time, as a machine's does, distinguishes the two. */
static void means_hold_the_truth(void **state)
{
    (void)state;
    struct tb_random random = {11};
    size_t symmetric[2] = {0, 0}, one_sided[2] = {0, 0};
    for (size_t trial = 0; trial < 1000; trial++) {
        hold(&random, normal, 0, symmetric);
        hold(&random, skewed, 0.05 * log(2), one_sided);
    }
    assert_in_range(symmetric[0], 950, 1000);
    assert_in_range(symmetric[1], 930, 1000);
    assert_in_range(one_sided[0], 950, 1000);
    assert_in_range(one_sided[1], 0, 800);
    assert_false(tb_ratio_mean(NULL, 0, &(struct tb_ratio){0}));
}

/* The fewest rounds whose interval excludes the extremes. */
static void usual_rounds(void **state)
{
    (void)state;
    static const struct {
        double confidence;
        size_t rounds;
    } table[] = {{0.95, 9}, {1 - 0.05 / 2, 10}, {1 - 0.05 / 3, 11}, {1 - 0.05 / 9, 13}};
    for (size_t i = 0; i < COUNT(table); i++)
        for (size_t less = 0; less < 2; less++) {
            double values[20];
            struct tb_interval interval;
            for (size_t j = 0; j < COUNT(values); j++)
                values[j] = (double)j;
            assert_true(tb_median_interval(values, table[i].rounds - less, table[i].confidence, &interval));
            assert_true(interval.low == (less ? 0 : 1));
            assert_int_equal(tb_ratio_usual_rounds(table[i].confidence), table[i].rounds);
        }
}

static void without_memory(void **state)
{
    (void)state;
    const double values[] = {1, 2, 3};
    for (size_t i = 0; i < 3; i++) {
        struct tb_ratio ratio;
        double p[] = {0.1, 0.2};
        no_memory_after(i);
        bool paired = tb_ratio_paired(values, values, 3, false, 0.95, &ratio);
        no_memory_after(i);
        bool unpaired = tb_ratio_unpaired(values, 3, values, 3, false, 0.95, &ratio);
        no_memory_after(0);
        bool adjusted = tb_holm(p, 2);
        no_memory_end();
        assert_false(paired || unpaired || adjusted);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(intervals_cover_what_they_say),
        cmocka_unit_test(unpaired_intervals_cover_at_least_that),
        cmocka_unit_test(a_ratio_is_the_median_of_the_rounds),
        cmocka_unit_test(costs_of_rates_are_turned_round),
        cmocka_unit_test(rounds_without_a_value_are_left_out),
        cmocka_unit_test(costs_of_nothing),
        cmocka_unit_test(pairs_take_out_what_both_share),
        cmocka_unit_test(that_many_rounds_settle_it),
        cmocka_unit_test(sign_tests_of_the_published_table),
        cmocka_unit_test(as_many_have_to_agree),
        cmocka_unit_test(holm),
        cmocka_unit_test(geometric_means),
        cmocka_unit_test(means_hold_the_truth),
        cmocka_unit_test(usual_rounds),
        cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
