/* command_report.c - tlsbench report: a page with charts, of a stored run or of the history. */
#include "control/base/exit.h"
#include "control/base/files.h"
#include "control/base/options.h"
#include "control/command/commands.h"
#include "control/command/history_blame.h"
#include "control/history/history.h"
#include "control/history/history_series.h"
#include "control/results/export.h"
#include "control/results/page.h"
#include "control/results/page_code.h"
#include "control/show/check_print.h"
#include "control/store/capacity_found.h"
#include "control/store/load_run.h"
#include "control/store/run_absent.h"
#include "control/store/run_dir.h"
#include "control/verdict/check_verdict.h"
#include "core/text.h"
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE_LIMIT = 64 << 20, USUAL_PERCENT = 1 };
#define NOT_GIVEN (-1.0)

static const struct tb_command command = {
    "report", "[RUN|history] [OPTION]...",
    "Writes a page with the answer, charts and all figures of a stored run (RESULTS/latest when none is named),\n"
    "of a search for a capacity, or of the history.  The page is one HTML file, which needs no network.\n"
    "--format svg writes its charts alone, an SVG file each, to a folder.",
    "It is written to the folder of the run as report.html or charts/, or to RESULTS as history.html or\n"
    "history-charts/.  Of a run, --case, --library and --metric select as in tlsbench show; of the history, each\n"
    "takes one name, and CASE may be a pattern such as 'kx/*'.  The page of a check has its verdict; of a\n"
    "comparison, compare --export html writes one.  Exit code: 0 written; 2 usage, not a run, or nothing\n"
    "matches; 3 it cannot be written here.\n"};

/* What is written, and where if --output does not say. */
static const struct format {
    const char *name, *run, *history; /* in the run's folder, in RESULTS */
    bool folder;
    bool (*ready)(struct tb_text *why);
} formats[] = {{"html", "report.html", "history.html", false, tb_page_ready},
               {"svg", "charts", "history-charts", true, tb_page_svg_ready}};
enum { NUM_FORMATS = sizeof formats / sizeof *formats };

struct report {
    struct tb_words operands;
    struct tb_run_filter filter;
    const struct format *format;
    char *output, *history, *results;
    double threshold; /* %, or NOT_GIVEN */
};

/* ---- Files ---- */

/* --output, or the name in the folder. */
static bool name_file(char path[PATH_MAX], const struct report *asked, const char *folder, const char *name,
                      struct tb_text *why)
{
    int len =
        asked->output ? snprintf(path, PATH_MAX, "%s", asked->output) : snprintf(path, PATH_MAX, "%s/%s", folder, name);
    if (len > 0 && len < PATH_MAX)
        return true;
    tb_text_printf(why, "the name of the page: %s", strerror(len > 0 ? ENAMETOOLONG : EINVAL));
    return false;
}

/* Said before a large run is read. */
static bool check_target(const struct format *format, const char *path, struct tb_text *why)
{
    if (tb_target_check(path, format->folder, why))
        return true;
    tb_text_printf(why, ", or name another %s",
                   format->folder ? "folder with --output FOLDER" : "file with --output FILE.html");
    return false;
}

static bool write_html(const struct tb_page *page, const char *path, struct tb_text *why)
{
    struct tb_text content;
    tb_text_init(&content, PAGE_LIMIT);
    bool good = tb_page_write(&content, page, why);
    if (good && content.truncated) {
        tb_text_printf(why, "%s: out of memory, or more than %d bytes; select cases with --case", path, PAGE_LIMIT);
        good = false;
    }
    good = good && tb_file_write(path, content.data, content.len, why);
    tb_text_free(&content);
    if (good)
        printf("%s\n", path);
    return good;
}

static bool write_page(const struct tb_page *page, const struct format *format, const char *path, struct tb_text *why)
{
    size_t num;
    if (!format->folder)
        return write_html(page, path, why);
    if (!tb_page_svg(page, path, &num, why))
        return false;
    printf("%s: %zu chart%s\n", path, num, num == 1 ? "" : "s");
    return true;
}

/* ---- A run ---- */

/* Of a run, or of a check. */
static int report_loaded(const struct report *asked, const struct tb_loaded_run *run, const char *path,
                         struct tb_text *why)
{
    struct tb_export_source source = {
        .plan = &run->plan, .counts = &run->counts, .facts = run->facts, .folder = run->folder};
    struct tb_check_verdict said;
    struct tb_page page = {0};
    int exit_code = TB_EXIT_USAGE;
    if (tb_check_verdict_load(&said, run, why)) {
        tb_check_notes(stderr, "tlsbench report: ", &said, run);
        tb_export_take_check(&source, &said);
        bool good = tb_page_of_run(&page, &source);
        if (!good)
            tb_text_add(why, "out of memory for the page");
        exit_code = good && write_page(&page, asked->format, path, why) ? TB_EXIT_GOOD : TB_EXIT_NOTHING;
    }
    tb_page_free(&page);
    tb_check_verdict_free(&said);
    return exit_code;
}

/* Of a search for capacities, which has one table: options that select rows would select nothing. */
static int report_capacities(const struct report *asked, const char *folder, const char *path, struct tb_text *why)
{
    const struct tb_run_filter *filter = &asked->filter;
    struct tb_capacities_found found = {0};
    struct tb_page page = {0};
    int exit_code = TB_EXIT_USAGE;
    if (filter->cases.num || filter->libraries.num || filter->metrics.num) {
        tb_text_add(why, "--case, --library and --metric have no effect on the page of a search for a capacity; leave "
                         "them out");
    } else if (tb_capacities_load(&found, folder, why)) {
        bool good = tb_page_of_capacities(&page, &found, folder);
        if (!good)
            tb_text_add(why, "out of memory for the page");
        exit_code = good && write_page(&page, asked->format, path, why) ? TB_EXIT_GOOD : TB_EXIT_NOTHING;
    }
    tb_page_free(&page);
    tb_capacities_found_free(&found);
    return exit_code;
}

static int report_run(const struct report *asked, const char *folder, struct tb_text *why)
{
    char path[PATH_MAX];
    struct tb_loaded_run run;
    if (!tb_is_folder(folder)) {
        tb_run_blame(folder, why);
        tb_text_stop(why);
        tb_text_add(why, "  For a page of the history: tlsbench report history");
        return TB_EXIT_USAGE;
    }
    if (!name_file(path, asked, folder, asked->format->run, why) || !check_target(asked->format, path, why))
        return TB_EXIT_NOTHING;
    if (tb_run_is_search(folder))
        return report_capacities(asked, folder, path, why);
    int exit_code = TB_EXIT_USAGE;
    if (tb_run_load_part(&run, folder, &asked->filter, why))
        exit_code = report_loaded(asked, &run, path, why);
    tb_run_unload(&run);
    return exit_code;
}

/* ---- The history ---- */

/* One name, or none. */
static bool take_one(const char **name, const struct tb_words *words, const char *option, struct tb_text *why)
{
    *name = words->num ? words->items[0] : NULL;
    if (words->num > 1)
        tb_text_printf(why, "report history takes one --%s, and '%s' is a second one", option, words->items[1]);
    return words->num < 2;
}

static int report_lines(const struct report *asked, struct tb_history *history, const struct tb_history_filter *filter,
                        const char *path, struct tb_text *why)
{
    struct tb_history_lines lines;
    struct tb_page page = {0};
    int exit_code = TB_EXIT_NOTHING;
    bool good = tb_history_lines(&lines, history, filter, why);
    if (good && lines.num == 0) {
        tb_history_blame(history, filter, why);
        exit_code = TB_EXIT_USAGE;
    } else if (good) {
        double percent = asked->threshold < 0 ? USUAL_PERCENT : asked->threshold;
        good = tb_page_of_history(&page, &lines, history->path, percent / 100);
        if (!good)
            tb_text_add(why, "out of memory for the page");
        if (good && write_page(&page, asked->format, path, why))
            exit_code = TB_EXIT_GOOD;
    }
    tb_page_free(&page);
    tb_history_lines_free(&lines);
    return exit_code;
}

static int report_history(const struct report *asked, struct tb_text *why)
{
    char file[PATH_MAX], path[PATH_MAX];
    struct tb_history history;
    struct tb_history_filter filter = {.with_incomplete = false};
    if (!take_one(&filter.case_glob, &asked->filter.cases, "case", why) ||
        !take_one(&filter.library, &asked->filter.libraries, "library", why) ||
        !take_one(&filter.metric, &asked->filter.metrics, "metric", why))
        return TB_EXIT_USAGE;
    if (!tb_history_path(file, asked->history, asked->results)) {
        tb_text_add(why, "--history needs the name of a file");
        return TB_EXIT_USAGE;
    }
    if (!name_file(path, asked, asked->results ? asked->results : "results", asked->format->history, why))
        return TB_EXIT_NOTHING;
    int exit_code = TB_EXIT_NOTHING;
    if (tb_history_open(&history, file, TB_HISTORY_READ, why) && check_target(asked->format, path, why))
        exit_code = report_lines(asked, &history, &filter, path, why);
    tb_history_close(&history);
    return exit_code;
}

/* ---- The command ---- */

/* Refuses options without an effect. */
static bool check_options(const struct report *asked, bool history, struct tb_text *why)
{
    const char *option = asked->history ? "history" : asked->threshold >= 0 ? "threshold" : NULL;
    if (option && !history)
        tb_text_printf(why, "--%s has no effect on the page of a run; leave it out, or use: tlsbench report history",
                       option);
    else if (asked->results && asked->operands.num && !history)
        tb_text_printf(why, "--results has no effect, because %s names the run; leave it out",
                       asked->operands.items[0]);
    else if (asked->results && asked->history && asked->output)
        tb_text_add(why, "--results has no effect, because --history and --output name both files; leave it out");
    return why->len == 0;
}

static int report(const struct report *asked, struct tb_text *why)
{
    char latest[PATH_MAX];
    bool history = asked->operands.num && strcmp(asked->operands.items[0], "history") == 0;
    if (!check_options(asked, history, why))
        return TB_EXIT_USAGE;
    if (!asked->format->ready(why))
        return TB_EXIT_NOTHING;
    if (history)
        return report_history(asked, why);
    if (asked->operands.num)
        return report_run(asked, asked->operands.items[0], why);
    if (snprintf(latest, sizeof latest, "%s/latest", asked->results ? asked->results : "results") < (int)sizeof latest)
        return report_run(asked, latest, why);
    tb_text_printf(why, "--results: %s", strerror(ENAMETOOLONG));
    return TB_EXIT_USAGE;
}

/* false: `why`. */
static bool choose_format(struct report *asked, const char *name, struct tb_text *why)
{
    const char *names[NUM_FORMATS];
    asked->format = name ? NULL : &formats[0];
    for (size_t i = 0; i < NUM_FORMATS; i++) {
        names[i] = formats[i].name;
        if (name && strcmp(name, formats[i].name) == 0)
            asked->format = &formats[i];
    }
    if (asked->format)
        return true;
    tb_text_printf(why, "--format %s: a report is html or svg", name);
    tb_suggest(why, name, names, NUM_FORMATS);
    tb_text_add(why, "; tlsbench export has formats for other tools");
    return false;
}

int tb_command_report(const struct tb_arguments *arguments)
{
    char *format = NULL;
    struct report asked = {.filter = {.plain = true, .own = true, .pairs = true}, .threshold = NOT_GIVEN};
    const struct tb_option table[] = {
        TB_FILTER_OPTIONS(&asked.filter),
        {"format", "FORMAT", "html, a page, or svg, its charts as files (html)", TB_OPTION_TEXT, &format, 0, 0},
        {"output", "FILE", "the page, or the folder of charts (in the run's folder, or RESULTS)", TB_OPTION_TEXT,
         &asked.output, 0, 0},
        {"threshold", "PCT", "history: changes of at least this much (1)", TB_OPTION_PERCENT, &asked.threshold, 0,
         1000},
        {"history", "FILE", "history: the file (RESULTS/history.db)", TB_OPTION_TEXT, &asked.history, 0, 0},
        {"results", "DIR", "folder of results (results)", TB_OPTION_TEXT, &asked.results, 0, 0},
        {0}};
    struct tb_text why;
    int exit_code = TB_EXIT_GOOD;
    tb_text_init(&why, 4000);
    enum tb_options_result result = tb_options_parse(&command, table, &asked.operands, arguments, &why);
    if (result == TB_OPTIONS_GOOD && asked.operands.num > 1)
        tb_text_printf(&why, "report takes one run, or 'history', and '%s' is a second one", asked.operands.items[1]);
    if (result == TB_OPTIONS_BAD || why.len || !choose_format(&asked, format, &why))
        exit_code = TB_EXIT_USAGE;
    else if (result == TB_OPTIONS_GOOD)
        exit_code = report(&asked, &why);
    if (why.len)
        fprintf(stderr, "tlsbench report: %s\n", why.data);
    tb_words_free(&asked.operands);
    tb_run_filter_free(&asked.filter);
    free(format);
    free(asked.output);
    free(asked.history);
    free(asked.results);
    tb_text_free(&why);
    return exit_code;
}
