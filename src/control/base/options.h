/* options.h - the options of a command, as one table for parsing, ranges, help and suggestions. */
#pragma once
#include "control/base/words.h"
#include <stdbool.h>
#include <stdint.h>

struct tb_text;

enum tb_option_kind {
    TB_OPTION_TEXT,    /* char *: an owned copy; the last one wins */
    TB_OPTION_WORDS,   /* struct tb_words: may be repeated, and takes several words separated by commas */
    TB_OPTION_NUMBER,  /* uint64_t from min to max, decimal */
    TB_OPTION_PERCENT, /* double from min to max, as core/decimal.h reads it; a '%' may follow */
    TB_OPTION_FLAG,    /* bool */
    TB_OPTION_REFUSED  /* the command has no use for it, and `doc` says why; no help shows it: tb_options_refuse */
};

struct tb_option {
    const char *name, *argument, *doc; /* argument NULL: a flag */
    enum tb_option_kind kind;
    void *target; /* type depends on the kind; unchanged if the option is not given */
    uint64_t min, max;
};

enum { TB_MOST_OPTIONS = 40 }; /* size of a command's table, including its end */

struct tb_command {
    const char *name, *usage, *summary; /* "run", "[SUITE|FILE]", one line */
    const char *notes;                  /* after the options in the help, or NULL */
};

enum tb_options_result {
    TB_OPTIONS_GOOD,
    TB_OPTIONS_HELP, /* help was requested and printed on stdout */
    TB_OPTIONS_BAD   /* `why` has the reason, and the nearest option if there is one */
};

/* What --help does with the tables of a command; they are valid during the call only. */
typedef void tb_options_show(const struct tb_command *command, const struct tb_option *options, size_t num,
                             void *context);

/* The arguments of a command: argv[0] is its name.  `show` NULL: --help prints the help.  Else --help calls it, so man
 * pages and completion are made from the tables that commands parse with (command/describe.h). */
struct tb_arguments {
    int argc;
    char **argv;
    tb_options_show *show;
    void *context;
};

/* Words that are not options are appended to `operands`.  An empty name ends `options`. */
enum tb_options_result tb_options_parse(const struct tb_command *command, const struct tb_option *options,
                                        struct tb_words *operands, const struct tb_arguments *arguments,
                                        struct tb_text *why);

/* Appends rows to `table`, which has room for TB_MOST_OPTIONS; one that it has by this name stays instead.  If they do
 * not fit, parsing with that table always fails. */
void tb_options_append(struct tb_option *table, const struct tb_option *rows, size_t num);

/* From now on the table's option of that name is an error: "check does not take --library: " and the reason, which says
 * what to do. */
void tb_options_refuse(struct tb_option *table, const char *name, const char *reason);

/* Splits operands at commas, as options do it; the name of an existing file is one word.  false: out of memory. */
bool tb_operands_split(struct tb_words *operands);
