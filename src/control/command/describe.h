/* describe.h - the tables of a command, for pages that are made of them. */
#pragma once
#include "control/base/options.h"
#include "control/command/commands.h"

/* Calls `show` with the tables that the command parses with.  Nothing is printed, measured or changed. */
void tb_describe(const struct tb_named_command *command, tb_options_show *show, void *context);
