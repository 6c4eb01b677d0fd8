/* page_sheets.c - a chart of dots with many rows, as several of them, each of which fits on a printed sheet and into a
 * paper.  All have the same scale. */
#include "control/results/page.h"
#include "control/results/page_figures.h"
#include "control/results/page_parts.h"
#include "core/text.h"
#include <jansson.h>
#include <math.h>

/* What a printed sheet has room for, and what rows and dots take, in the pixels in which they are drawn. */
enum { SHEET = 1200, ROW_HEIGHT = 10, DOT_HEIGHT = 15 };

static size_t row_of(const json_t *item)
{
    return (size_t)json_integer_value(json_object_get(item, "row"));
}

/* A new reference: those of the rows `first` to `end`, which count from 0 there. */
static json_t *items_between(const json_t *items, size_t first, size_t end)
{
    json_t *part = json_array(), *item;
    size_t i;
    json_array_foreach(items, i, item)
    {
        if (row_of(item) < first || row_of(item) >= end)
            continue;
        json_t *moved = json_copy(item);
        json_object_set_new(moved, "row", json_integer((json_int_t)(row_of(item) - first)));
        json_array_append_new(part, moved);
    }
    return part;
}

static size_t count(const json_t *items, size_t row)
{
    size_t num = 0, i;
    json_t *item;
    json_array_foreach(items, i, item)
    {
        num += row_of(item) == row;
    }
    return num;
}

/* The first row that has no room beside `first`. */
static size_t end_of_sheet(const json_t *chart, size_t first)
{
    const json_t *points = json_object_get(chart, "points"), *gaps = json_object_get(chart, "gaps");
    size_t end = first, height = 0, num = json_array_size(json_object_get(chart, "rows"));
    for (; end < num; end++) {
        height += ROW_HEIGHT + DOT_HEIGHT * (count(points, end) + count(gaps, end));
        if (height > SHEET && end > first)
            break;
    }
    return end;
}

static size_t count_sheets(const json_t *chart)
{
    size_t num = json_array_size(json_object_get(chart, "rows")), sheets = 0;
    for (size_t first = 0; first < num; first = end_of_sheet(chart, first))
        sheets++;
    return sheets;
}

static void widen(double extent[2], const json_t *value)
{
    double number = json_number_value(value);
    if (!(number > 0)) /* the scale is logarithmic; what is missing is 0 */
        return;
    extent[0] = fmin(extent[0], number);
    extent[1] = fmax(extent[1], number);
}

/* The ends of all intervals, so that parts can be read beside each other. */
static void set_extent(json_t *chart)
{
    double extent[2] = {INFINITY, 0};
    json_t *point, *ends = json_array();
    size_t i;
    json_array_foreach(json_object_get(chart, "points"), i, point)
    {
        widen(extent, json_object_get(point, "x"));
        widen(extent, json_object_get(point, "low"));
        widen(extent, json_object_get(point, "high"));
    }
    widen(extent, json_object_get(chart, "reference"));
    json_array_append_new(ends, json_real(extent[0]));
    json_array_append_new(ends, json_real(extent[1]));
    json_object_set_new(chart, "extent", ends);
}

static json_t *part_of(json_t *chart, size_t first, size_t end, size_t number, size_t sheets)
{
    json_t *part = json_copy(chart), *rows = json_array();
    struct tb_text title;
    for (size_t i = first; i < end; i++)
        json_array_append(rows, json_array_get(json_object_get(chart, "rows"), i));
    json_object_set_new(part, "rows", rows);
    json_object_set_new(part, "points", items_between(json_object_get(chart, "points"), first, end));
    json_object_set_new(part, "gaps", items_between(json_object_get(chart, "gaps"), first, end));
    tb_text_init(&title, TB_PAGE_TEXT);
    tb_text_printf(&title, "%s, part %zu of %zu", json_string_value(json_object_get(chart, "title")), number, sheets);
    json_object_set_new(part, "title", tb_page_string(title.data));
    tb_text_free(&title);
    return part;
}

void tb_page_add_dots(struct tb_page *page, struct json_t *chart)
{
    size_t sheets = count_sheets(chart), first = 0;
    if (sheets < 2 || json_array_size(json_object_get(chart, "points")) == 0) {
        tb_page_add_chart(page, chart, false);
        return;
    }
    set_extent(chart);
    for (size_t number = 1; number <= sheets; number++) {
        size_t end = end_of_sheet(chart, first);
        tb_page_add_chart(page, part_of(chart, first, end, number, sheets), false);
        first = end;
    }
    json_decref(chart);
}
