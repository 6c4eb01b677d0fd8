/* tlsbench - the controller: plans, starts workers, and stores their results.  It links no TLS library. */
#include "control/base/exit.h"
#include "control/base/places.h"
#include "control/base/signals.h"
#include "control/base/streams.h"
#include "control/base/ulimits.h"
#include "control/command/commands.h"
#include "control/command/jansson_memory.h"
#include "control/command/meant.h"
#include "control/plan/suites.h"
#include "control/sample/libraries.h"
#include "core/memory.h"
#include "core/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static int help(void)
{
    size_t num;
    const struct tb_named_command *commands = tb_commands(&num);
    puts("Usage: tlsbench COMMAND [OPTION]...\n" TB_PURPOSE "\n");
    for (size_t i = 0; i < num; i++)
        printf("  %-10s %s\n", commands[i].name, commands[i].summary);
    puts("\ntlsbench COMMAND --help describes a command.");
    return TB_EXIT_GOOD;
}

/* The nearest command; NULL: none is near, or memory ran out. */
static const char *nearest(const char *name)
{
    size_t num;
    const struct tb_named_command *commands = tb_commands(&num);
    const char **names = calloc(num, sizeof *names);
    for (size_t i = 0; names && i < num; i++)
        names[i] = commands[i].name;
    const char *found = names ? tb_nearest(name, names, num) : NULL;
    free(names);
    return found;
}

/* Detects the name of a suite, a driver or a library in place of a command.  Appends what was meant; nothing: it is
 * none of these. */
static void detect(struct tb_text *text, const char *name)
{
    char folder[PATH_MAX];
    struct tb_places places;
    struct tb_libraries libraries = {0};
    struct tb_text command, ignored;
    tb_text_init(&ignored, 1000);
    tb_text_init(&command, 1000);
    if (tb_meant_suite(name, NULL))
        tb_text_printf(text, "a suite, not a command; measure it with: tlsbench run %s", name);
    else if (tb_places_suites(folder, NULL, &ignored) && tb_suites_command(&command, name, folder))
        tb_text_printf(text, "a driver, not a command; measure its cases with: %s", command.data);
    else if (tb_places_find(&places, &ignored) && tb_libraries_find(&libraries, &places, NULL, &ignored) &&
             tb_libraries_get(&libraries, name, NULL))
        tb_text_printf(text,
                       "a library, not a command; measure it with: tlsbench run --library %s, or see what was loaded "
                       "with: tlsbench info %s",
                       name, name);
    tb_libraries_free(&libraries);
    tb_text_free(&command);
    tb_text_free(&ignored);
}

/* An option where a command belongs. */
static int misplaced(const char *option)
{
    bool version = strcasecmp(option, "-v") == 0;
    fprintf(stderr, "tlsbench: options stand behind a command, and '%s' stands before it%s\n", option,
            version ? "; did you mean --version?" : ", if there is one");
    fprintf(stderr, "tlsbench --help lists all commands\n");
    return TB_EXIT_USAGE;
}

static int unknown(const char *name)
{
    struct tb_text meant;
    if (*name == '-')
        return misplaced(name);
    tb_text_init(&meant, 1000);
    detect(&meant, name);
    bool detected = meant.len > 0;
    if (detected)
        fprintf(stderr, "tlsbench: '%s' is %s\n", name, meant.data);
    tb_text_free(&meant);
    if (detected)
        return TB_EXIT_USAGE;
    const char *near = nearest(name);
    fprintf(stderr, "tlsbench: there is no command '%s'", name);
    if (near)
        fprintf(stderr, "; did you mean '%s'?", near);
    fprintf(stderr, "\ntlsbench --help lists all\n");
    return TB_EXIT_USAGE;
}

/* "tlsbench help run" is "tlsbench run --help". */
static int help_on(char *name)
{
    char option[] = "--help", *argv[] = {name, option, NULL};
    const struct tb_arguments arguments = {.argc = 2, .argv = argv};
    const struct tb_named_command *command = tb_command_by_name(name);
    return command ? command->run(&arguments) : unknown(name);
}

/* Words behind one that takes none, or only so many. */
static bool has_too_many(int argc, char **argv, int most)
{
    if (argc > most)
        fprintf(stderr, "tlsbench: there is a word too many behind %s, '%s'; leave it out\n", argv[most - 1],
                argv[most]);
    return argc > most;
}

static int dispatch(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "tlsbench: name a command; tlsbench --help lists all\n");
        return TB_EXIT_USAGE;
    }
    const char *first = argv[1];
    if (strcmp(first, "help") == 0 && argc > 2)
        return has_too_many(argc, argv, 3) ? TB_EXIT_USAGE : help_on(argv[2]);
    if (strcmp(first, "--help") == 0 || strcmp(first, "-h") == 0 || strcmp(first, "help") == 0)
        return has_too_many(argc, argv, 2) ? TB_EXIT_USAGE : help();
    const struct tb_arguments arguments = {.argc = argc - 1, .argv = argv + 1};
    if (strcmp(first, "--version") == 0)
        return tb_command_version(&arguments);
    const struct tb_named_command *command = tb_command_by_name(first);
    return command ? command->run(&arguments) : unknown(first);
}

/* Output that lacks a name or a key because memory ran out looks complete, so the exit code must show it. */
static int check_memory(int exit_code)
{
    if (!tb_memory_was_short())
        return exit_code;
    fprintf(stderr, "tlsbench: out of memory, so what was printed or written may be incomplete; free memory and run it "
                    "again\n");
    return exit_code == TB_EXIT_GOOD || exit_code == TB_EXIT_NOT_ALL ? TB_EXIT_NOTHING : exit_code;
}

int main(int argc, char **argv)
{
    tb_streams_open();
    if (!tb_ulimits_suffice())
        return tb_streams_close(TB_EXIT_USAGE);
    tb_signals_ignore(); /* `tlsbench run | head` must not lose results */
    tb_jansson_memory();
    return tb_streams_close(check_memory(dispatch(argc, argv)));
}
