#include "control/base/options.h"
#include "control/base/option_names.h"
#include "control/base/term.h"
#include "core/decimal.h"
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

/* NULL: the table has none of that name. */
static struct tb_option *find(struct tb_option *table, const char *name)
{
    for (size_t i = 0; i < TB_MOST_OPTIONS && table[i].name; i++)
        if (strcmp(table[i].name, name) == 0)
            return &table[i];
    return NULL;
}

void tb_options_append(struct tb_option *table, const struct tb_option *rows, size_t num)
{
    size_t end = count(table);
    for (size_t i = 0; i < num; i++)
        if (end < TB_MOST_OPTIONS && !find(table, rows[i].name))
            table[end++] = rows[i];
}

void tb_options_refuse(struct tb_option *table, const char *name, const char *reason)
{
    struct tb_option *option = find(table, name);
    if (!option)
        return;
    option->kind = TB_OPTION_REFUSED;
    option->doc = reason;
}

static bool take_number(const struct tb_option *option, const char *text, struct tb_text *why)
{
    errno = 0;
    unsigned long long value = strtoull(text, NULL, 10);
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || text[digits] || errno || value < option->min || value > option->max) {
        tb_text_printf(why, "--%s %s: not a number from %llu to %llu", option->name, text,
                       (unsigned long long)option->min, (unsigned long long)option->max);
        return false;
    }
    *(uint64_t *)option->target = value;
    return true;
}

static bool take_percentage(const struct tb_option *option, const char *text, struct tb_text *why)
{
    double value;
    if (!tb_percentage(text, &value) || value < (double)option->min || value > (double)option->max) {
        tb_text_printf(why, "--%s %s: not a percentage from %llu to %llu, such as 0.5", option->name, text,
                       (unsigned long long)option->min, (unsigned long long)option->max);
        return false;
    }
    *(double *)option->target = value;
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

/* Where the text or its part of `len` bytes ends that has no such separator, but behind a backslash. */
static size_t part_of(const char *text, size_t len, char separator)
{
    size_t at = 0;
    while (at < len && text[at] != separator)
        at += text[at] == '\\' && at + 1 < len ? 2 : 1;
    return at;
}

/* Adds a word, in which a comma, a blank or a backslash may stand behind a backslash. */
static bool add_word(struct tb_words *words, const char *text, size_t len)
{
    char *word = malloc(len + 1);
    size_t to = 0;
    for (size_t at = 0; word && at < len; at++) {
        at += text[at] == '\\' && at + 1 < len && strchr(", \\", text[at + 1]);
        word[to++] = text[at];
    }
    bool good = word && tb_words_add(words, word, to);
    free(word);
    return good;
}

static bool split_at_blanks(struct tb_words *words, const char *text, size_t len)
{
    bool good = true;
    for (size_t at = 0, part; at < len && good; at += part + 1) {
        part = part_of(text + at, len - at, ' ');
        good = part == 0 || add_word(words, text + at, part);
    }
    return good;
}

/* Splits at commas and blanks without a backslash; the name of an existing file is one word, whatever characters it
 * contains.  Fails only if memory runs out. */
static bool take_names(struct tb_words *words, const char *text)
{
    bool good = true;
    size_t all = strlen(text);
    if (names_file(text, all))
        return tb_words_add(words, text, all);
    for (const char *end = text; good && *end; text = end + (*end == ',')) {
        size_t len = part_of(text, strlen(text), ',');
        end = text + len;
        good = names_file(text, len) ? tb_words_add(words, text, len) : split_at_blanks(words, text, len);
    }
    return good;
}

bool tb_operands_split(struct tb_words *operands)
{
    struct tb_words words = {0};
    bool good = true;
    for (size_t i = 0; i < operands->num && good; i++)
        good = access(operands->items[i], F_OK) == 0
                   ? tb_words_add(&words, operands->items[i], strlen(operands->items[i]))
                   : take_names(&words, operands->items[i]);
    if (!good) {
        tb_words_free(&words);
        return false;
    }
    tb_words_free(operands);
    *operands = words;
    return true;
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
    case TB_OPTION_PERCENT:
        return take_percentage(option, argument, why);
    case TB_OPTION_WORDS:
        return take_words(option, argument, why);
    case TB_OPTION_TEXT:
        return take_text(option, argument, why);
    case TB_OPTION_REFUSED:
        break;
    }
    return false;
}

static void say_unknown(struct tb_text *why, const char *given, const struct tb_option *options, size_t num)
{
    const char *names[TB_MOST_OPTIONS + 1];
    char name[64] = "";
    size_t visible = 0;
    for (size_t i = 0; i < num; i++)
        if (options[i].kind != TB_OPTION_REFUSED)
            names[visible++] = options[i].name;
    names[visible++] = "help";
    size_t dashes = strspn(given, "-"), len = strcspn(given + dashes, "=");
    if (len < sizeof name)
        memcpy(name, given + dashes, len);
    tb_text_printf(why, "there is no option %s", given);
    tb_option_meant(why, name, names, visible);
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

/* Prints the words of a text, in lines of at most `width` columns of which each begins at `indent`, where the output
 * stands. */
static void print_filled(const char *text, size_t indent, size_t width)
{
    for (size_t column = indent; *(text += strspn(text, " \n"));) {
        size_t len = strcspn(text, " \n");
        if (column > indent && column + 1 + len > width) {
            printf("\n%*s", (int)indent, "");
            column = indent;
        }
        column += (size_t)printf("%s%.*s", column > indent ? " " : "", (int)len, text);
        text += len;
    }
    puts("");
}

enum { DOCS_BEGIN = 26, WIDEST = 120 };

static void print_help(const struct tb_command *command, const struct tb_option *options, size_t num)
{
    size_t width = tb_term_of(STDOUT_FILENO).width;
    if (width > WIDEST)
        width = WIDEST;
    printf("Usage: tlsbench %s %s\n", command->name, command->usage);
    print_filled(command->summary, 0, width);
    puts("");
    for (size_t i = 0; i < num; i++) {
        int len = print_name(&options[i]);
        if (len + 1 > DOCS_BEGIN) {
            puts("");
            len = 0;
        }
        printf("%*s", DOCS_BEGIN - len, "");
        print_filled(options[i].doc, DOCS_BEGIN, width);
    }
    printf("%-*sshow this text\n", DOCS_BEGIN, "  -h, --help");
    if (command->notes) {
        puts("");
        print_filled(command->notes, 0, width);
    }
}

/* Shows the options that the command has a use for. */
static void show(const struct tb_command *command, const struct tb_option *options, size_t num,
                 const struct tb_arguments *arguments)
{
    struct tb_option visible[TB_MOST_OPTIONS];
    size_t len = 0;
    for (size_t i = 0; i < num; i++)
        if (options[i].kind != TB_OPTION_REFUSED)
            visible[len++] = options[i];
    if (arguments->show)
        arguments->show(command, visible, len, arguments->context);
    else
        print_help(command, visible, len);
}

static bool take_option(poptContext context, const struct tb_command *command, const struct tb_option *option,
                        struct tb_text *why)
{
    char *argument = poptGetOptArg(context);
    bool good = argument || !option->argument;
    if (!good)
        tb_text_add(why, "out of memory");
    else if (option->kind == TB_OPTION_REFUSED)
        tb_text_printf(why, "%s does not take --%s: %s", command->name, option->name, option->doc);
    good = good && option->kind != TB_OPTION_REFUSED && take(option, argument, why);
    free(argument);
    return good;
}

static enum tb_options_result parse_with(poptContext context, const struct tb_command *command,
                                         const struct tb_option *options, size_t num,
                                         const struct tb_arguments *arguments, struct tb_text *why)
{
    int index;
    while ((index = poptGetNextOpt(context)) > 0) {
        if ((size_t)index == num + 1) {
            show(command, options, num, arguments);
            return TB_OPTIONS_HELP;
        }
        if (!take_option(context, command, &options[index - 1], why))
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

/* popt loses all operands without a word if it had no memory for their list.  The command's name is the first of them,
 * so it is known whether there is a list. */
static bool take_operands(poptContext context, struct tb_words *operands)
{
    const char *word = poptGetArg(context);
    if (!word)
        return false;
    while ((word = poptGetArg(context)))
        if (!tb_words_add(operands, word, strlen(word)))
            return false;
    return true;
}

enum tb_options_result tb_options_parse(const struct tb_command *command, const struct tb_option *options,
                                        struct tb_words *operands, const struct tb_arguments *arguments,
                                        struct tb_text *why)
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
    const char **words = calloc((size_t)arguments->argc + 1, sizeof *words);
    for (int i = 0; words && i < arguments->argc; i++)
        words[i] = i ? arguments->argv[i] : command->name; /* which --version stands for, too */
    poptContext context =
        words ? poptGetContext("tlsbench", arguments->argc, words, popt, POPT_CONTEXT_KEEP_FIRST) : NULL;
    if (!context) {
        free(words);
        tb_text_add(why, "out of memory");
        return TB_OPTIONS_BAD;
    }
    enum tb_options_result result = parse_with(context, command, options, num, arguments, why);
    if (result == TB_OPTIONS_GOOD && !take_operands(context, operands)) {
        tb_text_add(why, "out of memory");
        result = TB_OPTIONS_BAD;
    }
    poptFreeContext(context);
    free(words);
    return result;
}
