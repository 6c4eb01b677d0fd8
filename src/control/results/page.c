#include "control/results/page.h"
#include "control/base/escape.h"
#include <jansson.h>
#include <math.h>
#include <string.h>

void tb_page_init(struct tb_page *page, const char *title, const char *origin)
{
    *page = (struct tb_page){.title = tb_page_string(title),
                             .origin = tb_page_string(origin),
                             .blocks = json_array(),
                             .charts = json_array(),
                             .series = json_array()};
}

void tb_page_free(struct tb_page *page)
{
    json_decref(page->title);
    json_decref(page->origin);
    json_decref(page->blocks);
    json_decref(page->charts);
    json_decref(page->series);
    *page = (struct tb_page){0};
}

struct json_t *tb_page_string(const char *text)
{
    return tb_escape_json(text ? text : "");
}

static json_t *add_block(struct tb_page *page, const char *kind)
{
    json_t *block = json_object();
    json_object_set_new(block, "kind", json_string(kind));
    json_array_append_new(page->blocks, block);
    return block;
}

void tb_page_heading(struct tb_page *page, int level, const char *text)
{
    json_t *block = add_block(page, "heading");
    json_object_set_new(block, "level", json_integer(level));
    json_object_set_new(block, "text", tb_page_string(text));
}

void tb_page_paragraph(struct tb_page *page, const char *class, const char *text)
{
    json_t *block = add_block(page, "paragraph");
    json_object_set_new(block, "class", json_string(class));
    json_object_set_new(block, "text", tb_page_string(text));
}

static json_t *add_array(json_t *object, const char *key)
{
    json_t *array = json_array();
    json_object_set_new(object, key, array);
    return array;
}

struct json_t *tb_page_list(struct tb_page *page, const char *class)
{
    json_t *block = add_block(page, "list");
    json_object_set_new(block, "class", json_string(class));
    return add_array(block, "items");
}

struct json_t *tb_page_table(struct tb_page *page, const char *title, bool folded, const char *const *columns,
                             size_t num)
{
    json_t *block = add_block(page, "table");
    json_object_set_new(block, "title", tb_page_string(title));
    json_object_set_new(block, "folded", json_boolean(folded));
    json_t *names = add_array(block, "columns");
    for (size_t i = 0; i < num; i++)
        json_array_append_new(names, tb_page_string(columns[i]));
    return add_array(block, "rows");
}

void tb_page_row(struct json_t *rows, const char *const *texts, size_t num)
{
    json_t *row = json_array();
    for (size_t i = 0; i < num; i++)
        json_array_append_new(row, tb_page_string(texts[i]));
    json_array_append_new(rows, row);
}

/* ---- Charts ---- */

struct json_t *tb_page_chart(const char *kind, const char *title)
{
    json_t *chart = json_object();
    json_object_set_new(chart, "kind", json_string(kind));
    json_object_set_new(chart, "title", tb_page_string(title));
    json_object_set_new(chart, "points", json_array());
    return chart;
}

void tb_page_add_chart(struct tb_page *page, struct json_t *chart, bool small)
{
    if (json_array_size(json_object_get(chart, "points")) == 0) {
        json_decref(chart);
        return;
    }
    json_t *block = add_block(page, "chart");
    json_object_set_new(block, "chart", json_integer((json_int_t)json_array_size(page->charts)));
    json_object_set_new(block, "small", json_boolean(small));
    json_array_append_new(page->charts, chart);
}

void tb_page_register(struct tb_page *page, const char *series)
{
    json_t *name = tb_page_string(series), *known;
    size_t i;
    json_array_foreach(page->series, i, known)
    {
        if (json_equal(known, name)) {
            json_decref(name);
            return;
        }
    }
    json_array_append_new(page->series, name);
}

struct json_t *tb_page_point(struct tb_page *page, struct json_t *chart, const char *series, const char *text)
{
    json_t *point = json_object();
    tb_page_register(page, series);
    json_object_set_new(point, "series", tb_page_string(series));
    json_object_set_new(point, "text", tb_page_string(text));
    json_array_append_new(json_object_get(chart, "points"), point);
    return point;
}

/* JSON has no NaN; a key that is missing is no number. */
void tb_page_set_number(struct json_t *object, const char *key, double value)
{
    if (isfinite(value))
        json_object_set_new(object, key, json_real(value));
}
