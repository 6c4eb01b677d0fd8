#include "control/base/json_text.h"
#include "core/json_dump.h"
#include "core/text.h"
#include <jansson.h>
#include <stdlib.h>

void tb_json_set_text(struct json_t *object, const char *key, const char *text)
{
    json_t *value = json_string(text ? text : "");
    json_object_set_new(object, key, value ? value : json_string("(not UTF-8)"));
}

bool tb_json_append(struct tb_text *text, const json_t *object)
{
    char *encoded = tb_json_dump(object, JSON_INDENT(2));
    if (encoded)
        tb_text_printf(text, "%s\n", encoded);
    bool good = encoded != NULL;
    free(encoded);
    return good;
}
