#include "control/command/describe.h"
#include <stdio.h>

/* A command with --help does nothing but show its tables. */
void tb_describe(const struct tb_named_command *command, tb_options_show *show, void *context)
{
    char name[64], help[] = "--help";
    char *argv[] = {name, help, NULL};
    const struct tb_arguments arguments = {2, argv, show, context};
    snprintf(name, sizeof name, "%s", command->name);
    (void)command->run(&arguments);
}
