/* commands.h - the commands of tlsbench.  Each gets its own arguments, with its name in argv[0], and returns the exit
 * code.
 */
#pragma once
#include "control/base/options.h"
#include <stddef.h>

#define TB_PURPOSE "Compares the speed of TLS libraries that do the same work."

struct tb_named_command {
    const char *name, *summary; /* a line of tlsbench --help */
    int (*run)(const struct tb_arguments *arguments);
};

/* All of them, in the order of the help. */
const struct tb_named_command *tb_commands(size_t *num);
/* NULL: there is none. */
const struct tb_named_command *tb_command_by_name(const char *name);

int tb_command_run(const struct tb_arguments *arguments);
int tb_command_anatomy(const struct tb_arguments *arguments);
int tb_command_capacity(const struct tb_arguments *arguments);
int tb_command_calibrate(const struct tb_arguments *arguments);
int tb_command_check(const struct tb_arguments *arguments);
int tb_command_compare(const struct tb_arguments *arguments);
int tb_command_export(const struct tb_arguments *arguments);
int tb_command_history(const struct tb_arguments *arguments);
int tb_command_prune(const struct tb_arguments *arguments);
int tb_command_report(const struct tb_arguments *arguments);
int tb_command_show(const struct tb_arguments *arguments);
int tb_command_list(const struct tb_arguments *arguments);
int tb_command_info(const struct tb_arguments *arguments);
int tb_command_libraries(const struct tb_arguments *arguments);
int tb_command_docs(const struct tb_arguments *arguments);
int tb_command_version(const struct tb_arguments *arguments);
