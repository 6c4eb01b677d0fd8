/* page_anatomy.c - anatomy.csv as a dialogue: a row for each stretch of a handshake, in its order, with the phases that
 * it is made of as far as the primitives tell.  A chart for each case and library, all of a case on one scale. */
#include "control/base/csv_columns.h"
#include "control/base/csv_table.h"
#include "control/base/format.h"
#include "control/plan/grid.h"
#include "control/results/export.h"
#include "control/results/heard.h"
#include "control/results/page.h"
#include "control/results/page_figures.h"
#include "control/results/page_parts.h"
#include "control/show/anatomy_notes.h"
#include "core/text.h"
#include <jansson.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What is read of it: csv_columns.h. */
#define ANATOMY_READ(X)                                                                                                \
    X(CASE, "", case)                                                                                                  \
    X(LIBRARY, "", library)                                                                                            \
    X(FLIGHT, "", flight)                                                                                              \
    X(SIDE, "", side)                                                                                                  \
    X(PHASE, "", phase)                                                                                                \
    X(MESSAGES, "", messages)                                                                                          \
    X(BYTES, "", bytes)                                                                                                \
    X(CLOCK, "", clock)                                                                                                \
    X(PRIMITIVES, "", primitives)                                                                                      \
    X(INSTRUCTIONS, "", instructions)                                                                                  \
    X(DISAGREEMENT, "", disagreement)

enum { TB_ANATOMY_COLUMNS(TB_CSV_HAS, TB_CSV_HAS_WHO) };
enum { ANATOMY_READ(TB_CSV_PLACE) NUM_READ };
static const char *const columns[NUM_READ] = {ANATOMY_READ(TB_CSV_NAME)};

struct anatomy {
    struct tb_page *page;
    const struct tb_plan *plan;
    struct tb_csv_table table;
    json_t *chart, *rows;      /* of the case and library that is being read */
    double at;                 /* where the next part of the row begins, us */
    double most;               /* longest row of all libraries of the case, us */
    char flight[24], side[24]; /* of the row */
    char case_name[512], library[256];
};

static const char *get(const struct anatomy *anatomy, size_t column)
{
    return tb_csv_table_get(&anatomy->table, column);
}

/* Only what the page's plan has: it may be a part of the run. */
static bool is_wanted(const struct anatomy *anatomy)
{
    return tb_plan_has(anatomy->plan, get(anatomy, CASE), get(anatomy, LIBRARY));
}

static void end_chart(struct anatomy *anatomy)
{
    if (anatomy->chart)
        tb_page_add_chart(anatomy->page, anatomy->chart, true);
    anatomy->chart = NULL;
}

/* All charts of a case end at the same place.  `first`: the first of them on the page. */
static void end_case(struct anatomy *anatomy, size_t first)
{
    end_chart(anatomy);
    for (size_t i = first; i < json_array_size(anatomy->page->charts); i++)
        tb_page_set_number(json_array_get(anatomy->page->charts, i), "most", anatomy->most);
    anatomy->most = 0;
}

static void begin_chart(struct anatomy *anatomy)
{
    end_chart(anatomy);
    snprintf(anatomy->library, sizeof anatomy->library, "%s", get(anatomy, LIBRARY));
    anatomy->chart = tb_page_chart("parts", anatomy->library);
    anatomy->rows = json_array();
    anatomy->flight[0] = anatomy->side[0] = '\0';
    json_object_set_new(anatomy->chart, "rows", anatomy->rows);
    json_object_set_new(anatomy->chart, "xTitle", json_string("time, us"));
}

/* What the flight carries stands behind its phases: "flight 2, server: ServerHello, {4 records}". */
static void name_messages(struct anatomy *anatomy)
{
    size_t place = json_array_size(anatomy->rows);
    struct tb_text label;
    if (place == 0 || !*get(anatomy, MESSAGES))
        return;
    tb_text_init(&label, TB_PAGE_TEXT);
    tb_text_printf(&label, "%s: %s", json_string_value(json_array_get(anatomy->rows, place - 1)),
                   get(anatomy, MESSAGES));
    json_array_set_new(anatomy->rows, place - 1, tb_page_string(label.data));
    tb_text_free(&label);
}

static void begin_row(struct anatomy *anatomy)
{
    struct tb_text label;
    snprintf(anatomy->flight, sizeof anatomy->flight, "%s", get(anatomy, FLIGHT));
    snprintf(anatomy->side, sizeof anatomy->side, "%s", get(anatomy, SIDE));
    anatomy->at = 0;
    tb_text_init(&label, TB_PAGE_TEXT);
    if (strcmp(anatomy->flight, "outside") == 0)
        tb_text_printf(&label, "%s, opening and closing", anatomy->side);
    else
        tb_text_printf(&label, "flight %s, %s", anatomy->flight, anatomy->side);
    json_array_append_new(anatomy->rows, tb_page_string(label.data));
    tb_text_free(&label);
}

static void add_part(struct anatomy *anatomy, const char *phase, double ns)
{
    struct tb_text text;
    if (!(ns > 0))
        return;
    tb_text_init(&text, TB_PAGE_TEXT);
    tb_text_printf(&text, "%s, flight %s, %s: ", anatomy->library, anatomy->flight, phase);
    tb_format_number(&text, ns / 1e3, tb_decimals_for(ns / 1e3));
    tb_text_add(&text, " us");
    json_t *part = json_object();
    json_object_set_new(part, "part", tb_page_string(phase));
    json_object_set_new(part, "row", json_integer((json_int_t)json_array_size(anatomy->rows) - 1));
    tb_page_set_number(part, "from", anatomy->at);
    tb_page_set_number(part, "to", anatomy->at + ns / 1e3);
    json_object_set_new(part, "text", tb_page_string(text.data));
    json_array_append_new(json_object_get(anatomy->chart, "points"), part);
    anatomy->at += ns / 1e3;
    anatomy->most = fmax(anatomy->most, anatomy->at);
    tb_text_free(&text);
}

/* Phases come before the whole of a stretch: what they leave of the clock's time, if they tell of less, is not told. */
static void take_part(struct anatomy *anatomy)
{
    const char *phase = get(anatomy, PHASE);
    bool all = strcmp(phase, "all") == 0;
    double primitives = strtod(get(anatomy, PRIMITIVES), NULL), clock = strtod(get(anatomy, CLOCK), NULL);
    if (strcmp(get(anatomy, FLIGHT), anatomy->flight) != 0 || strcmp(get(anatomy, SIDE), anatomy->side) != 0)
        begin_row(anatomy);
    if (!all)
        add_part(anatomy, phase, primitives);
    else if (anatomy->at == 0) /* primitives tell nothing of it */
        add_part(anatomy, "all", clock);
    if (all)
        name_messages(anatomy);
}

static void take_figures(json_t *figures, const struct anatomy *anatomy)
{
    struct tb_text numbers[4];
    static const size_t of[] = {CLOCK, PRIMITIVES, INSTRUCTIONS, DISAGREEMENT};
    for (size_t i = 0; i < 4; i++) {
        tb_text_init(&numbers[i], 64);
        if (*get(anatomy, of[i]))
            tb_page_number(&numbers[i], strtod(get(anatomy, of[i]), NULL));
    }
    tb_page_row(figures,
                (const char *const[]){get(anatomy, CASE), get(anatomy, LIBRARY), get(anatomy, FLIGHT),
                                      get(anatomy, SIDE), get(anatomy, PHASE), numbers[0].data, numbers[1].data,
                                      numbers[2].data, numbers[3].data, get(anatomy, BYTES), get(anatomy, MESSAGES)},
                11);
    for (size_t i = 0; i < 4; i++)
        tb_text_free(&numbers[i]);
}

static void take_row(struct anatomy *anatomy, size_t *first)
{
    bool whole = strcmp(get(anatomy, FLIGHT), "all") == 0;
    if (strcmp(get(anatomy, CASE), anatomy->case_name) != 0) {
        end_case(anatomy, *first);
        snprintf(anatomy->case_name, sizeof anatomy->case_name, "%s", get(anatomy, CASE));
        tb_page_heading(anatomy->page, 3, anatomy->case_name);
        *first = json_array_size(anatomy->page->charts);
        anatomy->library[0] = '\0';
    }
    if (!anatomy->chart || strcmp(get(anatomy, LIBRARY), anatomy->library) != 0)
        begin_chart(anatomy);
    if (!whole)
        take_part(anatomy);
}

/* false: damaged. */
static bool read_rows(struct anatomy *anatomy, json_t *figures, struct tb_text *why)
{
    size_t first = json_array_size(anatomy->page->charts);
    int more;
    while ((more = tb_csv_table_next(&anatomy->table, why)) == 1)
        if (is_wanted(anatomy)) {
            take_row(anatomy, &first);
            take_figures(figures, anatomy);
        }
    end_case(anatomy, first);
    return more == 0;
}

/* A file that cannot be read is told below. */
static void add_notes(struct tb_page *page, const struct tb_export_source *source)
{
    struct tb_heard heard;
    struct tb_text ignored;
    tb_text_init(&ignored, TB_PAGE_TEXT);
    if (tb_hear(&heard))
        tb_anatomy_notes(heard.out, source->plan, source->facts, source->folder, &ignored);
    tb_heard_add(tb_page_list(page, "doubts"), &heard);
    tb_text_free(&ignored);
}

void tb_page_anatomy(struct tb_page *page, const struct tb_export_source *source)
{
    static const char *const shown[] = {"Case",          "Library",    "Flight",          "Side",
                                        "Phase",         "#Clock, ns", "#Primitives, ns", "#Instructions",
                                        "#Disagreement", "#Bytes",     "Messages"};
    struct anatomy anatomy = {.page = page, .plan = source->plan};
    char path[PATH_MAX];
    struct tb_text why;
    if (!source->folder || snprintf(path, sizeof path, "%s/anatomy.csv", source->folder) >= (int)sizeof path ||
        access(path, F_OK) != 0)
        return;
    tb_text_init(&why, TB_PAGE_TEXT);
    tb_page_heading(page, 2, "Anatomy of a handshake");
    tb_page_paragraph(page, "",
                      "Each row is the work of one side before it waits for the other.  Its length is measured "
                      "by the clock; its phases are measured separately, and the remainder is the difference.");
    json_t *figures = json_array();
    add_notes(page, source);
    if (!tb_csv_table_open(&anatomy.table, path, columns, NUM_READ, &why) || !read_rows(&anatomy, figures, &why))
        tb_page_paragraph(page, "note", why.data);
    json_array_extend(tb_page_table(page, "Figures of the anatomy", true, shown, 11), figures);
    json_decref(figures);
    tb_csv_table_close(&anatomy.table);
    tb_text_free(&why);
}
