/* json_text.h - text from anywhere as a value in a JSON object. */
#pragma once

struct json_t;

/* Sets `key`.  NULL becomes "", and what is not UTF-8 says so.  A failed allocation leaves the key out. */
void tb_json_set_text(struct json_t *object, const char *key, const char *text);
