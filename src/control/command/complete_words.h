/* complete_words.h - the words that exist, by the names that usages and options have for their kinds. */
#pragma once
#include "control/base/words.h"
#include <stddef.h>

struct tb_typed {
    const char *word;   /* what is being typed */
    size_t before;      /* so many characters of it come before what is completed: "--case=", "kx/x25519/offer," */
    const char *suites; /* values of --suites and --modules on this command line; NULL: not given */
    const char *modules;
    struct tb_words seen; /* what was printed: nothing is offered twice */
};

/* Prints a word if it continues what is being typed.  `meaning` may be NULL. */
void tb_offer(struct tb_typed *typed, const char *word, const char *meaning);

/* Prints the words of a kind, such as "SUITE"; nothing if there is no such kind.  What cannot be read offers nothing.
 */
void tb_offer_kind(struct tb_typed *typed, const char *kind);
