/* json_dump.h - a JSON value as text, or nothing. */
#pragma once
#include <stddef.h>

struct json_t;

/* As jansson's json_dumps, with its flags; the caller frees the text.  NULL: the value is NULL, or memory ran out, also
 * where json_dumps goes on: jansson 2.14 does not look whether the text of a key was written. */
char *tb_json_dump(const struct json_t *value, size_t flags);
