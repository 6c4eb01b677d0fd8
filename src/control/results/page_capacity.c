/* page_capacity.c - the page of a search for capacities: the rates that keep a promise. */
#include "control/base/ratio_words.h"
#include "control/results/export.h"
#include "control/results/heard.h"
#include "control/results/page.h"
#include "control/results/page_figures.h"
#include "control/results/page_parts.h"
#include "control/show/capacity_table.h"
#include "control/store/capacity_found.h"
#include "core/text.h"
#include <jansson.h>
#include <math.h>

/* "?": not known. */
static void add_end(struct tb_text *text, double end)
{
    if (end > 0 && isfinite(end))
        tb_page_number(text, round(end));
    else
        tb_text_add(text, "?");
}

/* "820 [800, 840]" */
static void add_figure(struct tb_text *text, const struct tb_capacity_found *item)
{
    tb_page_number(text, round(item->interval.median));
    if (item->searches == 1) {
        tb_text_add(text, " [one search]");
        return;
    }
    tb_text_add(text, " [");
    add_end(text, item->interval.low);
    tb_text_add(text, ", ");
    add_end(text, item->interval.high);
    tb_text_add(text, "]");
}

static void add_ratio(struct tb_text *text, const struct tb_capacity_found *item)
{
    tb_ratio_words(text, &item->ratio);
    tb_text_add(text, " ");
    tb_open_interval_words(text, &item->ratio);
}

static void add_share(struct tb_text *text, double share)
{
    if (!isnan(share))
        tb_text_printf(text, "%.0f%%", 100 * share);
}

static void add_row(struct json_t *rows, const struct tb_capacity_found *item)
{
    enum { RATE, RATIO, CLIENT, SERVER, NUM };
    struct tb_text texts[NUM];
    for (size_t i = 0; i < NUM; i++)
        tb_text_init(&texts[i], TB_PAGE_TEXT);
    if (item->found)
        add_figure(&texts[RATE], item);
    if (item->compared)
        add_ratio(&texts[RATIO], item);
    add_share(&texts[CLIENT], item->client_busy);
    add_share(&texts[SERVER], item->server_busy);
    tb_page_row(rows,
                (const char *const[]){item->library, texts[RATE].data, texts[RATIO].data, texts[CLIENT].data,
                                      texts[SERVER].data, item->reason},
                6);
    for (size_t i = 0; i < NUM; i++)
        tb_text_free(&texts[i]);
}

static void add_table(struct tb_page *page, const struct tb_capacities_found *found)
{
    static const char *const columns[] = {"Library",      "#Arrivals a second", "#Against the first",
                                          "#Client busy", "#Server busy",       "Note"};
    struct json_t *rows = tb_page_table(page, "The highest rate", false, columns, 6);
    for (size_t i = 0; i < found->num; i++)
        add_row(rows, &found->items[i]);
}

static void add_dot(struct tb_page *page, json_t *chart, const struct tb_capacity_found *item)
{
    struct tb_text text;
    tb_text_init(&text, TB_PAGE_TEXT);
    tb_text_printf(&text, "%s: ", item->library);
    add_figure(&text, item);
    tb_text_add(&text, " arrivals a second");
    json_t *point = tb_page_point(page, chart, item->library, text.data);
    const struct tb_interval *interval = &item->interval;
    bool whole = item->searches > 1 && interval->low > 0 && isfinite(interval->high); /* else the mark is hollow */
    json_object_set_new(point, "row", json_integer(0));
    json_object_set_new(point, "open", json_boolean(!whole));
    tb_page_set_number(point, "x", interval->median);
    tb_page_set_number(point, "low", interval->low > 0 ? interval->low : interval->median);
    tb_page_set_number(point, "high", isfinite(interval->high) ? interval->high : interval->median);
    tb_text_free(&text);
}

static void add_gap(json_t *gaps, const struct tb_capacity_found *item)
{
    json_t *gap = json_object();
    json_object_set_new(gap, "row", json_integer(0));
    json_object_set_new(gap, "series", tb_page_string(item->library));
    json_object_set_new(gap, "text", json_string("no figure"));
    json_array_append_new(gaps, gap);
}

static void add_chart(struct tb_page *page, const struct tb_capacities_found *found)
{
    json_t *chart = tb_page_chart("dots", "Arrivals a second"), *rows = json_array(), *gaps = json_array();
    json_object_set_new(chart, "doc", tb_page_string("the rate at which half of the samples keep the promise"));
    json_object_set_new(chart, "rows", rows);
    json_object_set_new(chart, "gaps", gaps);
    json_object_set_new(chart, "scale", json_string("value"));
    json_object_set_new(chart, "xTitle", json_string("1/s, log scale; more is better"));
    json_array_append_new(rows, tb_page_string(found->promise));
    for (size_t i = 0; i < found->num; i++)
        if (found->items[i].found)
            add_dot(page, chart, &found->items[i]);
        else
            add_gap(gaps, &found->items[i]);
    tb_page_add_dots(page, chart);
}

static bool add_legend(struct tb_page *page, const struct tb_capacities_found *found)
{
    struct tb_heard heard;
    if (!tb_hear(&heard))
        return false;
    tb_capacity_legend(heard.out, found);
    fputs("Every sample is in capacity.csv.\n", heard.out);
    tb_page_heading(page, 2, "How to read it");
    tb_heard_add(tb_page_list(page, ""), &heard);
    return true;
}

bool tb_page_of_capacities(struct tb_page *page, const struct tb_capacities_found *found, const char *folder)
{
    const struct tb_export_source source = {.facts = found->facts, .folder = folder};
    struct tb_text text;
    tb_page_begin(page, &source);
    for (size_t i = 0; i < found->num; i++)
        tb_page_register(page, found->items[i].library);
    tb_text_init(&text, TB_PAGE_TEXT);
    tb_text_printf(&text, "Capacity: the highest rate of arrivals with %s", found->promise);
    tb_page_heading(page, 2, text.data);
    tb_text_clear(&text);
    tb_text_printf(&text, "%s. The search begins at the rate in this name.", found->case_name);
    tb_page_paragraph(page, "answer", text.data);
    tb_text_free(&text);
    if (found->under_way)
        tb_page_paragraph(page, "note", "The search is still under way; this is what it has found so far.");
    else if (found->facts && !json_is_true(json_object_get(found->facts, "complete")))
        tb_page_paragraph(page, "note", "The search was interrupted; this is what it found.");
    add_table(page, found);
    add_chart(page, found);
    tb_page_facts(page, &source);
    return add_legend(page, found);
}
