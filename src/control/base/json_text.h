/* json_text.h - stores arbitrary text in a JSON object. */
#pragma once

struct json_t;

/* Sets `key`.  NULL is stored as "", invalid UTF-8 as a text that says so.  If an allocation fails, the key is
 * missing. */
void tb_json_set_text(struct json_t *object, const char *key, const char *text);
