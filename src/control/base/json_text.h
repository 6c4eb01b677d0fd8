/* json_text.h - arbitrary text in a JSON object, and an object as text. */
#pragma once
#include <stdbool.h>

struct json_t;
struct tb_text;

/* Sets `key`.  NULL is stored as "", invalid UTF-8 as a text that says so.  If an allocation fails, the key is
 * missing. */
void tb_json_set_text(struct json_t *object, const char *key, const char *text);

/* Appends the object, indented, and a newline.  Fails if memory runs out, or has run out for the object, which is
 * then NULL.  The owner of the text notices if it is cut at its limit. */
bool tb_json_append(struct tb_text *text, const struct json_t *object);
