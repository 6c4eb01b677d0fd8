#include "control/command/commands.h"
#include <string.h>

static const struct tb_named_command commands[] = {
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
    {"prune", "remove the folders of old runs, which the history has", tb_command_prune},
    {"list", "list suites, cases, libraries, metrics and formats", tb_command_list},
    {"info", "show a library as it runs: version, file, flags, known faults", tb_command_info},
    {"libraries", "list, bring, build and remove the libraries to measure", tb_command_libraries},
    {"docs", "print the documentation of columns and metrics, and man pages", tb_command_docs},
    {"version", "print the version of tlsbench", tb_command_version},
};
enum { NUM_COMMANDS = sizeof commands / sizeof *commands };

const struct tb_named_command *tb_commands(size_t *num)
{
    *num = NUM_COMMANDS;
    return commands;
}

const struct tb_named_command *tb_command_by_name(const char *name)
{
    for (size_t i = 0; i < NUM_COMMANDS; i++)
        if (strcmp(name, commands[i].name) == 0)
            return &commands[i];
    return NULL;
}
