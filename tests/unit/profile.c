/* Profiles: perf's samples folded to stacks, stacks read back, and hosts that refuse. */
#include "control/run/profile.h"
#include "control/run/perf_script.h"
#include "control/store/folded.h"
#include "core/regions.h"
#include "core/text.h"
#include "unit.h"
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WORKER " (/somewhere/bin/tlsbench-worker)\n"
#define MODULE " (/some where (else)/modules/x.so)\n"
#define KERNEL " ([kernel.kallsyms])\n"

/* Writes a file with that text; `path` ends in XXXXXX. */
static void write_file(char *path, const char *text)
{
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    close(fd);
}

/* The regions are second 1 and second 3. */
static bool fold(struct tb_folding *folding, const char *script, struct tb_text *why)
{
    static const double from[] = {1e9, 3e9}, to[] = {2e9 - 1, 4e9 - 1};
    const struct tb_regions regions = {from, to, 2};
    char path[] = "/tmp/tlsbench-unit-XXXXXX";
    write_file(path, script);
    bool good = tb_perf_script_read(folding, path, &regions, why);
    unlink(path);
    return good;
}

static void expect_folded(const char *script, const char *folded)
{
    struct tb_folding folding;
    struct tb_text why, out;
    tb_text_init(&why, 1000);
    tb_text_init(&out, 10000);
    assert_true(fold(&folding, script, &why));
    assert_string_equal(why.data, "");
    tb_folding_write(&out, &folding, "case");
    assert_string_equal(out.data, folded);
    tb_folding_free(&folding);
    tb_text_free(&out);
    tb_text_free(&why);
}

#define SAMPLE(time) "  77 " time ": \n"
#define BELOW        "\t  55d0c0 tb_timed_chunk" WORKER "\t  55d0c1 run" WORKER "\t  55d0c2 main" WORKER

/* ---- Stacks ---- */

static void equal_stacks_are_counted(void **state)
{
    (void)state;
    expect_folded(SAMPLE("1.000000000") "\t 7f01 mul" MODULE "\t 7f00 EVP_seal" MODULE BELOW "\n" //
                  SAMPLE("3.500000000") "\t 7f00 EVP_seal" MODULE BELOW "\n"                      //
                  SAMPLE("1.999999999") "\t 7f02 mul" MODULE "\t 7f00 EVP_seal" MODULE BELOW "\n",
                  "case;tb_timed_chunk_[tlsbench];EVP_seal 1\n"
                  "case;tb_timed_chunk_[tlsbench];EVP_seal;mul 2\n");
}

static void only_samples_of_the_timed_work_count(void **state)
{
    (void)state;
    struct tb_folding folding;
    struct tb_text why;
    tb_text_init(&why, 1000);
    assert_true(fold(&folding,
                     SAMPLE("0.999999999") "\t 7f00 f" MODULE BELOW "\n" //
                     SAMPLE("2.000000000") "\t 7f00 f" MODULE BELOW "\n" //
                     SAMPLE("3.000000000") "\t 7f00 f" MODULE BELOW "\n" //
                     SAMPLE("0.999999999") "\n" SAMPLE("4.000000000") "\t 7f00 f" MODULE BELOW,
                     &why));
    assert_int_equal(folding.stacks.num, 1);
    assert_int_equal(folding.outside, 4);
    tb_folding_free(&folding);
    tb_text_free(&why);
}

static void frames_say_whose_they_are(void **state)
{
    (void)state;
    expect_folded(SAMPLE("1.000000000") "\tffffffff8225fd19 exc_page_fault" KERNEL "\t 7f02 memcpy (/lib/libc.so.6)\n"
                                        "\t 7f00 tb_aead_run" MODULE "\t 7f01 run_seal" WORKER BELOW "\n",
                  "case;tb_timed_chunk_[tlsbench];run_seal_[tlsbench];tb_aead_run_[tlsbench];memcpy;exc_page_fault_[k] "
                  "1\n");
}

static void names_are_one_frame_each(void **state)
{
    (void)state;
    expect_folded(SAMPLE("1.000000000") "\t 7f00 bssl::(anonymous namespace)::Share::Offer(cbb_st*, int)" MODULE BELOW,
                  "case;tb_timed_chunk_[tlsbench];bssl::(anonymous namespace)::Share::Offer 1\n");
    expect_folded(SAMPLE("1.000000000") "\t 7f00 F::operator()(int)" MODULE BELOW,
                  "case;tb_timed_chunk_[tlsbench];F::operator() 1\n");
    expect_folded(SAMPLE("1.000000000") "\t 7f00 a;b\x01" MODULE BELOW, "case;tb_timed_chunk_[tlsbench];a:b? 1\n");
}

static void what_has_no_name_is_called_after_its_file(void **state)
{
    (void)state;
    struct tb_folding folding;
    struct tb_text why;
    static const char script[] = SAMPLE("1.000000000") "\t 7f00 [unknown] (/lib/libssl.so.3)\n" BELOW "\n" //
        SAMPLE("1.000000001") "\t 7f00 [unknown] ([unknown])\n" BELOW "\n"                                 //
        SAMPLE("1.000000002") "\t 7f00 f" MODULE "\t 7f01 [unknown]" MODULE BELOW "\n";
    expect_folded(script, "case;tb_timed_chunk_[tlsbench];[libssl.so.3] 1\n"
                          "case;tb_timed_chunk_[tlsbench];[unknown] 1\n"
                          "case;tb_timed_chunk_[tlsbench];[x.so];f 1\n");
    tb_text_init(&why, 1000);
    assert_true(fold(&folding, script, &why));
    assert_int_equal(folding.unnamed, 2);
    assert_int_equal(folding.cut, 0);
    tb_folding_free(&folding);
    tb_text_free(&why);
}

/* It is said, rather than shown as if the function had been called by nobody. */
static void a_stack_that_ends_early_says_so(void **state)
{
    (void)state;
    struct tb_folding folding;
    struct tb_text why;
    static const char script[] =
        SAMPLE("1.000000000") "\t 7f00 f" MODULE "\t 7f01 g" MODULE "\t 4f4c [unknown] ([unknown])\n\n" //
        SAMPLE("1.000000001") "\t 7f00 tb_timed_chunk" MODULE "\n"                                      //
        SAMPLE("1.000000002") "\n";
    expect_folded(script, "case;[unknown caller] 1\n"
                          "case;[unknown caller];g;f 1\n"
                          "case;[unknown caller];tb_timed_chunk_[tlsbench] 1\n");
    tb_text_init(&why, 1000);
    assert_true(fold(&folding, script, &why));
    assert_int_equal(folding.cut, 3);
    assert_int_equal(folding.unnamed, 1);
    tb_folding_free(&folding);
    tb_text_free(&why);
}

/* The innermost of the same name may be called within the timed work: the outermost is what calls it.  The loop of a
 * pair may be outside of its turns. */
static void a_stack_begins_at_what_calls_the_work(void **state)
{
    (void)state;
    expect_folded(SAMPLE("1.000000000") "\t 7f00 f" MODULE "\t 7f01 tb_pair_turn" WORKER "\t 7f02 turn" WORKER
                                        "\t 7f03 main" WORKER "\n" //
                  SAMPLE("1.000000001") "\t 7f00 tb_now_ns" WORKER "\t 7f03 main" WORKER "\t 7f04 _start" WORKER,
                  "case;main_[tlsbench];tb_now_ns_[tlsbench] 1\n"
                  "case;tb_pair_turn_[tlsbench];f 1\n");
}

static void lost_samples_are_summed(void **state)
{
    (void)state;
    struct tb_folding folding;
    struct tb_text why;
    tb_text_init(&why, 1000);
    assert_true(fold(&folding,
                     SAMPLE("1.000000000") "\t 7f00 f" MODULE BELOW "\n   0 1.500000000: PERF_RECORD_LOST lost 12\n"
                                           "   0 1.500000000: PERF_RECORD_LOST_SAMPLES lost 3\n",
                     &why));
    assert_int_equal(folding.lost, 15);
    assert_int_equal(folding.stacks.num, 1);
    tb_folding_free(&folding);
    tb_text_free(&why);
}

static void what_is_not_perfs_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *script, *line;
    } bad[] = {
        {"nonsense\n", ":1:"},
        {SAMPLE("1.5"), ":1:"},
        {SAMPLE("99999999999999999999.000000000"), ":1:"},
        {"\t 7f00 f" MODULE, ":1:"},
        {SAMPLE("1.000000000") "\t 7f00 f\n", ":2:"},
        {SAMPLE("1.000000000") "\t g" MODULE, ":2:"},
        {SAMPLE("1.000000000") "\t 7f00\n", ":2:"},
        {SAMPLE("1.000000000") "\t 7f00 f" MODULE "\n\t 7f00 f" MODULE, ":4:"},
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct tb_folding folding;
        struct tb_text why;
        tb_text_init(&why, 1000);
        assert_false(fold(&folding, bad[i].script, &why));
        assert_non_null(strstr(why.data, bad[i].line));
        tb_folding_free(&folding);
        tb_text_free(&why);
    }
}

/* ---- Files of stacks ---- */

static bool read_back(struct tb_folded *folded, const char *text, struct tb_text *why)
{
    char path[] = "/tmp/tlsbench-unit-XXXXXX";
    write_file(path, text);
    bool good = tb_folded_read(folded, path, why);
    unlink(path);
    return good;
}

static void stacks_of_a_case_stand_together(void **state)
{
    (void)state;
    struct tb_folded folded;
    struct tb_text why;
    size_t first = 99;
    tb_text_init(&why, 1000);
    assert_true(read_back(&folded, "a/b;f;x 3\na/b;f 2\na/b;f.part.0;y 1\na/b c;g 7\na/bc;g 9\n", &why));
    assert_int_equal(tb_folded_below(&folded, "a/b", &first), 3);
    assert_string_equal(folded.lines[first].stack, "a/b\1f");
    assert_int_equal(folded.lines[first].count, 2);
    assert_string_equal(folded.lines[first + 1].stack, "a/b\1f\1x"); /* before f.part.0: the same frame */
    assert_string_equal(folded.lines[first + 2].stack, "a/b\1f.part.0\1y");
    assert_int_equal(tb_folded_below(&folded, "a", &first), 0);
    tb_folded_free(&folded);
    tb_text_free(&why);
}

static void damaged_stacks_say_where(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "a;b 1\na;b\n",   "a;b 1\n\na;b 1\n", "a;b 1\na;b 0\n", "a;b 1\n 1\n", "a;b 1\na;b 99999999999999999999\n",
        "a;b 1\na;b -1\n"};
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct tb_folded folded;
        struct tb_text why;
        tb_text_init(&why, 1000);
        assert_false(read_back(&folded, bad[i], &why));
        assert_non_null(strstr(why.data, ":2: not of the form"));
        tb_folded_free(&folded);
        tb_text_free(&why);
    }
}

/* ---- Hosts ---- */

static void a_refusal_says_what_to_do(void **state)
{
    (void)state;
    static const struct {
        int error, paranoid;
        const char *why;
    } refusals[] = {
        {EACCES, 4, "perf_event_paranoid is 4; as root: sysctl kernel.perf_event_paranoid=2"},
        {EPERM, 2, "--cap-add PERFMON"},
        {EACCES, INT_MAX, "--cap-add PERFMON"},
        {ENOSYS, 2, "CONFIG_PERF_EVENTS"},
        {EMFILE, 2, "Too many open files"},
    };
    for (size_t i = 0; i < COUNT(refusals); i++) {
        struct tb_text why;
        tb_text_init(&why, 1000);
        tb_profile_refused(&why, refusals[i].error, refusals[i].paranoid);
        assert_non_null(strstr(why.data, refusals[i].why));
        tb_text_free(&why);
    }
}

static void without_perf_there_is_no_profile(void **state)
{
    (void)state;
    struct tb_text why;
    bool kernel;
    tb_text_init(&why, 1000);
    assert_false(tb_profile_possible("", &kernel, &why));
    assert_non_null(strstr(why.data, "apt-get install linux-perf"));
    tb_text_free(&why);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_stacks_are_counted),
        cmocka_unit_test(only_samples_of_the_timed_work_count),
        cmocka_unit_test(frames_say_whose_they_are),
        cmocka_unit_test(names_are_one_frame_each),
        cmocka_unit_test(what_has_no_name_is_called_after_its_file),
        cmocka_unit_test(a_stack_that_ends_early_says_so),
        cmocka_unit_test(a_stack_begins_at_what_calls_the_work),
        cmocka_unit_test(lost_samples_are_summed),
        cmocka_unit_test(what_is_not_perfs_is_refused),
        cmocka_unit_test(stacks_of_a_case_stand_together),
        cmocka_unit_test(damaged_stacks_say_where),
        cmocka_unit_test(a_refusal_says_what_to_do),
        cmocka_unit_test(without_perf_there_is_no_profile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
