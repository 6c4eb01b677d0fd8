/* man_page.h - manual pages in the language of man(7), made of the tables from which --help is made. */
#pragma once

struct tb_text;
struct tb_named_command;

/* Appends tlsbench-COMMAND(1). */
void tb_man_command(struct tb_text *page, const struct tb_named_command *command);

/* Appends tlsbench(1): all commands, files, environment variables, examples. */
void tb_man_tlsbench(struct tb_text *page);
