/* command_libraries.c - tlsbench libraries: what there is to measure, and how more is brought.  A script does the work:
 * backends/libraries/modules of an installed tlsbench, and backends/libraries/bring in a checkout. */
#include "control/base/exit.h"
#include "control/base/options.h"
#include "control/base/places.h"
#include "control/base/signals.h"
#include "control/command/commands.h"
#include "core/text.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct tb_command command = {
    "libraries", "[list | bring [INSTANCE...] | build | remove LIBRARY...] [OPTION]...",
    "Lists the libraries that can be brought, and which are here; brings some: fetches, builds and keeps them.",
    "bring without a name brings the default libraries.  An INSTANCE is a name of the list or a commit, tag or branch "
    "of a\nproject: openssl@COMMIT, or mine=openssl@COMMIT, which is called mine.  build builds the modules of what is "
    "here again, and\nthose of your own libraries: a line of tb_add_library() each in "
    "~/.config/tlsbench/libraries.cmake.  Do so after tlsbench\nwas upgraded; it needs no network.  Everything is "
    "kept in ~/.cache/tlsbench (XDG_CACHE_HOME).\n"
    "Exit code: 0 done; 1 a library cannot be built; 2 usage, a tool is missing, or the cache cannot be written;\n3 a "
    "source cannot be downloaded; 128 + N ended by signal N (what was finished is kept; the same command goes on).\n"};

/* The words that the script is called with. */
struct call {
    struct tb_words words;
    bool good; /* memory sufficed */
};

static void add(struct call *call, const char *word)
{
    call->good = call->good && tb_words_add(&call->words, word, strlen(word));
}

/* Becomes the script.  Returns only if that fails. */
static void become(struct call *call, struct tb_text *why)
{
    char **argv = call->good ? calloc(call->words.num + 1, sizeof *argv) : NULL;
    if (!argv) {
        tb_text_add(why, "out of memory");
        return;
    }
    memcpy(argv, call->words.items, call->words.num * sizeof *argv);
    fflush(stdout);
    tb_signals_default();
    execvp(argv[0], argv);
    tb_text_printf(why, "cannot run %s %s: %s", argv[0], argv[1], strerror(errno));
    free(argv);
}

static bool check_action(const struct tb_words *operands, bool force, struct tb_text *why)
{
    static const char *const actions[] = {"list", "bring", "build", "remove"};
    const char *action = operands->num ? operands->items[0] : "list";
    bool names = strcmp(action, "bring") == 0 || strcmp(action, "remove") == 0, known = names;
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        known = known || strcmp(action, actions[i]) == 0;
    if (!known) {
        tb_text_printf(why, "there is no '%s' here", action);
        tb_suggest(why, action, actions, sizeof actions / sizeof *actions);
        tb_text_add(why, "  tlsbench libraries --help shows what can be done");
    } else if (!names && operands->num > 1) {
        tb_text_printf(why, "%s takes no names, and '%s' is one", action, operands->items[1]);
    } else if (strcmp(action, "remove") == 0 && operands->num < 2) {
        tb_text_add(why, "name what is to be removed; tlsbench libraries lists what is here");
    } else if (force && strcmp(action, "bring") != 0) {
        tb_text_printf(why, "--force applies to bring only, and not to %s", action);
    }
    return why->len == 0;
}

/* A checkout is built by bench/run, with tlsbench itself. */
static bool check_place(const struct tb_places *places, bool lists, struct tb_text *why)
{
    if (!places->installed && !lists)
        tb_text_printf(why, "this tlsbench belongs to a checkout and is not installed; in the checkout, run: %s NAME",
                       places->bring);
    else if (!*places->libraries)
        tb_text_add(why,
                    "there is no folder to keep libraries in: neither XDG_CACHE_HOME nor HOME names one; set one of "
                    "them to a folder with an absolute path");
    return why->len == 0;
}

static void start(const struct tb_words *operands, bool force, struct tb_text *why)
{
    struct tb_places places;
    char script[PATH_MAX], core[PATH_MAX];
    struct call call = {.good = true};
    bool lists = operands->num == 0 || strcmp(operands->items[0], "list") == 0;
    if (!check_action(operands, force, why) || !tb_places_find(&places, why) || !check_place(&places, lists, why) ||
        !tb_places_data(script, places.installed ? "backends/libraries/modules" : "backends/libraries/bring", why))
        return;
    if (snprintf(core, sizeof core, "%s/../libtlsbench_core.a", places.modules) >= (int)sizeof core) {
        tb_text_add(why, "the path of this program is too long");
        return;
    }
    add(&call, "bash");
    add(&call, script);
    if (places.installed) {
        add(&call, core);
        add(&call, places.libraries);
        add(&call, places.brought);
    } else {
        add(&call, "--dest");
        add(&call, places.libraries);
    }
    add(&call, places.installed ? (operands->num ? operands->items[0] : "list") : "--list");
    if (force)
        add(&call, "--force");
    for (size_t i = 1; i < operands->num; i++)
        add(&call, operands->items[i]);
    become(&call, why);
    tb_words_free(&call.words);
}

int tb_command_libraries(const struct tb_arguments *arguments)
{
    struct tb_words operands = {0};
    struct tb_text why;
    bool force = false;
    const struct tb_option table[] = {{"force", NULL,
                                       "bring: build again, from the newest source; try failed downloads again",
                                       TB_OPTION_FLAG, &force, 0, 0},
                                      {0}};
    tb_text_init(&why, 2000);
    enum tb_options_result result = tb_options_parse(&command, table, &operands, arguments, &why);
    if (result == TB_OPTIONS_GOOD && !tb_operands_split(&operands))
        tb_text_add(&why, "out of memory");
    else if (result == TB_OPTIONS_GOOD)
        start(&operands, force, &why);
    if (why.len)
        fprintf(stderr, "tlsbench libraries: %s\n", why.data);
    int exit_code = why.len ? TB_EXIT_USAGE : TB_EXIT_GOOD;
    tb_words_free(&operands);
    tb_text_free(&why);
    return exit_code;
}
