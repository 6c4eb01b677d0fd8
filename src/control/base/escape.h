/* escape.h - text of any origin inside formats that forbid some of it.
 *
 * Names and paths come from users, reasons from libraries, and the last words of a worker that crashed can be any
 * bytes. All functions append; what is no UTF-8, and what a format cannot hold, becomes U+FFFD, the replacement
 * character.
 */
#pragma once

struct json_t;
struct tb_text;

void tb_escape_xml(struct tb_text *out, const char *text); /* for content and for attributes in double quotes */

/* Markdown as GitHub and GitLab read it, anywhere in a line or a table's cell: shown as it is, set as code, so that it
 * becomes neither markup nor a mention of somebody. */
void tb_escape_markdown(struct tb_text *out, const char *text);

struct json_t *tb_escape_json(const char *text); /* a new reference; NULL: out of memory */
