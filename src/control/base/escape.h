/* escape.h - escapes arbitrary text for formats that restrict it.
 *
 * Names and paths come from users, reasons from libraries, and the last output of a crashed worker can be any bytes.
 * All functions append.  Invalid UTF-8, and characters that a format cannot represent, become U+FFFD, the replacement
 * character.
 */
#pragma once

struct json_t;
struct tb_text;

void tb_escape_xml(struct tb_text *out, const char *text); /* for content and for attributes in double quotes */

/* Markdown as GitHub and GitLab read it, anywhere in a line or a table cell: the text is shown literally, as code, so
 * that it becomes neither markup nor a mention of a user. */
void tb_escape_markdown(struct tb_text *out, const char *text);

struct json_t *tb_escape_json(const char *text); /* a new reference; NULL: out of memory */
