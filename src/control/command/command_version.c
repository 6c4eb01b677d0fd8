/* command_version.c - tlsbench version. */
#include "control/base/exit.h"
#include "control/base/options.h"
#include "control/command/commands.h"
#include "core/text.h"
#include <stdio.h>

int tb_command_version(const struct tb_arguments *arguments)
{
    static const struct tb_command command = {"version", "", "Prints the version of tlsbench.", NULL};
    const struct tb_option table[] = {{0}};
    struct tb_words operands = {0};
    struct tb_text why;
    tb_text_init(&why, 1000);
    enum tb_options_result result = tb_options_parse(&command, table, &operands, arguments, &why);
    if (result == TB_OPTIONS_GOOD && operands.num)
        tb_text_printf(&why, "version takes no operands, and '%s' is one", operands.items[0]);
    else if (result == TB_OPTIONS_GOOD)
        puts("tlsbench " TB_VERSION);
    if (why.len)
        fprintf(stderr, "tlsbench version: %s\n", why.data);
    int exit_code = why.len ? TB_EXIT_USAGE : TB_EXIT_GOOD;
    tb_words_free(&operands);
    tb_text_free(&why);
    return exit_code;
}
