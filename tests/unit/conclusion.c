/* The conclusion of a check from artificial rows: the word, the exit code, and who is to blame. */
#include "control/verdict/conclusion.h"
#include "control/base/words.h"
#include "control/plan/grid.h"
#include "control/verdict/fail_on.h"
#include "core/catalog.h"
#include "unit.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NUM = 10, BASE, OTHER };

static char reason[] = "as it happens";

struct world {
    struct tb_planned planned[NUM];
    struct tb_cell cells[NUM][2];
    struct tb_metric_info metric;
    struct tb_comparison_row rows[NUM];
    struct tb_comparison comparison;
    struct tb_conclusion conclusion;
};

/* Ten cases without a change. */
static int set_up(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    static char name[] = "kx/x25519/offer";
    *state = world;
    if (!world)
        return -1;
    world->metric.name = "time";
    for (size_t i = 0; i < NUM; i++) {
        world->planned[i].name = name;
        for (size_t j = 0; j < 2; j++)
            world->cells[i][j].counts[TB_SAMPLE_OK] = 20;
        world->rows[i] = (struct tb_comparison_row){.planned = &world->planned[i],
                                                    .metric = &world->metric,
                                                    .base_cell = &world->cells[i][0],
                                                    .other_cell = &world->cells[i][1],
                                                    .threshold = 0.03,
                                                    .floor = NAN,
                                                    .verdict = TB_VERDICT_SAME,
                                                    .primary = true,
                                                    .gates = true};
    }
    world->comparison = (struct tb_comparison){.rows = world->rows, .num_rows = NUM, .paired = true, .num_others = 1};
    return 0;
}

static int tear_down(void **state)
{
    free(*state);
    return 0;
}

/* Makes the case bad on one side, or on both. */
static void spoil(struct world *world, size_t i, int side, enum tb_sample_status status)
{
    struct tb_cell *cell = &world->cells[i][side - BASE];
    *cell = (struct tb_cell){.counts = {0}};
    cell->counts[status] = 20;
    cell->reasons[status] = reason;
    world->rows[i].verdict = TB_VERDICT_INVALID;
}

static void expect(struct world *world, const char *fail_on, enum tb_outcome outcome, int exit_code, const char *part)
{
    struct tb_words words = {0};
    struct tb_fail_on fails;
    struct tb_text why;
    tb_text_init(&why, 500);
    assert_true(tb_words_split(&words, fail_on, ","));
    if (!tb_fail_on_parse(&fails, &words, &why))
        fail_msg("%s", why.data);
    tb_conclude(&world->conclusion, &world->comparison, &fails);
    if (world->conclusion.outcome != outcome || world->conclusion.exit_code != exit_code ||
        !strstr(world->conclusion.sentence.data, part))
        fail_msg("--fail-on '%s': %s, exit code %d: %s", fail_on, tb_outcome_name(world->conclusion.outcome),
                 world->conclusion.exit_code, world->conclusion.sentence.data);
    tb_conclusion_free(&world->conclusion);
    tb_words_free(&words);
    tb_text_free(&why);
}

static void passes(void **state)
{
    struct world *world = *state;
    expect(world, "", TB_OUTCOME_PASS, 0, "no confirmed regression");
    world->rows[0].verdict = TB_VERDICT_BETTER;
    world->rows[1].verdict = TB_VERDICT_INCONCLUSIVE;
    expect(world, "", TB_OUTCOME_PASS, 0, "a regression in the 1 inconclusive case cannot be ruled out");
}

/* With any other option. */
static void a_regression_always_fails(void **state)
{
    struct world *world = *state;
    world->rows[0].verdict = TB_VERDICT_WORSE;
    static const char *const words[] = {"", "missing", "noisy", "noisy=10", "regressed", "missing,noisy=0"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        expect(world, words[i], TB_OUTCOME_FAIL, 1, "1 confirmed regression");
    world->rows[1].verdict = TB_VERDICT_INVALID; /* an additional invalid row does not excuse it */
    expect(world, "", TB_OUTCOME_FAIL, 1, "1 confirmed regression");
    world->rows[0].gates = false;
    world->rows[1].verdict = TB_VERDICT_SAME;
    expect(world, "", TB_OUTCOME_PASS, 0, "");
}

/* A case that is slower in two of its metrics is one regression, whatever its other rows; the same applies to
 * inconclusive ones. */
static void a_case_counts_once(void **state)
{
    struct world *world = *state;
    struct tb_metric_info mean = {.name = "mean_time"}, p99 = {.name = "latency_p99"};
    world->rows[3].planned = world->rows[4].planned = world->rows[0].planned;
    world->rows[3].metric = &mean;
    world->rows[4].metric = &p99;
    world->rows[0].verdict = world->rows[3].verdict = TB_VERDICT_WORSE;
    expect(world, "", TB_OUTCOME_FAIL, 1, "1 confirmed regression: kx/x25519/offer (time, mean_time)");
    world->rows[4].verdict = TB_VERDICT_INVALID;
    expect(world, "", TB_OUTCOME_FAIL, 1, "1 confirmed regression: kx/x25519/offer (time, mean_time)");
    world->rows[0].verdict = TB_VERDICT_BETTER; /* faster in one metric does not compensate for slower in another */
    expect(world, "", TB_OUTCOME_FAIL, 1, "1 confirmed regression: kx/x25519/offer (mean_time)");
    for (size_t i = 5; i < NUM; i++)
        world->rows[i].verdict = TB_VERDICT_WORSE;
    expect(world, "", TB_OUTCOME_FAIL, 1, "6 confirmed regressions: ");
    expect(world, "", TB_OUTCOME_FAIL, 1, "kx/x25519/offer (time) and 3 more");
    for (size_t i = 0; i < NUM; i++)
        world->rows[i].verdict = TB_VERDICT_SAME;
    world->rows[0].verdict = world->rows[3].verdict = TB_VERDICT_INCONCLUSIVE;
    expect(world, "noisy=10", TB_OUTCOME_NO_VERDICT, 3, "1 of 8 cases are inconclusive");
    world->rows[4].verdict = TB_VERDICT_INVALID;
    world->rows[4].uncountable = true;
    world->rows[4].reason = (char[]){"copy was not counted: SIGSEGV"};
    expect(world, "", TB_OUTCOME_FAIL, 1, "the candidate failed in 1 case (kx/x25519/offer: copy was not counted");
}

static void too_many_are_open(void **state)
{
    struct world *world = *state;
    for (size_t i = 0; i < 5; i++)
        world->rows[i].verdict = TB_VERDICT_INCONCLUSIVE;
    expect(world, "", TB_OUTCOME_PASS, 0, "the 5 inconclusive cases"); /* half is not more than half */
    expect(world, "noisy=49", TB_OUTCOME_NO_VERDICT, 3, "5 of 10 cases are inconclusive");
    expect(world, "noisy", TB_OUTCOME_NO_VERDICT, 3, "at most 0%");
    expect(world, "missing", TB_OUTCOME_PASS, 0, "");
    world->rows[5].verdict = TB_VERDICT_INCONCLUSIVE;
    expect(world, "", TB_OUTCOME_NO_VERDICT, 3, "6 of 10 cases are inconclusive");
    expect(world, "noisy=60%", TB_OUTCOME_PASS, 0, "");
    for (size_t i = 0; i < NUM; i++)
        world->rows[i].verdict = TB_VERDICT_INCONCLUSIVE;
    expect(world, "noisy=100", TB_OUTCOME_NO_VERDICT, 3, "all cases are inconclusive"); /* no result, so no PASS */
    expect(world, "regressed", TB_OUTCOME_NO_VERDICT, 3, "all cases are inconclusive");
}

static void says_what_could_not_be_judged(void **state)
{
    struct world *world = *state;
    struct tb_text text;
    tb_text_init(&text, 500);
    for (size_t i = 0; i < 3; i++)
        world->rows[i].verdict = TB_VERDICT_INCONCLUSIVE;
    world->rows[1].threshold = 0.05;
    tb_conclude(&world->conclusion, &world->comparison, &(struct tb_fail_on){.noisy = 1});
    tb_conclusion_unjudged(&world->conclusion, &text);
    assert_string_equal(text.data, "3 of 10 cases could not be judged (3 inconclusive, thresholds 3.0% to 5.0%, "
                                   "noise floors unknown)");
    tb_conclusion_free(&world->conclusion);
    world->rows[1].floor = 0.12;
    world->rows[2].floor = 0.01;
    tb_text_clear(&text);
    tb_conclude(&world->conclusion, &world->comparison, &(struct tb_fail_on){.noisy = 1});
    tb_conclusion_unjudged(&world->conclusion, &text);
    assert_non_null(strstr(text.data, "floors 1.0% to 12.0%"));
    tb_conclusion_free(&world->conclusion);
    tb_text_free(&text);
}

/* A candidate that fails is worse than a slow one, and a quieter machine does not help. */
static void the_candidate_fails(void **state)
{
    static const enum tb_sample_status own[] = {TB_SAMPLE_FAILED, TB_SAMPLE_TIMEOUT, TB_SAMPLE_VOID};
    struct world *world = *state;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        spoil(world, 0, OTHER, own[i]);
        expect(world, "regressed", TB_OUTCOME_FAIL, 1, "the candidate failed in 1 case (kx/x25519/offer: ");
    }
    spoil(world, 0, OTHER, TB_SAMPLE_FAILED);
    world->cells[0][1].deaths = 20;
    expect(world, "", TB_OUTCOME_FAIL, 1, "the candidate crashed in 1 case");
    world->rows[1].planned = world->rows[0].planned; /* another metric of the same case */
    spoil(world, 1, OTHER, TB_SAMPLE_FAILED);
    spoil(world, 2, OTHER, TB_SAMPLE_FAILED);
    expect(world, "", TB_OUTCOME_FAIL, 1, "in 2 cases");
    for (size_t i = 0; i < NUM; i++)
        spoil(world, i, OTHER, TB_SAMPLE_FAILED);
    expect(world, "", TB_OUTCOME_FAIL, 1, "as it happens");
}

static void nobody_knows(void **state)
{
    struct world *world = *state;
    spoil(world, 0, BASE, TB_SAMPLE_FAILED);
    expect(world, "", TB_OUTCOME_NO_VERDICT, 3, "not because of the candidate");
    spoil(world, 0, OTHER, TB_SAMPLE_FAILED);
    expect(world, "", TB_OUTCOME_NO_VERDICT, 3, "not because of the candidate");
    set_up(state);
    free(world);
    world = *state;
    spoil(world, 0, OTHER, TB_SAMPLE_DISTURBED);
    expect(world, "", TB_OUTCOME_NO_VERDICT, 3, "not because of the candidate");
    world->cells[0][1].counts[TB_SAMPLE_DISTURBED] = 0; /* the run ended before it was measured */
    expect(world, "", TB_OUTCOME_NO_VERDICT, 3, "not because of the candidate");
    world->cells[0][0].counts[TB_SAMPLE_OK] = 0;
    spoil(world, 0, OTHER, TB_SAMPLE_FAILED);
    expect(world, "", TB_OUTCOME_NO_VERDICT, 3, "not because of the candidate");
    world->cells[0][0] = world->cells[1][0];
    world->metric.counted = true; /* a count that does not repeat */
    spoil(world, 0, OTHER, TB_SAMPLE_VOID);
    expect(world, "", TB_OUTCOME_NO_VERDICT, 3, "not because of the candidate");
    world->comparison.contamination = TB_STEADY_LOST;
    world->comparison.unsteady = (char[]){"the reference work moved by 9%"};
    for (size_t i = 0; i < NUM; i++)
        world->rows[i].verdict = TB_VERDICT_INVALID;
    expect(world, "", TB_OUTCOME_NO_VERDICT, 3, "the reference work moved by 9%; run it again");
    spoil(world, 1, OTHER, TB_SAMPLE_FAILED);
    expect(world, "", TB_OUTCOME_FAIL, 1, "the candidate failed in 1 case"); /* not caused by the machine */
}

static void cases_that_one_side_lacks(void **state)
{
    struct world *world = *state;
    spoil(world, 0, OTHER, TB_SAMPLE_UNSUPPORTED);
    expect(world, "", TB_OUTCOME_FAIL, 1, "1 case is missing");
    expect(world, "missing", TB_OUTCOME_FAIL, 1, "1 case is missing");
    expect(world, "noisy=50,regressed", TB_OUTCOME_PASS, 0, "1 case is missing");
    spoil(world, 0, BASE, TB_SAMPLE_UNSUPPORTED); /* neither can */
    expect(world, "", TB_OUTCOME_PASS, 0, "no confirmed regression");
    world->cells[0][1] = world->cells[1][1]; /* now the candidate can do it */
    expect(world, "", TB_OUTCOME_PASS, 0, "the baseline cannot run 1 of 10 cases, so nothing is known of them");
    expect(world, "noisy=9", TB_OUTCOME_NO_VERDICT, 3, "leave them out with --case");
    world->rows[0].other_cell = NULL; /* was not requested */
    expect(world, "", TB_OUTCOME_PASS, 0, "no confirmed regression");
    for (size_t i = 0; i < NUM; i++)
        spoil(world, i, OTHER, TB_SAMPLE_UNSUPPORTED);
    world->rows[0].other_cell = &world->cells[0][1];
    expect(world, "", TB_OUTCOME_FAIL, 1, "9 cases are missing");
    expect(world, "noisy,regressed", TB_OUTCOME_NO_VERDICT, 3, "no case could be compared");
    for (size_t i = 0; i < NUM; i++)
        spoil(world, i, BASE, TB_SAMPLE_UNSUPPORTED);
    expect(world, "", TB_OUTCOME_NO_VERDICT, 3, "no case could be compared");
}

static void what_is_no_word(void **state)
{
    (void)state;
    static const char *const bad[] = {"nosy", "noisy=", "noisy=x", "noisy=101", "noisy=-1", "all"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct tb_words words = {0};
        struct tb_fail_on fails;
        struct tb_text why;
        tb_text_init(&why, 500);
        assert_true(tb_words_add(&words, bad[i], strlen(bad[i])));
        assert_false(tb_fail_on_parse(&fails, &words, &why));
        assert_non_null(strstr(why.data, bad[i]));
        tb_text_free(&why);
        tb_words_free(&words);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

/* Cases that the stored baseline has not measured are not judged, and too many of them are no PASS. */
static void cases_without_a_baseline(void **state)
{
    struct world *world = *state;
    world->comparison.paired = false;
    for (size_t i = 0; i < 3; i++) {
        world->rows[i].base_cell = NULL;
        world->rows[i].verdict = TB_VERDICT_INVALID;
    }
    expect(world, "", TB_OUTCOME_PASS, 0, "3 of 10 cases are not in the baseline's run, so nothing is known of them");
    expect(world, "noisy=20", TB_OUTCOME_NO_VERDICT, 3, "at most 20% may be like that (--fail-on noisy)");
    for (size_t i = 3; i < 6; i++) {
        world->rows[i].base_cell = NULL;
        world->rows[i].verdict = TB_VERDICT_INVALID;
    }
    expect(world, "", TB_OUTCOME_NO_VERDICT, 3, "6 of 10 cases are not in the baseline's run");
    expect(world, "regressed", TB_OUTCOME_PASS, 0, "6 of 10 cases are not in the baseline's run");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(passes),
        TEST(a_regression_always_fails),
        TEST(a_case_counts_once),
        TEST(too_many_are_open),
        TEST(says_what_could_not_be_judged),
        TEST(the_candidate_fails),
        TEST(nobody_knows),
        TEST(cases_that_one_side_lacks),
        TEST(cases_without_a_baseline),
        cmocka_unit_test(what_is_no_word),
    };
    return cmocka_run_group_tests_name("conclusion", tests, NULL, NULL);
}
