#include "control/command/describe.h"
#include <stdio.h>

/* A command with --help does nothing but show its tables. */
void tb_describe(const struct tb_named_command *command, tb_options_show *show, void *context)
{
    char name[64], help[] = "--help";
    char *argv[] = {name, help, NULL};
    snprintf(name, sizeof name, "%s", command->name);
    tb_options_show_with(show, context);
    (void)command->run(2, argv);
    tb_options_show_with(NULL, NULL);
}
