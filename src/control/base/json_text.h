/* json_text.h - text of any origin as a value in a JSON object. */
#pragma once

struct json_t;

/* Sets `key`.  NULL becomes "".  Invalid UTF-8 becomes a text that says so.  If an allocation fails, the key is
 * missing. */
void tb_json_set_text(struct json_t *object, const char *key, const char *text);
