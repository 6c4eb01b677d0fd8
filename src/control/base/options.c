#include "control/base/options.h"
#include "core/text.h"
#include <errno.h>
#include <limits.h>
#include <popt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static size_t count(const struct tb_option *options)
{
    size_t num = 0;
    while (num < TB_MOST_OPTIONS && options[num].name)
        num++;
    return num;
}

void tb_options_append(struct tb_option *table, const struct tb_option *rows, size_t num)
{
    for (size_t i = count(table), j = 0; i < TB_MOST_OPTIONS && j < num; i++, j++)
        table[i] = rows[j];
}

static bool take_number(const struct tb_option *option, const char *text, struct tb_text *why)
{
    errno = 0;
    unsigned long long value = strtoull(text, NULL, 10);
    bool digits_only = *text && strspn(text, "0123456789") == strlen(text);
    if (!digits_only || errno || value < option->min || value > option->max) {
        tb_text_printf(why, "--%s %s: not a number from %llu to %llu", option->name, text,
                       (unsigned long long)option->min, (unsigned long long)option->max);
        return false;
    }
    *(uint64_t *)option->target = value;
    return true;
}

static bool take_text(const struct tb_option *option, const char *text, struct tb_text *why)
{
    char **target = option->target, *copy = strdup(text);
    if (!copy) {
        tb_text_add(why, "out of memory");
        return false;
    }
    free(*target);
    *target = copy;
    return true;
}

/* Is it the path of a file, or LABEL=PATH? */
static bool names_file(const char *text, size_t len)
{
    char path[PATH_MAX];
    if (len >= sizeof path)
        return false;
    snprintf(path, sizeof path, "%.*s", (int)len, text);
    const char *slash = strchr(path, '/'), *equals = strchr(path, '=');
    bool labelled = equals && equals < slash && strcspn(path, ", ") > (size_t)(equals - path);
    return slash && (access(path, F_OK) == 0 || (labelled && access(equals + 1, F_OK) == 0));
}

/* Splits at commas and blanks; the name of an existing file is one word, whatever characters it contains.  Fails only
 * if memory runs out. */
static bool take_names(struct tb_words *words, const char *text)
{
    bool good = true;
    size_t all = strlen(text);
    if (names_file(text, all))
        return tb_words_add(words, text, all);
    for (const char *end = text; good && *end; text = end + (*end == ',')) {
        size_t len = strcspn(text, ",");
        end = text + len;
        if (names_file(text, len)) {
            good = tb_words_add(words, text, len);
            continue;
        }
        char *piece = strndup(text, len);
        good = piece && tb_words_split(words, piece, " ");
        free(piece);
    }
    return good;
}

static bool take_words(const struct tb_option *option, const char *text, struct tb_text *why)
{
    struct tb_words *words = option->target;
    size_t before = words->num;
    bool memory = take_names(words, text);
    if (memory && words->num > before)
        return true;
    if (memory)
        tb_text_printf(why, "--%s needs %s", option->name, option->argument);
    else
        tb_text_add(why, "out of memory");
    return false;
}

static bool take(const struct tb_option *option, const char *argument, struct tb_text *why)
{
    switch (option->kind) {
    case TB_OPTION_FLAG:
        *(bool *)option->target = true;
        return true;
    case TB_OPTION_NUMBER:
        return take_number(option, argument, why);
    case TB_OPTION_WORDS:
        return take_words(option, argument, why);
    case TB_OPTION_TEXT:
        return take_text(option, argument, why);
    }
    return false;
}

static void say_unknown(struct tb_text *why, const char *given, const struct tb_option *options, size_t num)
{
    const char *names[TB_MOST_OPTIONS + 1];
    char name[64] = "";
    for (size_t i = 0; i < num; i++)
        names[i] = options[i].name;
    names[num] = "help";
    size_t dashes = strspn(given, "-"), len = strcspn(given + dashes, "=");
    if (len < sizeof name)
        memcpy(name, given + dashes, len);
    const char *nearest = tb_nearest(name, names, num + 1);
    tb_text_printf(why, "there is no option %s", given);
    if (nearest)
        tb_text_printf(why, "; did you mean --%s?", nearest);
}

/* Options that have a letter in every command that takes them; '\0': it has none. */
static char letter_of(const char *name)
{
    return strcmp(name, "quiet") == 0 ? 'q' : '\0';
}

/* "-q, --quiet" */
static int print_name(const struct tb_option *option)
{
    const char *argument = option->argument ? option->argument : "";
    char letter = letter_of(option->name);
    int width = printf("  ");
    if (letter)
        width += printf("-%c, ", letter);
    return width + printf("--%s%s%s", option->name, *argument ? " " : "", argument);
}

static void print_help(const struct tb_command *command, const struct tb_option *options, size_t num, void *context)
{
    (void)context;
    printf("Usage: tlsbench %s %s\n%s\n\n", command->name, command->usage, command->summary);
    for (size_t i = 0; i < num; i++) {
        int width = print_name(&options[i]);
        printf("%*s%s\n", width < 26 ? 26 - width : 2, "", options[i].doc);
    }
    printf("  -h, --help              show this text\n");
    if (command->notes)
        printf("\n%s", command->notes);
}

static struct {
    tb_options_show *show;
    void *context;
} help = {print_help, NULL};

void tb_options_show_with(tb_options_show *show, void *context)
{
    help.show = show ? show : print_help;
    help.context = context;
}

static enum tb_options_result parse_with(poptContext context, const struct tb_command *command,
                                         const struct tb_option *options, size_t num, struct tb_text *why)
{
    int index;
    while ((index = poptGetNextOpt(context)) > 0) {
        if ((size_t)index == num + 1) {
            help.show(command, options, num, help.context);
            return TB_OPTIONS_HELP;
        }
        char *argument = poptGetOptArg(context);
        bool good = argument || !options[index - 1].argument;
        if (good)
            good = take(&options[index - 1], argument, why);
        else
            tb_text_add(why, "out of memory");
        free(argument);
        if (!good)
            return TB_OPTIONS_BAD;
    }
    if (index == -1)
        return TB_OPTIONS_GOOD;
    const char *given = poptBadOption(context, POPT_BADOPTION_NOALIAS);
    if (index == POPT_ERROR_BADOPT)
        say_unknown(why, given, options, num);
    else
        tb_text_printf(why, "%s: %s", given, poptStrerror(index));
    return TB_OPTIONS_BAD;
}

static bool take_operands(poptContext context, struct tb_words *operands)
{
    const char *word;
    while ((word = poptGetArg(context)))
        if (!tb_words_add(operands, word, strlen(word)))
            return false;
    return true;
}

enum tb_options_result tb_options_parse(const struct tb_command *command, const struct tb_option *options,
                                        struct tb_words *operands, int argc, char **argv, struct tb_text *why)
{
    struct poptOption popt[TB_MOST_OPTIONS + 2] = {{0}};
    size_t num = count(options);
    if (num == TB_MOST_OPTIONS) {
        tb_text_printf(why, "tlsbench %s has more options than there is room for: raise TB_MOST_OPTIONS",
                       command->name);
        return TB_OPTIONS_BAD;
    }
    for (size_t i = 0; i < num; i++)
        popt[i] = (struct poptOption){.longName = options[i].name,
                                      .shortName = letter_of(options[i].name),
                                      .argInfo = options[i].argument ? POPT_ARG_STRING : POPT_ARG_NONE,
                                      .val = (int)i + 1};
    popt[num] =
        (struct poptOption){.longName = "help", .shortName = 'h', .argInfo = POPT_ARG_NONE, .val = (int)num + 1};
    poptContext context = poptGetContext("tlsbench", argc, (const char **)argv, popt, 0);
    if (!context) {
        tb_text_add(why, "out of memory");
        return TB_OPTIONS_BAD;
    }
    enum tb_options_result result = parse_with(context, command, options, num, why);
    if (result == TB_OPTIONS_GOOD && !take_operands(context, operands)) {
        tb_text_add(why, "out of memory");
        result = TB_OPTIONS_BAD;
    }
    poptFreeContext(context);
    return result;
}
