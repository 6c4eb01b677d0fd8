#include "core/json_dump.h"
#include <jansson.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct dump {
    char *text;
    size_t len, cap;
    bool lost;
};

static int append(const char *bytes, size_t len, void *owner)
{
    struct dump *dump = owner;
    if (!dump->lost && dump->cap - dump->len <= len) {
        size_t cap = 2 * (dump->cap + len) + 256;
        char *text = realloc(dump->text, cap);
        dump->lost = !text;
        dump->text = text ? text : dump->text;
        dump->cap = text ? cap : dump->cap;
    }
    if (dump->lost)
        return -1;
    memcpy(dump->text + dump->len, bytes, len);
    dump->len += len;
    dump->text[dump->len] = '\0';
    return 0;
}

char *tb_json_dump(const struct json_t *value, size_t flags)
{
    struct dump dump = {0};
    if (value && json_dump_callback(value, append, &dump, flags) == 0 && !dump.lost)
        return dump.text;
    free(dump.text);
    return NULL;
}
