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
#include "control/store/load_run.h"
#include "core/text.h"
#include <errno.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PAGE_LIMIT = 64 << 20 };

static const struct tb_command command = {
    "report", "[RUN|history] [OPTION]...",
    "Writes a page with the answer, charts and all figures of a stored run (RESULTS/latest when none is named),\n"
    "or of the history.  The page is one HTML file, which needs no network.",
    "It is written to the folder of the run as report.html, or to RESULTS/history.html.  Of a run, --case, --library\n"
    "and --metric select as in tlsbench show; of the history, each takes one name, and CASE may be a pattern such\n"
    "as 'kx/*'.  For the page of a comparison or a check, use --export html of these commands.  Exit code: 0 written;\n"
    "2 usage, not a run, or nothing matches; 3 the page cannot be written here.\n"};

struct report {
    struct tb_words operands;
    struct tb_run_filter filter;
    char *output, *history, *results;
    uint64_t threshold; /* % */
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
static bool check_file(const char *path, struct tb_text *why)
{
    char copy[PATH_MAX];
    snprintf(copy, sizeof copy, "%s", path);
    if (tb_is_folder(path))
        errno = EISDIR;
    else if (access(dirname(copy), W_OK | X_OK) == 0)
        return true;
    tb_text_printf(why, "%s cannot be written: %s; name a file with --output FILE.html", path, strerror(errno));
    return false;
}

static bool write_page(const struct tb_page *page, const char *path, struct tb_text *why)
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

/* ---- A run ---- */

static void tell_state(const struct tb_loaded_run *run)
{
    struct tb_text state;
    tb_text_init(&state, 1000);
    tb_run_state(run, &state);
    if (state.len)
        fprintf(stderr, "tlsbench report: note: %s\n", state.data);
    tb_text_free(&state);
}

static int report_run(const struct report *asked, const char *folder, struct tb_text *why)
{
    char path[PATH_MAX];
    struct tb_loaded_run run;
    struct tb_page page = {0};
    if (!tb_is_folder(folder)) {
        tb_text_printf(why, "%s is not the folder of a run; name one, such as results/latest, or 'history'", folder);
        return TB_EXIT_USAGE;
    }
    if (!name_file(path, asked, folder, "report.html", why) || !check_file(path, why))
        return TB_EXIT_NOTHING;
    int exit_code = TB_EXIT_USAGE;
    if (tb_run_load_part(&run, folder, &asked->filter, why)) {
        const struct tb_export_source source = {
            .plan = &run.plan, .counts = &run.counts, .facts = run.facts, .folder = folder};
        tell_state(&run);
        bool good = tb_page_of_run(&page, &source);
        if (!good)
            tb_text_add(why, "out of memory for the page");
        exit_code = good && write_page(&page, path, why) ? TB_EXIT_GOOD : TB_EXIT_NOTHING;
    }
    tb_page_free(&page);
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

static int report_lines(struct tb_history *history, const struct tb_history_filter *filter, const char *path,
                        double threshold, struct tb_text *why)
{
    struct tb_history_lines lines;
    struct tb_page page = {0};
    int exit_code = TB_EXIT_NOTHING;
    bool good = tb_history_lines(&lines, history, filter, why);
    if (good && lines.num == 0) {
        tb_history_blame(history, filter, why);
        exit_code = TB_EXIT_USAGE;
    } else if (good) {
        good = tb_page_of_history(&page, &lines, history->path, threshold);
        if (!good)
            tb_text_add(why, "out of memory for the page");
        if (good && write_page(&page, path, why))
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
    if (!name_file(path, asked, asked->results ? asked->results : "results", "history.html", why))
        return TB_EXIT_NOTHING;
    int exit_code = TB_EXIT_NOTHING;
    if (tb_history_open(&history, file, TB_HISTORY_READ, why) && check_file(path, why))
        exit_code = report_lines(&history, &filter, path, (double)asked->threshold / 100, why);
    tb_history_close(&history);
    return exit_code;
}

/* ---- The command ---- */

static int report(const struct report *asked, struct tb_text *why)
{
    char latest[PATH_MAX];
    if (!tb_page_ready(why))
        return TB_EXIT_NOTHING;
    if (asked->operands.num && strcmp(asked->operands.items[0], "history") == 0)
        return report_history(asked, why);
    if (asked->operands.num)
        return report_run(asked, asked->operands.items[0], why);
    if (snprintf(latest, sizeof latest, "%s/latest", asked->results ? asked->results : "results") < (int)sizeof latest)
        return report_run(asked, latest, why);
    tb_text_printf(why, "--results: %s", strerror(ENAMETOOLONG));
    return TB_EXIT_USAGE;
}

int tb_command_report(int argc, char **argv)
{
    struct report asked = {.filter = {.plain = true, .pairs = true}, .threshold = 1};
    const struct tb_option table[] = {
        TB_FILTER_OPTIONS(&asked.filter),
        {"output", "FILE", "the page (report.html in the run's folder, RESULTS/history.html)", TB_OPTION_TEXT,
         &asked.output, 0, 0},
        {"threshold", "PCT", "history: changes of at least this much (1)", TB_OPTION_NUMBER, &asked.threshold, 0, 1000},
        {"history", "FILE", "history: the file (RESULTS/history.db)", TB_OPTION_TEXT, &asked.history, 0, 0},
        {"results", "DIR", "folder of results (results)", TB_OPTION_TEXT, &asked.results, 0, 0},
        {0}};
    struct tb_text why;
    int exit_code = TB_EXIT_GOOD;
    tb_text_init(&why, 4000);
    enum tb_options_result result = tb_options_parse(&command, table, &asked.operands, argc, argv, &why);
    if (result == TB_OPTIONS_GOOD && asked.operands.num > 1)
        tb_text_printf(&why, "report takes one run, or 'history', and '%s' is a second one", asked.operands.items[1]);
    if (result == TB_OPTIONS_BAD || why.len)
        exit_code = TB_EXIT_USAGE;
    else if (result == TB_OPTIONS_GOOD)
        exit_code = report(&asked, &why);
    if (why.len)
        fprintf(stderr, "tlsbench report: %s\n", why.data);
    tb_words_free(&asked.operands);
    tb_run_filter_free(&asked.filter);
    free(asked.output);
    free(asked.history);
    free(asked.results);
    tb_text_free(&why);
    return exit_code;
}
