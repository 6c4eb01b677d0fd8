/* signals.c - every signal that by default ends a process ends a run in an orderly way, but for faults of the program
 * itself, and for what was ignored before. */
#include "control/base/signals.h"
#include "unit.h"
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ORDERLY, NOT_CAUGHT, NOT_OPEN };

static int in_child(int (*child)(int number), int number)
{
    int status;
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        signal(number, SIG_DFL); /* sanitizers handle faults, and who starts the tests may ignore something */
        setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
        _exit(child(number));
    }
    assert_int_equal(waitpid(pid, &status, WUNTRACED), pid);
    if (WIFSTOPPED(status)) {
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
    }
    return status;
}

static int take_default(int number)
{
    kill(getpid(), number);
    return ORDERLY;
}

static int take_as_a_run(int number)
{
    struct tb_signals signals;
    if (!tb_signals_open(&signals))
        return NOT_OPEN;
    kill(getpid(), number);
    tb_signals_read(&signals);
    return signals.caught == number ? ORDERLY : NOT_CAUGHT;
}

static int ignore_first(int number)
{
    signal(number, SIG_IGN);
    return take_as_a_run(number) == NOT_CAUGHT ? ORDERLY : NOT_CAUGHT;
}

static bool is_fault(int number)
{
    static const int faults[] = {SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGSYS, SIGTRAP};
    for (size_t i = 0; i < COUNT(faults); i++)
        if (faults[i] == number)
            return true;
    return false;
}

/* Numbers between the last usual one and SIGRTMIN are the C library's own. */
static bool is_taken(int number)
{
    return sigabbrev_np(number) || number >= SIGRTMIN;
}

static void all_that_end_a_process_end_a_run(void **state)
{
    (void)state;
    size_t ending = 0;
    for (int number = 1; number <= SIGRTMAX; number++) {
        if (!is_taken(number) || number == SIGKILL || number == SIGPIPE || number == SIGXFSZ)
            continue;
        int usual = in_child(take_default, number), in_run = in_child(take_as_a_run, number);
        if (is_fault(number)) {
            assert_true(WIFSIGNALED(in_run) && WTERMSIG(in_run) == number);
        } else if (WIFSIGNALED(usual)) {
            assert_true(WIFEXITED(in_run));
            assert_int_equal(WEXITSTATUS(in_run), ORDERLY);
            ending++;
        } else if (!WIFSTOPPED(usual)) {
            assert_true(WIFEXITED(in_run));
            assert_int_equal(WEXITSTATUS(in_run), NOT_CAUGHT);
        }
    }
    assert_true(ending >= 12 + (size_t)(SIGRTMAX - SIGRTMIN));
}

static void what_is_ignored_stays_ignored(void **state)
{
    (void)state;
    const int numbers[] = {SIGHUP, SIGINT, SIGALRM, SIGPROF, SIGRTMIN};
    for (size_t i = 0; i < COUNT(numbers); i++) {
        int status = in_child(ignore_first, numbers[i]);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), ORDERLY);
    }
}

static void each_has_a_name(void **state)
{
    (void)state;
    char name[TB_SIGNAL_NAME];
    for (int number = 1; number <= SIGRTMAX; number++) {
        tb_signal_name(name, number);
        assert_true(strncmp(name, is_taken(number) ? "SIG" : "signal ", is_taken(number) ? 3 : 7) == 0);
    }
    tb_signal_name(name, SIGPWR);
    assert_string_equal(name, "SIGPWR");
    tb_signal_name(name, SIGRTMIN + 3);
    assert_string_equal(name, "SIGRTMIN+3");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(all_that_end_a_process_end_a_run),
                                       cmocka_unit_test(what_is_ignored_stays_ignored),
                                       cmocka_unit_test(each_has_a_name)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
