/* options.h - the options of a command, as one table that parsing, ranges, help and suggestions come from. */
#pragma once
#include "control/base/words.h"
#include <stdbool.h>
#include <stdint.h>

struct tb_text;

enum tb_option_kind {
    TB_OPTION_TEXT,   /* char *: an owned copy; the last one given counts */
    TB_OPTION_WORDS,  /* struct tb_words: may be given again, and holds several words separated by commas */
    TB_OPTION_NUMBER, /* uint64_t from min to max, decimal */
    TB_OPTION_FLAG    /* bool */
};

struct tb_option {
    const char *name, *argument, *doc; /* argument NULL: a flag */
    enum tb_option_kind kind;
    void *target; /* of the kind's type; keeps its value when the option is not given */
    uint64_t min, max;
};

enum { TB_MOST_OPTIONS = 40 }; /* of a command, the end included: the room of its table */

struct tb_command {
    const char *name, *usage, *summary; /* "run", "[SUITE|FILE]", one line */
    const char *notes;                  /* after the options in the help, or NULL */
};

enum tb_options_result {
    TB_OPTIONS_GOOD,
    TB_OPTIONS_HELP, /* asked for, and printed on stdout */
    TB_OPTIONS_BAD   /* `why` says what is wrong, with the nearest option where that helps */
};

/* argv[0] is the command's name.  Words that are not options are appended to `operands`.  `options` ends with an empty
 * name. */
enum tb_options_result tb_options_parse(const struct tb_command *command, const struct tb_option *options,
                                        struct tb_words *operands, int argc, char **argv, struct tb_text *why);

/* Adds rows behind those that `table` has, which has room for TB_MOST_OPTIONS; where they do not fit, no command line
 * is parsed with that table. */
void tb_options_append(struct tb_option *table, const struct tb_option *rows, size_t num);
