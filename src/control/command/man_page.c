#include "control/command/man_page.h"
#include "control/command/describe.h"
#include "control/command/man_roff.h"
#include "core/text.h"
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define EXIT_CODE "Exit code: "

static void heading(struct tb_text *page, const char *name, const char *summary)
{
    tb_text_add(page, ".TH ");
    for (const char *c = name; *c; c++)
        tb_text_printf(page, "%c", toupper((unsigned char)*c));
    tb_text_add(page, " 1 " TB_DATE " \"tlsbench " TB_VERSION "\" \"User Commands\"\n.SH NAME\n");
    tb_roff_words(page, name);
    tb_text_add(page, " \\- ");
    tb_roff_words(page, summary);
    tb_text_add(page, "\n");
}

/* An item of a list: bold words, and what they mean. */
static void item(struct tb_text *page, const char *words, const char *meaning, size_t len)
{
    tb_text_add(page, ".TP\n.B ");
    tb_roff_words(page, words);
    tb_text_add(page, "\n");
    tb_roff_sentences(page, meaning, len);
}

static void add_option(struct tb_text *page, const struct tb_option *option)
{
    tb_text_add(page, ".TP\n\\fB\\-\\-");
    tb_roff_words(page, option->name);
    tb_text_add(page, "\\fR");
    if (option->argument) {
        tb_text_add(page, " \\fI");
        tb_roff_words(page, option->argument);
        tb_text_add(page, "\\fR");
    }
    tb_text_add(page, "\n");
    tb_roff_sentences(page, option->doc, strlen(option->doc));
}

/* "0 compared; 2 usage; 128 + N ended by signal N." */
static void add_exit_codes(struct tb_text *page, const char *codes)
{
    tb_text_add(page, ".SH EXIT STATUS\n");
    while (*codes) {
        char code[32] = "";
        size_t len = strspn(codes, "0123456789"), end = 0;
        if (strncmp(codes + len, " + N", 4) == 0)
            len += 4;
        if (len < sizeof code)
            memcpy(code, codes, len);
        /* the next one begins with a number behind "; " */
        for (end = len; codes[end]; end++)
            if (codes[end] == ';' && isdigit((unsigned char)codes[end + 1 + strspn(codes + end + 1, " \n")]))
                break;
        item(page, code, codes + len, end - len);
        codes += end;
        codes += strspn(codes, "; \n");
    }
}

static void add_body(const struct tb_command *command, const struct tb_option *options, size_t num, void *context)
{
    struct tb_text *page = context;
    const char *notes = command->notes ? command->notes : "", *codes = strstr(notes, EXIT_CODE);
    tb_text_printf(page, ".SH SYNOPSIS\n.B tlsbench %s\n", command->name);
    if (*command->usage) {
        tb_roff_words(page, command->usage);
        tb_text_add(page, "\n");
    }
    tb_text_add(page, ".SH DESCRIPTION\n");
    tb_roff_sentences(page, command->summary, strlen(command->summary));
    size_t len = codes ? (size_t)(codes - notes) : strlen(notes);
    if (len > 0) {
        tb_text_add(page, ".PP\n");
        tb_roff_sentences(page, notes, len);
    }
    tb_text_add(page, ".SH OPTIONS\n");
    for (size_t i = 0; i < num; i++)
        add_option(page, &options[i]);
    item(page, "-h, --help", "show a short text", strlen("show a short text"));
    if (codes)
        add_exit_codes(page, codes + strlen(EXIT_CODE));
}

void tb_man_command(struct tb_text *page, const struct tb_named_command *command)
{
    char name[64];
    snprintf(name, sizeof name, "tlsbench-%s", command->name);
    heading(page, name, command->summary);
    tb_describe(command, add_body, page);
    tb_text_add(page, ".SH SEE ALSO\n.BR tlsbench (1)\n");
}

static const struct {
    const char *words, *meaning;
} files[] = {{"results/", "Runs, each in a folder of its own, and history.db; below the current folder (--results)."},
             {"~/.cache/tlsbench/", "Libraries that tlsbench libraries brought, and their modules."},
             {"~/.config/tlsbench/libraries.cmake", "Libraries of your own: a line of tb_add_library() each."}},
  variables[] = {{"XDG_CACHE_HOME, XDG_CONFIG_HOME", "Folders to use instead of ~/.cache and ~/.config."},
                 {"TLSBENCH_GIT_MIRROR, TLSBENCH_DEBIAN_MIRROR",
                  "Where tlsbench libraries fetches sources, instead of the projects' repositories and the mirror of "
                  "Debian that apt is set up with."},
                 {"NO_COLOR", "If it is set and not empty, tables have no colours."},
                 {"COLUMNS", "The width of tables where the output is not a terminal."}},
  examples[] = {{"tlsbench libraries bring", "Fetch and build the default libraries."},
                {"tlsbench run", "Measure the suite quick on them."},
                {"tlsbench compare openssl-3.5 boringssl --case 'kx/x25519/*'", "Which is faster?"},
                {"tlsbench check --baseline old.so --candidate new.so", "Is a build slower than another?"}};

#define ADD_ITEMS(page, heading, items)                                                                                \
    do {                                                                                                               \
        tb_text_add(page, ".SH " heading "\n");                                                                        \
        for (size_t i = 0; i < sizeof(items) / sizeof *(items); i++)                                                   \
            item(page, (items)[i].words, (items)[i].meaning, strlen((items)[i].meaning));                              \
    } while (0)

void tb_man_tlsbench(struct tb_text *page)
{
    size_t num;
    const struct tb_named_command *commands = tb_commands(&num);
    heading(page, "tlsbench", "compare the speed of TLS libraries");
    tb_text_add(page, ".SH SYNOPSIS\n.B tlsbench\n.I COMMAND\n[OPTION]...\n.SH DESCRIPTION\n");
    tb_roff_sentences(page, TB_PURPOSE, strlen(TB_PURPOSE));
    tb_text_add(page, ".SH COMMANDS\n");
    for (size_t i = 0; i < num; i++)
        item(page, commands[i].name, commands[i].summary, strlen(commands[i].summary));
    ADD_ITEMS(page, "FILES", files);
    ADD_ITEMS(page, "ENVIRONMENT", variables);
    ADD_ITEMS(page, "EXAMPLES", examples);
    tb_text_add(page, ".SH SEE ALSO\n");
    for (size_t i = 0; i < num; i++)
        tb_text_printf(page, ".BR tlsbench\\-%s (1)%s\n", commands[i].name, i + 1 < num ? "," : "");
}
