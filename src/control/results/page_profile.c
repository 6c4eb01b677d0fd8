/* page_profile.c - the profiles beside a run: a flame graph for each worker, those of a case beside each other and as
 * deep, and the functions in which the time was spent.
 *
 * The place of each frame is computed here, by the share of the samples: Vega draws rectangles, and zooms. */
#include "control/plan/grid.h"
#include "control/results/export.h"
#include "control/results/page.h"
#include "control/results/page_figures.h"
#include "control/results/page_functions.h"
#include "control/results/page_parts.h"
#include "control/run/perf_script.h"
#include "control/store/folded.h"
#include "core/text.h"
#include <jansson.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_WORKERS = TB_PAGE_MOST_WORKERS, MOST_DEEP = 250, FULL_DETAIL = 16 /* workers */ };
static const double least_frame = 0.002, least_function = 0.01; /* shares of the samples */

/* ---- Frames ---- */

struct mark {
    const char *ending, *part;
};
static const struct mark marks[] = {{TB_FRAME_OWN, "tlsbench"}, {TB_FRAME_KERNEL, "kernel"}};

/* Takes the mark from a name, and returns what it belongs to. */
static const char *part_of(const char *name, size_t *len)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t its = strlen(marks[i].ending);
        if (*len > its && strncmp(name + *len - its, marks[i].ending, its) == 0) {
            *len -= its;
            return marks[i].part;
        }
    }
    return *name == '[' ? "not known" : "library";
}

struct flame {
    const struct tb_folded *folded;
    json_t *points;
    double all, least; /* samples; below `least` a frame is not drawn */
    size_t deepest;
};

static size_t frame_len(const char *at)
{
    return strcspn(at, (const char[]){TB_FOLDED_PART, '\0'});
}

static void add_rectangle(struct flame *flame, const char *name, size_t len, double before, double samples,
                          size_t depth)
{
    struct tb_text text, label;
    const char *part = part_of(name, &len);
    tb_text_init(&label, TB_PAGE_LABEL);
    tb_text_add_bytes(&label, name, len);
    tb_text_init(&text, TB_PAGE_TEXT);
    tb_text_printf(&text, "%s: %.1f%% of the samples (%.0f)", label.data, 100 * samples / flame->all, samples);
    if (strcmp(part, "tlsbench") == 0 || strcmp(part, "kernel") == 0)
        tb_text_printf(&text, ", %s", part);
    json_t *point = json_object();
    json_object_set_new(point, "name", tb_page_string(label.data));
    json_object_set_new(point, "part", json_string(part));
    json_object_set_new(point, "depth", json_integer((json_int_t)depth));
    tb_page_set_number(point, "from", before / flame->all);
    tb_page_set_number(point, "to", (before + samples) / flame->all);
    json_object_set_new(point, "text", tb_page_string(text.data));
    json_array_append_new(flame->points, point);
    flame->deepest = depth > flame->deepest ? depth : flame->deepest;
    tb_text_free(&text);
    tb_text_free(&label);
}

static double count(const struct tb_folded *folded, size_t from, size_t to)
{
    double samples = 0;
    for (size_t i = from; i < to; i++)
        samples += (double)folded->lines[i].count;
    return samples;
}

/* The lines from..to - 1 have the same frames up to the byte `at`; `before`: samples to the left of them.  The calls go
 * as deep as the stacks, at most MOST_DEEP. */
static void add_frames(struct flame *flame, size_t from, size_t to, size_t at, double before, size_t depth)
{
    const struct tb_folded_line *lines = flame->folded->lines;
    for (size_t i = from, end; i < to; i = end) {
        const char *name = lines[i].stack + at;
        size_t len = frame_len(name);
        for (end = i + 1; end < to && strncmp(lines[end].stack + at, name, len) == 0 &&
                          (lines[end].stack[at + len] == '\0' || lines[end].stack[at + len] == TB_FOLDED_PART);)
            end++;
        double samples = count(flame->folded, i, end);
        if (samples >= flame->least && depth < MOST_DEEP) {
            add_rectangle(flame, name, len, before, samples, depth);
            size_t inner = i; /* stacks that end here come first */
            double self = 0;
            for (; inner < end && lines[inner].stack[at + len] == '\0'; inner++)
                self += (double)lines[inner].count;
            add_frames(flame, inner, end, at + len + 1, before + self, depth + 1);
        }
        before += samples;
    }
}

/* ---- Functions ---- */

/* Of the workers of one case. */
struct board {
    struct tb_page *page;
    const struct tb_export_source *source;
    const char *case_name;
    char names[MOST_WORKERS][TB_PAGE_LABEL];
    size_t num_workers, beyond, deepest, first_chart; /* beyond: workers that do not fit beside the others */
    struct tb_page_functions functions;
    double detail; /* least share of a frame */
};

static double most_share(const struct tb_page_function *function)
{
    double most = 0;
    for (size_t i = 0; i < MOST_WORKERS; i++)
        most = fmax(most, function->share[i]);
    return most;
}

static int by_share(const void *a, const void *b)
{
    double of_a = most_share(a), of_b = most_share(b);
    return of_a < of_b ? 1
           : of_a > of_b
               ? -1
               : strcmp(((const struct tb_page_function *)a)->name, ((const struct tb_page_function *)b)->name);
}

static void add_function_row(json_t *rows, const struct board *board, const struct tb_page_function *function)
{
    const char *texts[2 + MOST_WORKERS];
    char name[TB_PAGE_LABEL], shares[MOST_WORKERS][24];
    size_t len = strlen(function->name), num = 2;
    texts[1] = part_of(function->name, &len);
    snprintf(name, sizeof name, "%.*s", (int)(len < sizeof name ? len : sizeof name - 1), function->name);
    texts[0] = name;
    for (size_t i = 0; i < board->num_workers; i++) {
        snprintf(shares[i], sizeof shares[i], "%.1f", 100 * function->share[i]);
        texts[num++] = shares[i];
    }
    tb_page_row(rows, texts, num);
}

static void add_table(struct board *board)
{
    const char *columns[2 + MOST_WORKERS] = {"Function", "Of"};
    char names[MOST_WORKERS][TB_PAGE_LABEL + 20];
    for (size_t i = 0; i < board->num_workers; i++) {
        snprintf(names[i], sizeof names[i], "#%s, %%", board->names[i]);
        columns[2 + i] = names[i];
    }
    struct tb_page_functions *functions = &board->functions;
    if (functions->num)
        qsort(functions->items, functions->num, sizeof *functions->items, by_share);
    json_t *rows = tb_page_table(board->page, "Functions in which the time was spent themselves", true, columns,
                                 2 + board->num_workers);
    for (size_t i = 0; i < functions->num && most_share(&functions->items[i]) >= least_function; i++)
        add_function_row(rows, board, &functions->items[i]);
}

/* ---- Workers ---- */

static const char *text_of(const json_t *worker, const char *key)
{
    const char *text = json_string_value(json_object_get(worker, key));
    return text ? text : "";
}

static double number_of(const json_t *worker, const char *key)
{
    double number = json_number_value(json_object_get(worker, key));
    return number > 0 ? number : 0;
}

/* Only what the page's plan has: it may be a part of the run. */
static bool is_wanted(const struct tb_plan *plan, const json_t *worker)
{
    for (size_t i = 0; i < plan->num; i++)
        for (size_t j = 0; j < plan->items[i].num_cells; j++)
            if (strcmp(plan->items[i].name, text_of(worker, "case")) == 0 &&
                strcmp(plan->items[i].cells[j].variant->name, text_of(worker, "library")) == 0)
                return true;
    return false;
}

static void name_worker(char name[TB_PAGE_LABEL], const json_t *worker)
{
    const char *side = text_of(worker, "side");
    snprintf(name, TB_PAGE_LABEL, "%s%s%s", text_of(worker, "library"), *side ? ", " : "", side);
}

/* What its figures are worth. */
static void describe(json_t *chart, const json_t *worker, double all)
{
    struct tb_text text;
    tb_text_init(&text, TB_PAGE_TEXT);
    tb_page_number(&text, all);
    tb_text_printf(&text, " samples in %.2f s", number_of(worker, "timed_s"));
    if (all > 0)
        tb_text_printf(&text, "; %.1f%% in functions without a name, %.1f%% of unknown callers",
                       100 * number_of(worker, "without_symbol") / all,
                       100 * number_of(worker, "without_callers") / all);
    if (number_of(worker, "lost") > 0)
        tb_text_printf(&text, "; perf lost %.0f", number_of(worker, "lost"));
    json_object_set_new(chart, "doc", tb_page_string(text.data));
    tb_text_free(&text);
}

static void add_chart(struct board *board, const json_t *worker, const struct tb_folded *folded, struct tb_text *why)
{
    char root[TB_PAGE_LABEL];
    const char *side = text_of(worker, "side"), whole[] = "all";
    size_t first = 0;
    snprintf(root, sizeof root, "%s%s%s", board->case_name, *side ? (const char[]){TB_FOLDED_PART, '\0'} : "", side);
    size_t num = tb_folded_below(folded, root, &first);
    if (num == 0) {
        tb_text_add(why, "its file has no stacks of this case");
        return;
    }
    json_t *chart = tb_page_chart("flame", board->names[board->num_workers]);
    struct flame flame = {.folded = folded, .points = json_object_get(chart, "points")};
    flame.all = count(folded, first, first + num);
    flame.least = board->detail * flame.all;
    json_object_set_new(chart, "xTitle", json_string("share of the samples"));
    describe(chart, worker, flame.all);
    add_rectangle(&flame, whole, strlen(whole), 0, flame.all, 0);
    add_frames(&flame, first, first + num, strlen(root) + 1, 0, 1);
    tb_page_add_chart(board->page, chart, true);
    board->deepest = flame.deepest > board->deepest ? flame.deepest : board->deepest;
    if (!tb_page_functions_add(&board->functions, board->num_workers, folded, first, num))
        tb_text_add(why, "out of memory");
}

static void add_note(struct board *board, const char *why)
{
    struct tb_text text;
    tb_text_init(&text, TB_PAGE_TEXT);
    tb_text_printf(&text, "note: no profile of %s: %s", board->names[board->num_workers], why);
    tb_page_paragraph(board->page, "note", text.data);
    tb_text_free(&text);
}

static void add_worker(struct board *board, const json_t *worker)
{
    struct tb_folded folded = {0};
    struct tb_text why;
    char path[PATH_MAX];
    const char *file = text_of(worker, "file");
    if (board->num_workers == MOST_WORKERS) {
        board->beyond++;
        return;
    }
    tb_text_init(&why, TB_PAGE_TEXT);
    name_worker(board->names[board->num_workers], worker);
    if (!*file)
        tb_text_printf(&why, "%s: %s", text_of(worker, "status"), text_of(worker, "reason"));
    else if (strchr(file, '/') || snprintf(path, sizeof path, "%s/%s", board->source->folder, file) >= (int)sizeof path)
        tb_text_printf(&why, "run.json names a file that is not in its folder: %s", file);
    else if (tb_folded_read(&folded, path, &why))
        add_chart(board, worker, &folded, &why);
    if (why.len)
        add_note(board, why.data);
    else
        board->num_workers++;
    tb_folded_free(&folded);
    tb_text_free(&why);
}

/* ---- Cases ---- */

static void end_case(struct board *board)
{
    for (size_t i = board->first_chart; i < json_array_size(board->page->charts); i++)
        json_object_set_new(json_array_get(board->page->charts, i), "deepest",
                            json_integer((json_int_t)board->deepest));
    if (board->beyond > 0) {
        char text[100];
        snprintf(text, sizeof text, "note: %zu more processes of this case are in the files alone", board->beyond);
        tb_page_paragraph(board->page, "note", text);
    }
    if (board->case_name)
        add_table(board);
    tb_page_functions_free(&board->functions);
}

static void begin_case(struct board *board, const char *name)
{
    struct board next = {.page = board->page,
                         .source = board->source,
                         .case_name = name,
                         .first_chart = json_array_size(board->page->charts),
                         .detail = board->detail};
    *board = next;
    tb_page_heading(board->page, 3, name);
}

static void introduce(struct tb_page *page, const json_t *profiles, double detail)
{
    struct tb_text text;
    tb_text_init(&text, TB_PAGE_TEXT);
    tb_text_printf(
        &text,
        "Samples of the timed work alone, %d a second of CPU time, in processes of their own.  A bar is a "
        "function, as wide as the share of samples in it and in what it calls, which stands below it.  Click "
        "a bar to see it as wide as the picture, and the first one for the whole again.  Bars below %.1f%% "
        "are left out; the files have them.",
        (int)json_integer_value(json_object_get(profiles, "frequency_hz")), 100 * detail);
    if (!json_is_true(json_object_get(profiles, "kernel")))
        tb_text_add(&text, "  The kernel's part was not sampled.");
    tb_page_paragraph(page, "", text.data);
    tb_text_free(&text);
}

void tb_page_profile(struct tb_page *page, const struct tb_export_source *source)
{
    const json_t *profiles = json_object_get(source->facts, "profiles"),
                 *workers = json_object_get(profiles, "workers");
    struct board board = {.page = page, .source = source, .first_chart = json_array_size(page->charts)};
    size_t i, num = 0;
    json_t *worker;
    json_array_foreach(workers, i, worker) num += is_wanted(source->plan, worker);
    if (num == 0 || !source->folder)
        return;
    board.detail = least_frame * fmax(1, (double)num / FULL_DETAIL);
    tb_page_heading(page, 2, "Where the time goes");
    introduce(page, profiles, board.detail);
    json_array_foreach(workers, i, worker)
    {
        if (!is_wanted(source->plan, worker))
            continue;
        if (!board.case_name || strcmp(board.case_name, text_of(worker, "case")) != 0) {
            end_case(&board);
            begin_case(&board, text_of(worker, "case"));
        }
        add_worker(&board, worker);
    }
    end_case(&board);
}
