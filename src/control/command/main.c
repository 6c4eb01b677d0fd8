/* tlsbench - the controller: plans, starts workers, and stores their results.  It links no TLS library. */
#include "control/base/exit.h"
#include "control/base/limits.h"
#include "control/base/places.h"
#include "control/base/signals.h"
#include "control/base/streams.h"
#include "control/command/commands.h"
#include "control/plan/suite.h"
#include "core/memory.h"
#include "core/text.h"
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int version(int argc, char **argv)
{
    (void)argv;
    if (argc > 1) {
        fprintf(stderr, "tlsbench version takes no operands\n");
        return TB_EXIT_USAGE;
    }
    puts("tlsbench " TB_VERSION);
    return TB_EXIT_GOOD;
}

static const struct {
    const char *name, *summary;
    int (*run)(int argc, char **argv);
} commands[] = {
    {"run", "measure a suite; quick when none is named", tb_command_run},
    {"check", "report whether a build became slower: a gate for CI", tb_command_check},
    {"compare", "report which library is faster, in which cases, with intervals", tb_command_compare},
    {"capacity", "find the highest rate of connections that keeps a latency within a limit", tb_command_capacity},
    {"anatomy", "show the cost of each message of a handshake", tb_command_anatomy},
    {"calibrate", "measure the noise floors of this machine, for check", tb_command_calibrate},
    {"history", "show runs over time: charts, and where the level changed", tb_command_history},
    {"show", "print the tables of a stored run again", tb_command_show},
    {"report", "write a page with charts: of a stored run, or of the history", tb_command_report},
    {"export", "write a stored run in the format of another tool", tb_command_export},
    {"list", "list suites, cases, libraries, metrics and formats", tb_command_list},
    {"info", "show a library as it runs: version, file, flags, known faults", tb_command_info},
    {"docs", "print the documentation of files, columns and metrics", tb_command_docs},
    {"version", "print the version of tlsbench", version},
};
enum { NUM_COMMANDS = sizeof commands / sizeof *commands };

static int help(void)
{
    puts("Usage: tlsbench COMMAND [OPTION]...\nCompares the speed of TLS libraries that do the same work.\n");
    for (size_t i = 0; i < NUM_COMMANDS; i++)
        printf("  %-10s %s\n", commands[i].name, commands[i].summary);
    puts("\ntlsbench COMMAND --help describes a command.");
    return TB_EXIT_GOOD;
}

/* Detects a suite name in place of a command, to suggest what was meant. */
static bool is_suite(const char *name)
{
    char folder[PATH_MAX];
    struct tb_words names = {0};
    struct tb_text ignored;
    tb_text_init(&ignored, 1000);
    bool is = tb_places_suites(folder, NULL, &ignored) && tb_suites_list(&names, folder, &ignored) &&
              tb_words_have(&names, name);
    tb_words_free(&names);
    tb_text_free(&ignored);
    return is;
}

static int unknown(const char *name)
{
    const char *names[NUM_COMMANDS];
    if (is_suite(name)) {
        fprintf(stderr, "tlsbench: '%s' is a suite, not a command; measure it with: tlsbench run %s\n", name, name);
        return TB_EXIT_USAGE;
    }
    for (size_t i = 0; i < NUM_COMMANDS; i++)
        names[i] = commands[i].name;
    const char *nearest = tb_nearest(name, names, NUM_COMMANDS);
    fprintf(stderr, "tlsbench: there is no command '%s'", name);
    if (nearest)
        fprintf(stderr, "; did you mean '%s'?", nearest);
    fprintf(stderr, "\ntlsbench --help lists all\n");
    return TB_EXIT_USAGE;
}

static int dispatch(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "tlsbench: name a command; tlsbench --help lists all\n");
        return TB_EXIT_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0)
        return help();
    if (strcmp(argv[1], "--version") == 0)
        return version(1, argv);
    for (size_t i = 0; i < NUM_COMMANDS; i++)
        if (strcmp(argv[1], commands[i].name) == 0)
            return commands[i].run(argc - 1, argv + 1);
    return unknown(argv[1]);
}

/* Output that lacks a name or a key because memory ran out looks complete, so the exit code must show it. */
static int check_memory(int exit_code)
{
    if (!tb_memory_was_short())
        return exit_code;
    fprintf(stderr, "tlsbench: out of memory, so what was printed or written may be incomplete; free memory and run it "
                    "again\n");
    return exit_code == TB_EXIT_GOOD || exit_code == TB_EXIT_NOT_ALL ? TB_EXIT_NOTHING : exit_code;
}

int main(int argc, char **argv)
{
    tb_streams_open();
    if (!tb_limits_suffice())
        return tb_streams_close(TB_EXIT_USAGE);
    tb_signals_ignore();                /* `tlsbench run | head` must not lose results */
    json_set_alloc_funcs(malloc, free); /* the wrapped functions, which note failures: noted_memory.c */
    return tb_streams_close(check_memory(dispatch(argc, argv)));
}
