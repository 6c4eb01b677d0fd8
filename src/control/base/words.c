#include "control/base/words.h"
#include "core/text.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

bool tb_words_add(struct tb_words *words, const char *word, size_t len)
{
    char **items = tb_grow(words->items, words->num, sizeof *items);
    if (!items)
        return false;
    words->items = items;
    if (!(items[words->num] = strndup(word, len)))
        return false;
    words->num++;
    return true;
}

bool tb_words_add_all(struct tb_words *words, const struct tb_words *further)
{
    for (size_t i = 0; i < further->num; i++)
        if (!tb_words_add(words, further->items[i], strlen(further->items[i])))
            return false;
    return true;
}

bool tb_words_split(struct tb_words *words, const char *text, const char *separators)
{
    for (text += strspn(text, separators); *text; text += strspn(text, separators)) {
        size_t len = strcspn(text, separators);
        if (!tb_words_add(words, text, len))
            return false;
        text += len;
    }
    return true;
}

bool tb_words_have(const struct tb_words *words, const char *word)
{
    for (size_t i = 0; i < words->num; i++)
        if (strcmp(words->items[i], word) == 0)
            return true;
    return false;
}

/* The number of letters and digits that both begin with, however they are written: aes256 and AES-256. */
static size_t shared_prefix(const char *a, const char *b)
{
    static const char left_out[] = "-._";
    size_t len = 0;
    for (;;) {
        a += strspn(a, left_out);
        b += strspn(b, left_out);
        if (!*a || tolower((unsigned char)*a) != tolower((unsigned char)*b))
            return len;
        a++;
        b++;
        len++;
    }
}

const char *tb_words_most_alike(const struct tb_words *words, const char *pattern)
{
    const char *best = NULL;
    size_t longest = 0;
    for (size_t i = 0; i < words->num; i++) {
        size_t len = shared_prefix(pattern, words->items[i]);
        if (len > longest) {
            longest = len;
            best = words->items[i];
        }
    }
    return best;
}

void tb_words_free(struct tb_words *words)
{
    for (size_t i = 0; i < words->num; i++)
        free(words->items[i]);
    free(words->items);
    *words = (struct tb_words){0};
}

void tb_suggest(struct tb_text *why, const char *name, const char *const *names, size_t num)
{
    const char *nearest = tb_nearest(name, names, num);
    if (nearest)
        tb_text_printf(why, "; did you mean '%s'?", nearest);
}

void tb_words_suggest(struct tb_text *why, const char *name, const struct tb_words *words)
{
    tb_suggest(why, name, (const char *const *)words->items, words->num);
}

void tb_words_choices(struct tb_text *why, const char *name, const struct tb_words *words, const char *where)
{
    tb_words_suggest(why, name, words);
    tb_text_stop(why);
    tb_text_printf(why, "  There are%s%s:", where ? ", in " : "", where ? where : "");
    for (size_t i = 0; i < words->num; i++)
        tb_text_printf(why, " %s", words->items[i]);
}
