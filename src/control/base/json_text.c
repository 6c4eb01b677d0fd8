#include "control/base/json_text.h"
#include <jansson.h>

void tb_json_set_text(struct json_t *object, const char *key, const char *text)
{
    json_t *value = json_string(text ? text : "");
    json_object_set_new(object, key, value ? value : json_string("(not UTF-8)"));
}
