/* commands.h - the commands of tlsbench.  Each gets its own arguments, with its name in argv[0], and returns the exit
 * code.
 */
#pragma once

int tb_command_run(int argc, char **argv);
int tb_command_anatomy(int argc, char **argv);
int tb_command_capacity(int argc, char **argv);
int tb_command_calibrate(int argc, char **argv);
int tb_command_check(int argc, char **argv);
int tb_command_compare(int argc, char **argv);
int tb_command_export(int argc, char **argv);
int tb_command_history(int argc, char **argv);
int tb_command_report(int argc, char **argv);
int tb_command_show(int argc, char **argv);
int tb_command_list(int argc, char **argv);
int tb_command_info(int argc, char **argv);
int tb_command_docs(int argc, char **argv);
