/* words.h - a list of words: names given on a command line or in a suite file.  Strings are owned, in the order
 * given. */
#pragma once
#include "core/grow.h"
#include <stdbool.h>
#include <stddef.h>

struct tb_words {
    char **items;
    size_t num;
};

bool tb_words_add(struct tb_words *words, const char *word, size_t len);       /* fails only if memory runs out */
bool tb_words_add_all(struct tb_words *words, const struct tb_words *further); /* the same */
bool tb_words_split(struct tb_words *words, const char *text,
                    const char *separators); /* appends every word of `text` */
bool tb_words_have(const struct tb_words *words, const char *word);
/* The word that shares the longest prefix with a pattern, but for "-._" and capitals: probably what a mistyped glob
 * meant.  NULL: none shares any. */
const char *tb_words_most_alike(const struct tb_words *words, const char *pattern);
void tb_words_free(struct tb_words *words);

/* Appends the nearest of the names as "; did you mean 'x'?", or nothing. */
struct tb_text;
void tb_suggest(struct tb_text *why, const char *name, const char *const *names, size_t num);
void tb_words_suggest(struct tb_text *why, const char *name, const struct tb_words *words);

/* The same, then all of them: ".  There are, in WHERE: x y"; `where` may be NULL. */
void tb_words_choices(struct tb_text *why, const char *name, const struct tb_words *words, const char *where);
