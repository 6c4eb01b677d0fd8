#include "control/base/file_tag.h"
#include "control/base/words.h"
#include <stdio.h>
#include <string.h>

enum { LONGEST = 100 };

static const char harmless[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";

const char *tb_file_tag(struct tb_words *used, const char *name)
{
    char clean[LONGEST + 1], tag[LONGEST + 32];
    snprintf(clean, sizeof clean, "%s", name);
    for (char *c = clean; *c; c++)
        if (!strchr(harmless, *c))
            *c = '_';
    snprintf(tag, sizeof tag, "-%s", clean);
    for (size_t number = 2; tb_words_have(used, tag); number++)
        snprintf(tag, sizeof tag, "-%s-%zu", clean, number);
    return tb_words_add(used, tag, strlen(tag)) ? used->items[used->num - 1] : NULL;
}
