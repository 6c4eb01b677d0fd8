/* page.h - a page for people: one HTML file that needs nothing else, neither a network nor other files.
 *
 *     page.c           its model: blocks of text, tables and charts
 *     page_figures.c   numbers and cells in words
 *     page_facts.c     where, of what, how to do it again
 *     page_run.c       the page of a run, a comparison or a check
 *     page_capacity.c  the page of a search for capacities
 *     page_ratios.c    charts of ratios, and of values where nothing is compared
 *     page_sheets.c    long ones in parts
 *     page_curves.c    charts over a parameter, and of latencies
 *     page_tables.c    figures, what has none, counters
 *     page_anatomy.c   the stretches of a handshake
 *     page_profile.c   flame graphs, and page_functions.c the functions below them
 *     page_history.c   the page of a history
 *     page_html.c      the model as one HTML file
 *     page_svg.c       its charts as SVG files
 *     page_code.c      the code that draws, for both
 *     bench/page       that code, which hands the charts to Vega, and the style
 *
 * The model is JSON.  Texts of any origin are in it as they are, and page_html.c escapes them.  Whatever cannot be
 * added for want of memory is missing, and seen at the end (core/memory.h).
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>

struct json_t;
struct tb_capacities_found;
struct tb_export_source;
struct tb_history_lines;
struct tb_text;

struct tb_page {
    struct json_t *title;  /* text */
    struct json_t *origin; /* text: of which run or file the figures are; for what is shown without the page */
    struct json_t *blocks; /* {"kind": "heading", "list", "table", "chart", ...}, in their order */
    struct json_t *charts; /* what the browser draws; a block of kind "chart" has the place of one */
    struct json_t *series; /* names, by which each has one colour and shape in all charts */
};

/* To be freed in any case. */
void tb_page_init(struct tb_page *page, const char *title, const char *origin);
void tb_page_free(struct tb_page *page);

struct json_t *tb_page_string(const char *text); /* a new reference; invalid UTF-8 is replaced */

/* Levels 2 and 3; the title is 1. */
void tb_page_heading(struct tb_page *page, int level, const char *text);
/* Classes: "" or "answer", "outcome", "note". */
void tb_page_paragraph(struct tb_page *page, const char *class, const char *text);
/* A list; its items are to be appended.  Borrowed. */
struct json_t *tb_page_list(struct tb_page *page, const char *class);

/* The name of a column begins with a '#' where numbers stand in it.  Folded: behind its title, to be opened.  Returns
 * its rows, borrowed, to which arrays of texts are to be appended, by tb_page_row. */
struct json_t *tb_page_table(struct tb_page *page, const char *title, bool folded, const char *const *columns,
                             size_t num);
void tb_page_row(struct json_t *rows, const char *const *texts, size_t num);

/* ---- Charts ---- */

/* Kinds, and what their points have beside "series", "x" and "text", which is shown for a point that is pointed at:
 *   dots     "row", a place in the chart's "rows"; "low", "high"; "open": hollow
 *   lines    "y", "low", "high"
 *   parts    "row"; "from" and "to" instead of x
 *   flame    "name", "part"; "from" and "to", shares of the whole, instead of x; "depth"; the chart's "deepest"
 *   history  "y", "low", "high"; x is in ms since 1970
 * Dots that are a part of a longer chart have its "extent", the ends of its scale.  Returns the chart, which is not on
 * the page yet: tb_page_add_chart takes it, or drops one without a point. */
struct json_t *tb_page_chart(const char *kind, const char *title);
void tb_page_add_chart(struct tb_page *page, struct json_t *chart, bool small);
/* A new point of the chart, borrowed.  `text` is taken as it is, "series" registered. */
struct json_t *tb_page_point(struct tb_page *page, struct json_t *chart, const char *series, const char *text);
void tb_page_set_number(struct json_t *object, const char *key, double value);
void tb_page_register(struct tb_page *page, const char *series);

/* ---- Whole pages; to be freed in any case.  false: out of memory, or `why` ---- */

bool tb_page_of_run(struct tb_page *page, const struct tb_export_source *source); /* page_run.c */
bool tb_page_of_capacities(struct tb_page *page, const struct tb_capacities_found *found,
                           const char *folder); /* page_capacity.c */
/* Series of a history, with their changes of level by at least `least`.  page_history.c */
bool tb_page_of_history(struct tb_page *page, const struct tb_history_lines *lines, const char *path, double least);

/* ---- Files ---- */

bool tb_page_write(struct tb_text *out, const struct tb_page *page, struct tb_text *why); /* page_html.c */

/* page_svg.c: can charts be drawn here?  false: `why` names what is missing and how to get it. */
bool tb_page_svg_ready(struct tb_text *why);
/* An SVG file for each chart, in a folder, which is made if only it is missing.  Each has the name of its section and
 * of its chart, so that the next run's has the same, and replaces it whole.  `num`: how many there are.  false: `why`.
 */
bool tb_page_svg(const struct tb_page *page, const char *folder, size_t *num, struct tb_text *why);
