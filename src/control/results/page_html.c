/* page_html.c - the model as one HTML file.
 *
 * The texts are escaped here, as content; the charts' data stand in a block of JSON in which no '<' is left.  The page
 * may not ask for anything: its Content-Security-Policy allows one script, by a number that was drawn for this
 * file, and nothing from anywhere.  Vega runs with its interpreter, so that no text ever becomes code (no unsafe-eval).
 */
#include "control/base/escape.h"
#include "control/base/files.h"
#include "control/base/places.h"
#include "control/results/page.h"
#include "control/results/page_code.h"
#include "core/json_dump.h"
#include "core/text.h"
#include <errno.h>
#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

enum { STYLE_LIMIT = 1 << 20 };

/* What is missing for want of memory is "". */
static const char *value_of(const json_t *value)
{
    const char *text = json_string_value(value);
    return text ? text : "";
}

static const char *text_of(const json_t *object, const char *key)
{
    return value_of(json_object_get(object, key));
}

/* ---- Blocks ---- */

static void write_heading(struct tb_text *out, const json_t *block)
{
    int level = (int)json_integer_value(json_object_get(block, "level"));
    tb_text_printf(out, "<h%d>", level);
    tb_escape_xml(out, text_of(block, "text"));
    tb_text_printf(out, "</h%d>\n", level);
}

static void write_paragraph(struct tb_text *out, const json_t *block)
{
    tb_text_printf(out, "<p class=\"%s\">", text_of(block, "class"));
    tb_escape_xml(out, text_of(block, "text"));
    tb_text_add(out, "</p>\n");
}

static void write_list(struct tb_text *out, const json_t *block)
{
    const json_t *items = json_object_get(block, "items");
    size_t i;
    json_t *item;
    if (json_array_size(items) == 0)
        return;
    tb_text_printf(out, "<ul class=\"%s\">\n", text_of(block, "class"));
    json_array_foreach(items, i, item)
    {
        const char *text = value_of(item);
        bool warning = strncmp(text, "warning: ", 9) == 0;
        tb_text_add(out, warning ? "<li class=\"warning\">" : "<li>");
        tb_escape_xml(out, text);
        tb_text_add(out, "</li>\n");
    }
    tb_text_add(out, "</ul>\n");
}

static bool is_number(const json_t *column)
{
    return *value_of(column) == '#';
}

enum { LONGEST_WHOLE = 20 };

static void write_piece(struct tb_text *out, const char *text, size_t len)
{
    struct tb_text piece;
    tb_text_init(&piece, len);
    tb_text_add_bytes(&piece, text, len);
    tb_escape_xml(out, piece.data);
    tb_text_free(&piece);
}

/* Names of cases and files may be broken, at what separates their parts, and what has no parts anywhere. */
static void write_words(struct tb_text *out, const char *text)
{
    while (*text) {
        size_t len = strcspn(text, "/_:=,- ");
        if (len > LONGEST_WHOLE)
            for (len = LONGEST_WHOLE; len > 1 && ((unsigned char)text[len] & 0xc0) == 0x80;)
                len--; /* characters stay whole */
        else
            len += text[len] != '\0';
        write_piece(out, text, len);
        bool blank = text[len - 1] == ' ';
        text += len;
        if (*text && *text != ' ' && !blank)
            tb_text_add(out, "<wbr>");
    }
}

/* A number stays with its unit, and an interval in one line, which may be the next. */
static void write_number(struct tb_text *out, const char *text)
{
    while (*text) {
        size_t len = strcspn(text, " ");
        write_piece(out, text, len);
        text += len;
        if (!*text)
            break;
        text++;
        bool may_break = strchr("([", *text) || strncmp(text, "±", strlen("±")) == 0;
        tb_text_add(out, may_break ? " " : "&#160;");
    }
}

static void write_row(struct tb_text *out, const json_t *columns, const json_t *row)
{
    size_t i;
    json_t *text;
    tb_text_add(out, "<tr>");
    json_array_foreach(row, i, text)
    {
        bool number = is_number(json_array_get(columns, i));
        tb_text_add(out, number ? "<td class=\"n\">" : "<td>");
        (number ? write_number : write_words)(out, value_of(text));
    }
    tb_text_add(out, "\n");
}

static void write_table(struct tb_text *out, const json_t *block)
{
    const json_t *columns = json_object_get(block, "columns"), *rows = json_object_get(block, "rows");
    bool folded = json_is_true(json_object_get(block, "folded"));
    size_t i;
    json_t *item;
    if (json_array_size(rows) == 0)
        return;
    tb_text_add(out, folded ? "<details><summary>" : "<h3>");
    tb_escape_xml(out, text_of(block, "title"));
    if (folded)
        tb_text_printf(out, ": %zu row%s", json_array_size(rows), json_array_size(rows) == 1 ? "" : "s");
    tb_text_add(out, folded ? "</summary>\n" : "</h3>\n");
    tb_text_add(out, "<div class=\"scroll\"><table>\n<thead><tr>");
    json_array_foreach(columns, i, item)
    {
        tb_text_add(out, is_number(item) ? "<th class=\"n\">" : "<th>");
        write_words(out, value_of(item) + is_number(item));
    }
    tb_text_add(out, "</thead>\n<tbody>\n");
    json_array_foreach(rows, i, item)
    {
        write_row(out, columns, item);
    }
    tb_text_add(out, "</tbody></table></div>\n");
    tb_text_add(out, folded ? "</details>\n" : "");
}

/* The browser draws into the empty box; without scripts the table below has the same figures. */
static void write_chart(struct tb_text *out, const json_t *block, const json_t *charts)
{
    size_t place = (size_t)json_integer_value(json_object_get(block, "chart"));
    const json_t *chart = json_array_get(charts, place);
    tb_text_printf(out, "<figure class=\"%s\" data-chart=\"%zu\"><figcaption><b>",
                   json_is_true(json_object_get(block, "small")) ? "small" : "wide", place);
    tb_escape_xml(out, text_of(chart, "title"));
    tb_text_add(out, "</b> ");
    tb_escape_xml(out, text_of(chart, "doc"));
    tb_text_add(out, "</figcaption><div class=\"box\"></div></figure>\n");
}

static void write_blocks(struct tb_text *out, const struct tb_page *page)
{
    bool small = false;
    size_t i;
    json_t *block;
    json_array_foreach(page->blocks, i, block)
    {
        const char *kind = text_of(block, "kind");
        bool now = json_is_true(json_object_get(block, "small"));
        if (now != small)
            tb_text_add(out, now ? "<div class=\"grid\">\n" : "</div>\n");
        small = now;
        if (strcmp(kind, "heading") == 0)
            write_heading(out, block);
        else if (strcmp(kind, "paragraph") == 0)
            write_paragraph(out, block);
        else if (strcmp(kind, "list") == 0)
            write_list(out, block);
        else if (strcmp(kind, "table") == 0)
            write_table(out, block);
        else
            write_chart(out, block, page->charts);
    }
    tb_text_add(out, small ? "</div>\n" : "");
}

/* ---- Data ---- */

/* '<' stands in strings alone, where JSON has another way to write it; so nothing in here ends the block. */
static bool write_data(struct tb_text *out, const struct tb_page *page)
{
    json_t *data = json_object();
    json_object_set(data, "series", page->series);
    json_object_set(data, "charts", page->charts);
    char *encoded = tb_json_dump(data, JSON_COMPACT | JSON_ENSURE_ASCII | JSON_REAL_PRECISION(9));
    json_decref(data);
    tb_text_add(out, "<script type=\"application/json\" id=\"data\">\n");
    for (const char *at = encoded; at && *at;) {
        size_t len = strcspn(at, "<");
        tb_text_add_bytes(out, at, len);
        at += len;
        if (*at) {
            tb_text_add(out, "\\u003c");
            at++;
        }
    }
    tb_text_add(out, "\n</script>\n");
    free(encoded);
    return encoded != NULL;
}

static bool draw_nonce(char nonce[33], struct tb_text *why)
{
    unsigned char bytes[16];
    if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes) {
        tb_text_printf(why, "no random numbers: %s", strerror(errno));
        return false;
    }
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(nonce + 2 * i, 3, "%02x", bytes[i]);
    return true;
}

static bool write_head(struct tb_text *out, const struct tb_page *page, const char *nonce, struct tb_text *why)
{
    char path[PATH_MAX];
    char *style = tb_places_data(path, "bench/page/page.css", why) ? tb_file_read(path, STYLE_LIMIT, why) : NULL;
    if (!style)
        return false;
    tb_text_printf(out,
                   "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
                   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'nonce-%s'; "
                   "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
                   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                   "<meta name=\"color-scheme\" content=\"light dark\">\n<title>",
                   nonce);
    tb_escape_xml(out, value_of(page->title));
    tb_text_add(out, "</title>\n<style>\n");
    tb_text_add(out, style);
    tb_text_add(out, "</style></head>\n<body>\n<main>\n<h1>");
    tb_escape_xml(out, value_of(page->title));
    tb_text_add(out, "</h1>\n");
    free(style);
    return true;
}

bool tb_page_write(struct tb_text *out, const struct tb_page *page, struct tb_text *why)
{
    char nonce[33];
    if (!draw_nonce(nonce, why) || !write_head(out, page, nonce, why))
        return false;
    write_blocks(out, page);
    tb_text_add(
        out,
        "<noscript><p class=\"note\">The charts need JavaScript; the tables have the same figures.</p></noscript>\n"
        "</main>\n");
    if (!write_data(out, page)) {
        tb_text_add(why, "out of memory for the page");
        return false;
    }
    tb_text_printf(out, "<script nonce=\"%s\">\n", nonce);
    bool good = tb_page_code(out, TB_PAGE_IN_BROWSER, why);
    tb_text_add(out, "</script>\n</body></html>\n");
    return good;
}
