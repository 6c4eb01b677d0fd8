/* tlsbench - the controller: plans, starts workers, keeps what they say.  It links no TLS library. */
#include "control/base/exit.h"
#include "control/base/signals.h"
#include "control/base/streams.h"
#include "control/command/commands.h"
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
        fprintf(stderr, "tlsbench version takes nothing further\n");
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
    {"check", "has a build become slower?  A gate for CI", tb_command_check},
    {"compare", "which library is faster, where, and how surely", tb_command_compare},
    {"anatomy", "one handshake taken apart, by three methods", tb_command_anatomy},
    {"calibrate", "what a check makes of a build and its copy: noise floors", tb_command_calibrate},
    {"history", "what was measured, over time: charts, and where it changed", tb_command_history},
    {"show", "the tables of a run that was kept, or a part of them", tb_command_show},
    {"export", "a run that was kept, in another tool's format", tb_command_export},
    {"list", "what there is: suites, cases, libraries, metrics, formats", tb_command_list},
    {"info", "what a library really is, as a worker that loaded it says", tb_command_info},
    {"docs", "documentation made from the program's own tables", tb_command_docs},
    {"version", "the version of tlsbench", version},
};
enum { NUM_COMMANDS = sizeof commands / sizeof *commands };

static int help(void)
{
    puts("Usage: tlsbench COMMAND [OPTION]...\n"
         "Measures TLS libraries under identical work.\n");
    for (size_t i = 0; i < NUM_COMMANDS; i++)
        printf("  %-10s %s\n", commands[i].name, commands[i].summary);
    puts("\ntlsbench COMMAND --help tells about one of them.");
    return TB_EXIT_GOOD;
}

static int unknown(const char *name)
{
    const char *names[NUM_COMMANDS];
    for (size_t i = 0; i < NUM_COMMANDS; i++)
        names[i] = commands[i].name;
    const char *nearest = tb_nearest(name, names, NUM_COMMANDS);
    fprintf(stderr, "tlsbench: there is no command '%s'", name);
    if (nearest)
        fprintf(stderr, "; did you mean '%s'?", nearest);
    fprintf(stderr, "\ntlsbench --help lists them\n");
    return TB_EXIT_USAGE;
}

static int dispatch(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "tlsbench: which command?  tlsbench --help lists them\n");
        return TB_EXIT_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0)
        return help();
    if (strcmp(argv[1], "--version") == 0)
        return version(1, argv);
    for (size_t i = 0; i < NUM_COMMANDS; i++)
        if (strcmp(argv[1], commands[i].name) == 0)
            return commands[i].run(argc - 1, argv + 1);
    return unknown(argv[1]);
}

/* What lacks a name or a key since there was no memory for it looks whole. */
static int check_memory(int exit_code)
{
    if (!tb_memory_was_short())
        return exit_code;
    fprintf(stderr, "tlsbench: there was not enough memory: what was printed or written may lack something\n");
    return exit_code == TB_EXIT_GOOD || exit_code == TB_EXIT_NOT_ALL ? TB_EXIT_NOTHING : exit_code;
}

int main(int argc, char **argv)
{
    tb_streams_open();
    tb_signals_ignore();                /* `tlsbench run | head` must not lose results */
    json_set_alloc_funcs(malloc, free); /* ours, which notes what fails: noted_memory.c */
    return tb_streams_close(check_memory(dispatch(argc, argv)));
}
