/* commands.h - the commands of tlsbench.  Each gets its own arguments, with its name in argv[0], and returns the exit
 * code.
 */
#pragma once
#include <stddef.h>

#define TB_PURPOSE "Compares the speed of TLS libraries that do the same work."

struct tb_named_command {
    const char *name, *summary; /* a line of tlsbench --help */
    int (*run)(int argc, char **argv);
};

/* All of them, in the order of the help. */
const struct tb_named_command *tb_commands(size_t *num);
/* NULL: there is none. */
const struct tb_named_command *tb_command_by_name(const char *name);

int tb_command_run(int argc, char **argv);
int tb_command_anatomy(int argc, char **argv);
int tb_command_capacity(int argc, char **argv);
int tb_command_calibrate(int argc, char **argv);
int tb_command_check(int argc, char **argv);
int tb_command_compare(int argc, char **argv);
int tb_command_export(int argc, char **argv);
int tb_command_history(int argc, char **argv);
int tb_command_prune(int argc, char **argv);
int tb_command_report(int argc, char **argv);
int tb_command_show(int argc, char **argv);
int tb_command_list(int argc, char **argv);
int tb_command_info(int argc, char **argv);
int tb_command_libraries(int argc, char **argv);
int tb_command_docs(int argc, char **argv);
int tb_command_version(int argc, char **argv);
