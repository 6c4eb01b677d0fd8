#include "control/command/complete.h"
#include "control/command/complete_words.h"
#include "control/command/describe.h"
#include <ctype.h>
#include <stdio.h>
#include <string.h>

struct line {
    char *const *words; /* behind the command, without the one that is being typed */
    size_t num;
    struct tb_typed typed;
};

enum { MOST_LETTERS = 64 };

static bool is_letter(char c)
{
    return isalnum((unsigned char)c) || c == '-' || c == '_';
}

/* "FILE.ini" names the kind FILE. */
static void read_name(char name[MOST_LETTERS], const char *text)
{
    size_t len = 0;
    while (len + 1 < MOST_LETTERS && is_letter(text[len]))
        len++;
    memcpy(name, text, len);
    name[len] = '\0';
}

/* The option "library" names the kind LIBRARY. */
static void name_kind(char name[MOST_LETTERS], const char *option)
{
    size_t len = 0;
    for (; len + 1 < MOST_LETTERS && option[len]; len++)
        name[len] = (char)toupper((unsigned char)option[len]);
    name[len] = '\0';
}

/* Of "NAME|FILE.so,..." each choice.  The kind NAME of an option is the option's own name. */
static void offer_choices(struct tb_typed *typed, const char *choices, const char *option)
{
    for (const char *choice = choices; choice; choice = strchr(choice, '|')) {
        char name[MOST_LETTERS];
        choice += *choice == '|';
        const char *closed = option && *choice == '[' ? strchr(choice, ']') : NULL; /* "[LABEL=]FILE" */
        read_name(name, closed ? closed + 1 : choice + (*choice == '['));
        if (option && strcmp(name, "NAME") == 0)
            name_kind(name, option);
        if (islower((unsigned char)*name))
            tb_offer(typed, name, NULL);
        else
            tb_offer_kind(typed, name);
    }
}

static const struct tb_option *find_option(const struct tb_option *options, size_t num, const char *word)
{
    size_t len = strncmp(word, "--", 2) == 0 ? strcspn(word + 2, "=") : 0;
    for (size_t i = 0; i < num; i++)
        if (len > 0 && strlen(options[i].name) == len && strncmp(options[i].name, word + 2, len) == 0)
            return &options[i];
    return NULL;
}

/* The option whose argument is the word at `place`; NULL: none. */
static const struct tb_option *owner_of(const struct line *line, size_t place, const struct tb_option *options,
                                        size_t num)
{
    const struct tb_option *option = place > 0 ? find_option(options, num, line->words[place - 1]) : NULL;
    return option && option->argument && !strchr(line->words[place - 1], '=') ? option : NULL;
}

/* What was given for --suites and --modules. */
static void read_folders(struct line *line)
{
    for (size_t i = 0; i < line->num; i++)
        if (i + 1 < line->num && strcmp(line->words[i], "--suites") == 0)
            line->typed.suites = line->words[i + 1];
        else if (i + 1 < line->num && strcmp(line->words[i], "--modules") == 0)
            line->typed.modules = line->words[i + 1];
}

static void offer_value(struct tb_typed *typed, const struct tb_option *option)
{
    const char *comma = option->kind == TB_OPTION_WORDS ? strrchr(typed->word + typed->before, ',') : NULL;
    if (comma)
        typed->before = (size_t)(comma + 1 - typed->word);
    offer_choices(typed, option->argument, option->name);
}

static void offer_options(struct tb_typed *typed, const struct tb_option *options, size_t num)
{
    char word[MOST_LETTERS];
    for (size_t i = 0; i < num; i++) {
        snprintf(word, sizeof word, "--%s", options[i].name);
        tb_offer(typed, word, options[i].doc);
    }
    tb_offer(typed, "--help", "show the options");
}

/* Is `word` what the usage has in its place?  A name in upper case stands for any word. */
static bool fits(const char *token, const char *word)
{
    char name[MOST_LETTERS];
    read_name(name, token + (*token == '['));
    return !islower((unsigned char)*name) || strcmp(name, word) == 0;
}

/* One way to use a command, "cases [SUITE]": offers what it has for the operand behind `operands`.  Its options, which
 * begin with "--" or are "[OPTION]...", end it. */
static void offer_operand(struct tb_typed *typed, const struct tb_words *usage, const struct tb_words *operands)
{
    size_t num = 0;
    while (num < usage->num && strncmp(usage->items[num], "--", 2) != 0 && strncmp(usage->items[num], "[--", 3) != 0 &&
           strncmp(usage->items[num], "[OPTION]", 8) != 0)
        num++;
    size_t place = operands->num;
    if (num > 0 && place >= num && strstr(usage->items[num - 1], "..."))
        place = num - 1;
    bool good = place < num;
    for (size_t i = 0; good && i < place; i++)
        good = fits(usage->items[i], operands->items[i]);
    if (good)
        offer_choices(typed, usage->items[place], NULL);
}

static void offer_operands(struct tb_typed *typed, const char *usage, const struct tb_words *operands)
{
    while (*usage) {
        const char *end = strstr(usage, " | ");
        char way[1000];
        struct tb_words tokens = {0};
        snprintf(way, sizeof way, "%.*s", end ? (int)(end - usage) : (int)strlen(usage), usage);
        if (tb_words_split(&tokens, way, " "))
            offer_operand(typed, &tokens, operands);
        tb_words_free(&tokens);
        usage += end ? (size_t)(end - usage) + 3 : strlen(usage);
    }
}

static void complete(const struct tb_command *command, const struct tb_option *options, size_t num, void *context)
{
    struct line *line = context;
    struct tb_typed *typed = &line->typed;
    const struct tb_option *option = owner_of(line, line->num, options, num);
    const char *equals = *typed->word == '-' ? strchr(typed->word, '=') : NULL;
    if (equals && !option) {
        typed->before = (size_t)(equals + 1 - typed->word);
        option = find_option(options, num, typed->word);
        if (!option || !option->argument)
            return;
    }
    struct tb_words operands = {0};
    for (size_t i = 0; i < line->num; i++)
        if (*line->words[i] != '-' && !owner_of(line, i, options, num) &&
            !tb_words_add(&operands, line->words[i], strlen(line->words[i])))
            break;
    if (option)
        offer_value(typed, option);
    else if (*typed->word == '-')
        offer_options(typed, options, num);
    else
        offer_operands(typed, command->usage, &operands);
    tb_words_free(&operands);
}

void tb_complete(int argc, char **argv)
{
    if (argc < 1)
        return;
    struct line line = {.words = argv + 1, .num = argc > 1 ? (size_t)argc - 2 : 0, .typed = {.word = argv[argc - 1]}};
    const struct tb_named_command *command = argc > 1 ? tb_command_by_name(argv[0]) : NULL;
    read_folders(&line);
    if (command) {
        tb_describe(command, complete, &line);
    } else if (argc == 1 && *argv[0] == '-') {
        tb_offer(&line.typed, "--help", "list the commands");
        tb_offer(&line.typed, "--version", "print the version of tlsbench");
    } else if (argc == 1) {
        tb_offer_kind(&line.typed, "COMMAND");
    }
    tb_words_free(&line.typed.seen);
}
