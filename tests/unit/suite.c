/* From a suite file to its cases, and the messages for an invalid file. */
#include "control/plan/suite.h"
#include "control/plan/expand.h"
#include "control/plan/select.h"
#include "core/text.h"
#include "unit.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct world {
    char folder[40], path[60];
    struct tb_suite suite;
    struct tb_cases cases;
    struct tb_text why;
};

static int set_up(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    assert_non_null(world);
    strcpy(world->folder, "/tmp/unit_suite.XXXXXX");
    assert_non_null(mkdtemp(world->folder));
    snprintf(world->path, sizeof world->path, "%s/mine.ini", world->folder);
    tb_text_init(&world->why, 4000);
    *state = world;
    return 0;
}

static int tear_down(void **state)
{
    struct world *world = *state;
    tb_cases_free(&world->cases);
    tb_suite_free(&world->suite);
    tb_text_free(&world->why);
    unlink(world->path);
    assert_int_equal(rmdir(world->folder), 0);
    free(world);
    return 0;
}

static bool load(struct world *world, const char *source)
{
    FILE *file = fopen(world->path, "w");
    assert_non_null(file);
    assert_true(fputs(source, file) >= 0);
    assert_int_equal(fclose(file), 0);
    tb_suite_free(&world->suite);
    tb_text_clear(&world->why);
    return tb_suite_load(&world->suite, "mine", world->folder, &world->why);
}

static void expect_cases(struct world *world, const char *const *names, size_t num)
{
    struct tb_text name;
    assert_int_equal(world->cases.num, num);
    for (size_t i = 0; i < num; i++) {
        tb_text_init(&name, 200);
        tb_case_name(&world->cases.items[i], &name);
        assert_string_equal(name.data, names[i]);
        tb_text_free(&name);
    }
}

static void test_settings(void **state)
{
    struct world *world = *state;
    assert_true(load(world, "[kx]\nkx = x25519\n"));
    assert_string_equal(world->suite.name, "mine");
    assert_int_equal(world->suite.rounds, 12);
    assert_int_equal(world->suite.chunks, 5);
    assert_int_equal(world->suite.second_rounds, 20);
    assert_int_equal(world->suite.thresholds.num, 0);
    assert_true(load(world, "; a comment\n[suite]\ntitle = Two words ; not this\nrounds = 3\nchunks = 7\nchunk-ms = 2\n"
                            "window-ms = 50\nwarm-up-ms = 9\nlibraries = a b\n  c\n"
                            "[check]\nthreshold = 2.5% handshake*=4%\nsecond-rounds = 60\n[kx]\nkx = x25519\n"));
    assert_string_equal(world->suite.title, "Two words");
    assert_int_equal(world->suite.rounds, 3);
    assert_int_equal(world->suite.chunks, 7);
    assert_int_equal(world->suite.chunk_ms, 2);
    assert_int_equal(world->suite.window_ms, 50);
    assert_int_equal(world->suite.warm_up_ms, 9);
    assert_int_equal(world->suite.second_rounds, 60);
    assert_int_equal(world->suite.libraries.num, 3);
    assert_string_equal(world->suite.libraries.items[2], "c");
    assert_int_equal(world->suite.thresholds.num, 2);
    assert_string_equal(world->suite.thresholds.items[1], "handshake*=4%");
}

/* A byte order mark, which some editors write, is ignored. */
static void test_byte_order_mark(void **state)
{
    struct world *world = *state;
    assert_true(load(world, "\xEF\xBB\xBF[suite]\nrounds = 3\n[kx]\nkx = x25519\n"));
    assert_int_equal(world->suite.rounds, 3);
    assert_true(load(world, "\xEF\xBB\xBF; a comment\n[kx]\nkx = x25519\n"));
    assert_false(load(world, "\xEF\xBB\xBF[suite]\nrounds = 3\n[suite]\nrounds = 4\n[kx]\nkx = x25519\n"));
    assert_non_null(strstr(world->why.data, "mine.ini:3: section [suite] is already in line 1"));
    assert_false(load(world, "\xEF\xBB\xBF[kx\nkx = x25519\n"));
    assert_non_null(strstr(world->why.data, "mine.ini:1: the heading lacks its closing ']'"));
    assert_false(load(world, "\xEF\xBB\xBF[ky]\nkx = x25519\n"));
    assert_non_null(strstr(world->why.data, "mine.ini:1: a section begins with the name of a driver, not with 'ky'"));
}

/* All combinations, each once, in the file's order; invalid ones are reported, not measured. */
static void test_cases(void **state)
{
    static const char *const names[] = {"kx/x25519/offer", "kx/x25519/answer", "kx/p256/offer", "kx/p256/answer",
                                        "kx/p256/finish"};
    struct world *world = *state;
    assert_true(load(world, "[kx]\nkx = x25519 p256\noperation = offer answer\n"
                            "[kx again]\nkx = p256\noperation = answer finish\n"
                            "[handshake]\ntransport = memory\ntls = tls1.3\nkx = rsa\nauth = rsa-2048\n"));
    assert_true(tb_cases_expand(&world->cases, &world->suite, &world->why));
    expect_cases(world, names, COUNT(names));
    assert_true(world->cases.misfits.num > 0);
    assert_non_null(strstr(world->cases.misfits.items[0], "handshake/memory/tls1.3/rsa/"));
}

/* An optional parameter that no section names has no place in a name; and what would have no effect is refused. */
static void test_threads(void **state)
{
    static const char *const names[] = {"kx/p256/offer",
                                        "trust/ed25519/parse/threads-1",
                                        "trust/ed25519/parse/threads-2",
                                        "trust/ed25519/verify/2/1/none/threads-1",
                                        "trust/ed25519/verify/2/1/none/threads-2/own",
                                        "trust/ed25519/verify/2/1/none/threads-2/shared"};
    struct world *world = *state;
    assert_true(load(world,
                     "[kx]\nkx = p256\noperation = offer\n"
                     "[trust]\nauth = ed25519\noperation = parse verify\nthreads = 1 2\ncontext = own shared\n"));
    assert_true(tb_cases_expand(&world->cases, &world->suite, &world->why));
    expect_cases(world, names, COUNT(names));
    assert_true(load(world, "[trust]\nauth = ed25519\noperation = verify\n"
                            "[trust b]\nauth = ed25519\noperation = parse\nthreads = 2\ncontext = shared\n"));
    assert_false(tb_cases_expand(&world->cases, &world->suite, &world->why));
    assert_non_null(
        strstr(world->why.data, "mine.ini:4: section [trust b] names context, which none of its cases has"));
}

static bool choose(struct world *world, const char *patterns)
{
    struct tb_words words = {0};
    assert_true(tb_words_split(&words, patterns, " "));
    tb_text_clear(&world->why);
    bool good = tb_select_cases(&world->cases, &words, &world->why);
    tb_words_free(&words);
    return good;
}

static void test_choice(void **state)
{
    static const char *const globbed[] = {"kx/x25519/offer", "kx/p256/offer", "kx/p256/answer"};
    static const char *const named[] = {"kx/p384/finish"};
    struct world *world = *state;
    assert_true(load(world, "[kx]\nkx = x25519 p256\noperation = offer answer\n"));
    assert_true(tb_cases_expand(&world->cases, &world->suite, &world->why));
    assert_false(choose(world, "kx/p257/*"));
    assert_non_null(strstr(world->why.data, "'kx/p257/*' matches no case of this suite"));
    assert_true(choose(world, "*/offer kx/p256/*"));
    expect_cases(world, globbed, COUNT(globbed));
    assert_true(choose(world, "kx/p384/finish")); /* by its full name, although it is not in the suite */
    expect_cases(world, named, COUNT(named));
}

static void test_wrong_files(void **state)
{
    static const struct {
        const char *source, *complaint;
    } wrong[] = {
        {"", "mine.ini:1: no section names a driver"},
        {"[suite]\nrounds = 3\n", "no section names a driver"},
        {"rounds = 3\n", "mine.ini:1: a key before the first section"},
        {"[suite]\nrounds = 0\n", "mine.ini:2: rounds = 0: not a number from 1 to 1000"},
        {"[suite]\nrounds = 3x\n", "mine.ini:2: rounds = 3x: not a number"},
        {"[suite]\nrounds = 99999999999999999999\n", "mine.ini:2: rounds = 99999999999999999999: not a number"},
        {"[suite]\nroundz = 3\n", "mine.ini:2: [suite] has no key 'roundz'"},
        {"[suite]\nroundz = 3\n", "did you mean 'rounds'"},
        {"[suite]\nrounds = 3\nrounds = 4\n", "mine.ini:3: rounds is given twice in [suite]"},
        {"[suite]\ntitle = one\n  two\n[kx]\nkx = p256\n", "mine.ini:3: a title must fit on one line"},
        {"[check]\nsecond-round = 3\n", "mine.ini:2: [check] has no key 'second-round'; did you mean 'second-rounds'"},
        {"[check]\nsecond-rounds = none\n", "mine.ini:2: second-rounds = none: not a number from 1 to 1000"},
        {"[check]\nthreshold = much\n", "mine.ini:2: 'much' is not a threshold"},
        {"\n[kz]\nkx = p256\n", "mine.ini:2: a section begins with the name of a driver, not with 'kz'"},
        {"[kx]\nkx = p256\n[kx b]\nkx = p256\n[kx]\nkx = p384\n", "mine.ini:5: section [kx] is already in line 1"},
        {"[kx]\nkx = p256\n[kx]\noperation = offer\n", "mine.ini:3: section [kx] is already in line 1"},
        {"[suite]\nrounds = 3\n[kx]\nkx = p256\n[suite]\nrounds = 4\n",
         "mine.ini:5: section [suite] is already in line 1"},
        {"[suite]\nrounds = 3\n[suite]\nchunks = 4\n[kx]\nkx = p256\n",
         "mine.ini:3: section [suite] is already in line 1"},
        {"[check]\nthreshold = 2%\n[kx]\nkx = p256\n[check]\nthreshold = 4%\n",
         "mine.ini:5: section [check] is already in line 1"},
        {"[kx]\nkx =\n", "mine.ini:2: kx has no value"},
        {"[kx]\nkx = p257\n", "mine.ini:2: "},
        {"[kx]\nsize = 16\n", "mine.ini:2: kx cases have no parameter 'size'; these have it: aead, bulk, http, held"},
        {"[kx\nkx = p256\n", "mine.ini:1: the heading lacks its closing ']'"},
        {"[kx]\nwhat is this\n", "mine.ini:2: neither a [section] nor a line of the form key = value"},
        {"[kx 123456789012345678901234567890123456789012345678901234567890]\nkx = p256\n", "a heading has at most 48"},
    };
    struct world *world = *state;
    for (size_t i = 0; i < COUNT(wrong); i++) {
        assert_false(load(world, wrong[i].source));
        if (!strstr(world->why.data, wrong[i].complaint))
            fail_msg("'%s' is not in '%s'", wrong[i].complaint, world->why.data);
    }
}

/* Adds "NAME = VALUE VALUE ...", a few on each line. */
static void add_values(struct tb_text *source, const char *name, const char *value, size_t num)
{
    tb_text_printf(source, "%s =", name);
    for (size_t i = 0; i < num; i++)
        tb_text_printf(source, "%s %s", i > 0 && i % 10 == 0 ? "\n " : "", value);
    tb_text_add(source, "\n");
}

/* A suite of two kilobytes could keep everyone busy for ever, even if it has one case. */
static void test_too_many_combinations(void **state)
{
    struct world *world = *state;
    struct tb_text source;
    tb_text_init(&source, 10000);
    tb_text_add(&source, "[kx]\n");
    add_values(&source, "kx", "x25519", 99);
    add_values(&source, "operation", "offer", 100);
    assert_true(load(world, source.data));
    assert_true(tb_cases_expand(&world->cases, &world->suite, &world->why));
    assert_int_equal(world->cases.num, 1);
    tb_text_add(&source, "[kx more]\n");
    add_values(&source, "kx", "p256", 11);
    add_values(&source, "operation", "offer", 10);
    assert_false(source.truncated);
    assert_true(load(world, source.data));
    assert_false(tb_cases_expand(&world->cases, &world->suite, &world->why));
    assert_non_null(strstr(world->why.data, "section [kx more] brings the suite to more than 10000 combinations"));
    tb_text_free(&source);
}

static void test_unknown_suite(void **state)
{
    struct world *world = *state;
    assert_true(load(world, "[kx]\nkx = x25519\n"));
    tb_suite_free(&world->suite);
    assert_false(tb_suite_load(&world->suite, "mind", world->folder, &world->why));
    assert_non_null(strstr(world->why.data, "there is no suite 'mind'; did you mean 'mine'?"));
    tb_suite_free(&world->suite);
    tb_text_clear(&world->why);
    assert_false(tb_suite_load(&world->suite, "./absent.ini", world->folder, &world->why));
    assert_non_null(strstr(world->why.data, "./absent.ini"));
    tb_suite_free(&world->suite);
    tb_text_clear(&world->why);
    assert_true(tb_suite_load(&world->suite, world->path, "/nowhere", &world->why)); /* by its path */
    assert_string_equal(world->suite.name, "mine");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_settings, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_byte_order_mark, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_cases, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_threads, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_choice, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_wrong_files, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_too_many_combinations, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_unknown_suite, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
