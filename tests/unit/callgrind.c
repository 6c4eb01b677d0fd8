/* callgrind's counts by phase: tables of functions, and profiles in callgrind's format. */
#include "control/anatomy/callgrind.h"
#include "core/text.h"
#include "unit.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CALLERS = 3 };

/* Writes a file with that text; `path` ends in XXXXXX. */
static void write_file(char *path, const char *text)
{
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    close(fd);
}

static bool add_table(struct tb_phases *phases, const char *text, struct tb_text *why)
{
    char path[] = "/tmp/tlsbench-unit-XXXXXX";
    write_file(path, text);
    bool good = tb_phases_add(phases, path, why);
    unlink(path);
    return good;
}

static int set_up(void **state)
{
    static struct tb_phases phases;
    struct tb_text why;
    tb_text_init(&why, 1000);
    phases = (struct tb_phases){0};
    assert_true(add_table(&phases,
                          "# a comment\n\nschedule  derive\nkx\tbssl::Share::Offer # another\nsignature sign\n"
                          "certificates verify_chain\n",
                          &why));
    tb_text_free(&why);
    *state = &phases;
    return 0;
}

static int tear_down(void **state)
{
    tb_phases_free(*state);
    return 0;
}

/* ---- Tables ---- */

static void the_outermost_function_decides(void **state)
{
    assert_int_equal(tb_phase_of(*state, "sign"), TB_PHASE_SIGNATURE);
    assert_int_equal(tb_phase_of(*state, "mul'sign'handshake'main"), TB_PHASE_SIGNATURE);
    assert_int_equal(tb_phase_of(*state, "sign'verify_chain'handshake"), TB_PHASE_CERTIFICATES);
    assert_int_equal(tb_phase_of(*state, "verify_chain'sign'handshake"), TB_PHASE_SIGNATURE);
    assert_int_equal(tb_phase_of(*state, "memcpy'handshake'main"), TB_PHASE_REMAINDER);
    assert_int_equal(tb_phase_of(*state, "signs'designer"), TB_PHASE_REMAINDER);
    assert_int_equal(tb_phase_of(&(struct tb_phases){0}, "sign"), TB_PHASE_REMAINDER);
}

static void what_compilers_add_to_a_name_is_left_out(void **state)
{
    assert_int_equal(tb_phase_of(*state, "f'sign.part.0'main"), TB_PHASE_SIGNATURE);
    assert_int_equal(tb_phase_of(*state, "bssl::(anonymous namespace)::Share::Offer(cbb_st*)'main"), TB_PHASE_KX);
    assert_int_equal(tb_phase_of(*state, "derive(unsigned char const*, int)"), TB_PHASE_SCHEDULE);
}

static void a_bad_table_says_where(void **state)
{
    static const struct {
        const char *table, *why;
    } bad[] = {
        {"kx offer\nsignatur sign\n", ":2: 'signatur' is no phase; did you mean 'signature'?"},
        {"remainder memcpy\n", ":1: 'remainder' is no phase"},
        {"kx\n", ":1: not of the form PHASE FUNCTION"},
        {"kx offer answer\n", ":1: not of the form PHASE FUNCTION"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct tb_phases phases = {0};
        struct tb_text why;
        tb_text_init(&why, 1000);
        assert_false(add_table(&phases, bad[i].table, &why));
        assert_non_null(strstr(why.data, bad[i].why));
        tb_text_free(&why);
        tb_phases_free(&phases);
    }
}

static void no_function_stands_in_two_phases(void **state)
{
    struct tb_phases phases = {0};
    struct tb_text why;
    (void)state;
    tb_text_init(&why, 1000);
    assert_true(tb_phases_find(&phases, &why));
    assert_true(phases.num > 50);
    for (size_t i = 1; i < phases.num; i++)
        assert_string_not_equal(phases.rules[i - 1].function, phases.rules[i].function);
    tb_phases_free(&phases);
    tb_text_free(&why);
}

/* ---- Profiles ---- */

static bool read_profile(struct tb_profile *profile, const char *text, const struct tb_phases *phases)
{
    static const char *const marks[] = {"open", "close", NULL};
    char path[] = "/tmp/tlsbench-unit-XXXXXX";
    struct tb_text why;
    write_file(path, text);
    tb_text_init(&why, 1000);
    bool good = tb_callgrind_read(profile, path, phases, CALLERS, marks, &why);
    assert_true(good || strstr(why.data, path));
    tb_text_free(&why);
    unlink(path);
    return good;
}

#define HEADER "# callgrind format\nversion: 1\ncmd: worker\npart: 3\npositions: line\nevents: Ir\n\n"

/* callgrind uses the number 0 for code before any function that it can name. */
static void the_first_name_may_have_the_number_0(void **state)
{
    struct tb_profile profile;
    assert_true(read_profile(
        &profile, HEADER "fl=(1) ???\nfn=(0) 0x000000000001ab70\n0 2\nfn=(1) sign'main\n0 5\ntotals: 7\n", *state));
    assert_int_equal(profile.phase[TB_PHASE_SIGNATURE], 5);
    assert_false(read_profile(&profile, HEADER "0 2\nfn=(0) main\ntotals: 2\n", *state)); /* the number has no name */
}

static void each_instruction_counts_once_for_its_phase(void **state)
{
    struct tb_profile profile;
    assert_true(read_profile(&profile,
                             HEADER
                             "ob=(1) worker\nfl=(1) a.c\nfn=(1) main\n0 10\ncfn=(2) sign'main\ncalls=1 0\n0 700\n"
                             "fn=(2)\n+3 200\n* 100\ncob=(2) libc\ncfi=(2) b.c\ncfn=(3) mul'sign'main\n"
                             "calls=5 +1\n-2 400\n\nfn=(3)\n0 400\nfn=(4) derive'main\n0 50\n\n"
                             "totals: 760\n",
                             *state));
    assert_int_equal(profile.phase[TB_PHASE_SIGNATURE], 700);
    assert_int_equal(profile.phase[TB_PHASE_SCHEDULE], 50);
    assert_int_equal(profile.phase[TB_PHASE_REMAINDER], 10);
    assert_int_equal(profile.phase[TB_PHASE_KX], 0);
    assert_int_equal(profile.total, 760);
    assert_int_equal(profile.phase[TB_PHASE_OTHER], 0);
    assert_string_equal(profile.other[0].function, "");
}

static void marks_are_whole_names(void **state)
{
    struct tb_profile profile;
    assert_true(read_profile(&profile, HEADER "fn=(1) f'reopen'open'main\n0 1\ntotals: 1\n", *state));
    assert_true(profile.marked[0]);
    assert_false(profile.marked[1]);
    assert_true(read_profile(&profile, HEADER "fn=(1) f'reopen'opened\n0 1\nfn=(2) close\n0 1\ntotals: 2\n", *state));
    assert_false(profile.marked[0]);
    assert_true(profile.marked[1]);
}

/* One of the missing callers may have a rule. */
static void a_chain_that_was_cut_is_nobodys(void **state)
{
    struct tb_profile profile;
    assert_true(read_profile(
        &profile, HEADER "fn=(1) a'b'c'd\n0 30\nfn=(2) a'b'c\n0 5\nfn=(3) a'b'c'sign\n0 7\ntotals: 42\n", *state));
    assert_int_equal(profile.phase[TB_PHASE_OTHER], 30);
    assert_int_equal(profile.phase[TB_PHASE_REMAINDER], 5);
    assert_int_equal(profile.phase[TB_PHASE_SIGNATURE], 7);
    assert_string_equal(profile.other[0].function, "a");
}

/* A function is listed once, whatever its chains, and the most costly ones come first. */
static void the_costliest_that_nobody_knows_are_named(void **state)
{
    struct tb_profile profile;
    assert_true(read_profile(&profile,
                             HEADER "fn=(1) a'b'c'd\n0 30\nfn=(2) x'b'c'd\n0 50\nfn=(3) a'c'c'd\n0 40\n"
                                    "fn=(4) y'b'c'sign\n0 900\nfn=(1)\n0 1\ntotals: 1021\n",
                             *state));
    assert_string_equal(profile.other[0].function, "a");
    assert_int_equal(profile.other[0].instructions, 71);
    assert_string_equal(profile.other[1].function, "x");
    assert_int_equal(profile.other[1].instructions, 50);
    assert_string_equal(profile.other[2].function, "");
    struct tb_costly costly[TB_MOST_COSTLY] = {0};
    for (uint64_t i = 0; i < 26; i++)
        tb_costly_add(costly, (char[]){(char)('a' + i), '\0'}, i + 1);
    tb_costly_add(costly, "z", 1);
    tb_costly_add(costly, "y", 100);
    assert_string_equal(costly[0].function, "y");
    assert_int_equal(costly[0].instructions, 125);
    assert_string_equal(costly[1].function, "z");
    assert_int_equal(costly[1].instructions, 27);
    assert_string_equal(costly[TB_MOST_COSTLY - 1].function, "s");
}

/* A callee's number may be larger than all before, so the table of names may have been reallocated when the caller's
 * next line is read. */
static void a_callee_makes_the_table_grow(void **state)
{
    struct tb_profile profile;
    assert_true(read_profile(
        &profile, "# callgrind format\nfn=(1) m\n0 1\ncfn=(3000) f'm\ncalls=1 0\n0 1\n0 5\ntotals: 6\n", *state));
    assert_int_equal(profile.phase[TB_PHASE_REMAINDER], 6);
    assert_int_equal(profile.total, 6);
}

static void damaged_profiles_are_refused(void **state)
{
    static const char *const bad[] = {
        "",
        "not callgrind's\ntotals: 1\n",
        HEADER "fn=(1) main\n0 10\n",
        HEADER "fn=(1)\n0 10\ntotals: 10\n",
        HEADER "fn=main\n0 10\ntotals: 10\n",
        HEADER "fn=(1) main\n0 ten\ntotals: 10\n",
        HEADER "fn=(1) main\n0\ntotals: 10\n",
        HEADER "0 10\ntotals: 10\n",
        HEADER "fn=(99999999999) main\n0 10\ntotals: 10\n",
        HEADER "fn=(1) main\n0 10\ntotals: 10x\n",
    };
    struct tb_profile profile;
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_false(read_profile(&profile, bad[i], *state));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_outermost_function_decides),
        cmocka_unit_test(what_compilers_add_to_a_name_is_left_out),
        cmocka_unit_test(a_bad_table_says_where),
        cmocka_unit_test(no_function_stands_in_two_phases),
        cmocka_unit_test(the_first_name_may_have_the_number_0),
        cmocka_unit_test(each_instruction_counts_once_for_its_phase),
        cmocka_unit_test(marks_are_whole_names),
        cmocka_unit_test(a_chain_that_was_cut_is_nobodys),
        cmocka_unit_test(the_costliest_that_nobody_knows_are_named),
        cmocka_unit_test(a_callee_makes_the_table_grow),
        cmocka_unit_test(damaged_profiles_are_refused),
    };
    return cmocka_run_group_tests_name("callgrind", tests, set_up, tear_down);
}
