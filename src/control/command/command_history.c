/* command_history.c - tlsbench history: all measurements over time. */
#include "control/base/exit.h"
#include "control/base/files.h"
#include "control/base/options.h"
#include "control/command/commands.h"
#include "control/command/history_blame.h"
#include "control/history/history.h"
#include "control/history/history_csv.h"
#include "control/history/history_facts.h"
#include "control/history/history_series.h"
#include "control/show/history_print.h"
#include "control/store/load_run.h"
#include "control/store/run_absent.h"
#include "core/text.h"
#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { USUAL_PERCENT = 1 };
#define NOT_GIVEN (-1.0)

struct asked {
    struct tb_words operands;
    char *history, *results, *library, *metric;
    double threshold; /* in percent, or NOT_GIVEN */
};

/* ---- The actions ---- */

static bool list(struct tb_history *history, const struct asked *asked, struct tb_text *why)
{
    const struct tb_history_filter filter = {.library = asked->library};
    size_t num;
    if (!tb_history_print_runs(history, asked->library, &num, why))
        return false;
    if (asked->library && num == 0)
        tb_history_blame(history, &filter, why);
    return !why->len;
}

static bool show_or_find(struct tb_history *history, const struct asked *asked, bool changes, struct tb_text *why)
{
    struct tb_history_lines lines;
    const struct tb_history_filter filter = {.case_glob = asked->operands.num > 1 ? asked->operands.items[1] : NULL,
                                             .library = asked->library,
                                             .metric = asked->metric,
                                             .with_incomplete = !changes};
    bool good = tb_history_lines(&lines, history, &filter, why);
    if (good && lines.num == 0) {
        tb_history_blame(history, &filter, why);
        good = false;
    } else if (good && changes) {
        double percent = asked->threshold < 0 ? USUAL_PERCENT : asked->threshold;
        good = tb_history_print_changes(&lines, percent / 100);
        if (!good)
            tb_text_add(why, "out of memory");
    } else if (good) {
        tb_history_print_lines(&lines);
    }
    tb_history_lines_free(&lines);
    return good;
}

static bool show(struct tb_history *history, const struct asked *asked, struct tb_text *why)
{
    return show_or_find(history, asked, false, why);
}

static bool find_changes(struct tb_history *history, const struct asked *asked, struct tb_text *why)
{
    return show_or_find(history, asked, true, why);
}

/* Writes next to the file, then renames. */
static bool export_file(struct tb_history *history, const char *path, struct tb_text *why)
{
    struct tb_target target;
    if (!tb_target_check(path, false, why) || !tb_target_find(&target, path, why))
        return false;
    int fd = tb_target_open(&target, why);
    FILE *file = fd >= 0 ? fdopen(fd, "w") : NULL;
    if (!file) {
        if (fd < 0)
            return false;
        tb_file_blame(why, path);
        close(fd);
        return tb_target_end(&target, false, why);
    }
    bool good = tb_history_export(history, file, why);
    errno = 0;
    bool closed = fflush(file) == 0 && (target.stream || fsync(fileno(file)) == 0);
    closed = fclose(file) == 0 && closed;
    if (good && !closed)
        tb_file_blame(why, path);
    return tb_target_end(&target, good && closed, why);
}

static bool export_csv(struct tb_history *history, const struct asked *asked, struct tb_text *why)
{
    if (asked->operands.num > 1)
        return export_file(history, asked->operands.items[1], why);
    return tb_history_export(history, stdout, why) &&
           (fflush(stdout) == 0 || (tb_text_add(why, "standard output"), false));
}

static bool import_folder(struct tb_history *history, const char *folder, struct tb_text *why)
{
    struct tb_loaded_run run;
    bool known = false, good = tb_run_load(&run, folder, why);
    if (good && !run.facts) {
        tb_text_printf(why, "%s has no run.json, which says when and where it was measured", folder);
        good = false;
    }
    good = good && tb_history_identified(run.facts, folder, why);
    if (good && run.under_way) {
        tb_text_printf(why, "%s is under way, and a run is imported only once; import it when it has ended", folder);
        good = false;
    }
    good = good && tb_history_add(history, &run.plan, &run.counts, run.facts, &known, why);
    if (good)
        printf("%s: %s\n", folder, known ? "is already in the history" : "imported");
    tb_run_unload(&run);
    return good;
}

static bool is_csv(const char *path)
{
    size_t len = strlen(path);
    return len > 4 && strcmp(path + len - 4, ".csv") == 0;
}

static bool import(struct tb_history *history, const struct asked *asked, struct tb_text *why)
{
    bool good = true;
    for (size_t i = 1; good && i < asked->operands.num; i++) {
        const char *path = asked->operands.items[i];
        struct tb_history_imported counts;
        struct stat status;
        if (stat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
            good = import_folder(history, path, why);
            continue;
        }
        if (tb_run_is_absent(path) && !is_csv(path)) {
            tb_run_blame(path, why);
            good = false;
            continue;
        }
        good = tb_history_import(history, path, &counts, why);
        if (good)
            printf("%s: imported %zu runs with %zu samples; %zu runs were already there\n", path, counts.runs,
                   counts.samples, counts.known);
    }
    return good;
}

/* ---- The command ---- */

static const struct verb {
    const char *name;
    size_t least, most; /* number of operands */
    enum tb_history_mode mode;
    bool (*act)(struct tb_history *history, const struct asked *asked, struct tb_text *why);
    int failed;          /* exit code on failure */
    const char *options; /* those that have an effect, apart from --history and --results */
} verbs[] = {
    {"list", 0, 0, TB_HISTORY_READ, list, TB_EXIT_USAGE, "library"},
    {"show", 1, 1, TB_HISTORY_READ, show, TB_EXIT_USAGE, "library metric"},
    {"changes", 0, 1, TB_HISTORY_READ, find_changes, TB_EXIT_USAGE, "library metric threshold"},
    {"export", 0, 1, TB_HISTORY_READ, export_csv, TB_EXIT_NOTHING, ""},
    {"import", 1, 1000, TB_HISTORY_WRITE, import, TB_EXIT_USAGE, ""},
};
enum { NUM_VERBS = sizeof verbs / sizeof *verbs };

static const struct verb *find_verb(const struct tb_words *operands, struct tb_text *why)
{
    const char *names[NUM_VERBS], *name = operands->num ? operands->items[0] : "list";
    for (size_t i = 0; i < NUM_VERBS; i++) {
        names[i] = verbs[i].name;
        size_t given = operands->num ? operands->num - 1 : 0;
        if (strcmp(name, names[i]) != 0)
            continue;
        if (given >= verbs[i].least && given <= verbs[i].most)
            return &verbs[i];
        tb_text_printf(why, "history %s takes %s", name,
                       verbs[i].most == 0 ? "no operand"
                       : verbs[i].least > 0
                           ? "what to work on: history show CASE, or history import FILE.csv or the folder of a run"
                           : "at most one operand");
        return NULL;
    }
    tb_text_printf(why, "there is no history command '%s'; use list, show, changes, export or import", name);
    tb_suggest(why, name, names, NUM_VERBS);
    return NULL;
}

/* Refuses options without an effect. */
static bool check_options(const struct verb *verb, const struct asked *asked, struct tb_text *why)
{
    const struct {
        const char *name;
        bool given;
    } options[] = {
        {"library", asked->library != NULL}, {"metric", asked->metric != NULL}, {"threshold", asked->threshold >= 0}};
    for (size_t i = 0; i < sizeof options / sizeof *options && !why->len; i++)
        if (options[i].given && !strstr(verb->options, options[i].name))
            tb_text_printf(why, "--%s has no effect on history %s; leave it out, or use it with history changes",
                           options[i].name, verb->name);
    if (!why->len && asked->history && asked->results)
        tb_text_add(why, "--results has no effect, because --history names the file; leave one out");
    return why->len == 0;
}

static int act(const struct asked *asked, struct tb_text *why)
{
    const struct verb *verb = find_verb(&asked->operands, why);
    struct tb_history history;
    char path[PATH_MAX];
    if (!verb || !check_options(verb, asked, why))
        return TB_EXIT_USAGE;
    if (!tb_history_path(path, asked->history, asked->results)) {
        tb_text_add(why, "--history needs the name of a file");
        return TB_EXIT_USAGE;
    }
    int exit_code = TB_EXIT_GOOD;
    if (!tb_history_open(&history, path, verb->mode, why))
        exit_code = TB_EXIT_NOTHING;
    else if (!verb->act(&history, asked, why))
        exit_code = verb->failed;
    tb_history_close(&history);
    return exit_code;
}

int tb_command_history(const struct tb_arguments *arguments)
{
    static const struct tb_command command = {
        "history", "list | show CASE | changes [CASE] | export [FILE.csv] | import FILE.csv|RUN...",
        "Shows runs over time.  Every run is stored in an SQLite file.",
        "CASE may be a pattern such as 'kx/*', or the beginning of names: kx.  show draws a case over time.  "
        "changes finds where a series changed its "
        "level\n(windows and a t-test, from 6 runs on).  export writes every sample as CSV; import reads such a file, "
        "or the folders of\nruns.  A series has one library, one way of sampling and one kind of machine (hosted "
        "runners have a new name each time);\na mark shows where the version, the flags, tlsbench or the "
        "machine's name "
        "changed.  The noise floors of tlsbench calibrate are in the same "
        "file, searches of\ntlsbench capacity are not.\nExit code: 0 done; 2 usage, or nothing matches; 3 the file "
        "cannot be used.\n"};
    struct asked asked = {.threshold = NOT_GIVEN};
    const struct tb_option table[] = {
        {"library", "NAME", "list, show, changes: only runs or series of this library", TB_OPTION_TEXT, &asked.library,
         0, 0},
        {"metric", "METRIC", "show, changes: this metric (the first one of each case)", TB_OPTION_TEXT, &asked.metric,
         0, 0},
        {"threshold", "PCT", "changes: of at least this much (1)", TB_OPTION_PERCENT, &asked.threshold, 0, 1000},
        {"history", "FILE", "the file (RESULTS/history.db)", TB_OPTION_TEXT, &asked.history, 0, 0},
        {"results", "DIR", "folder of results (results)", TB_OPTION_TEXT, &asked.results, 0, 0},
        {0},
    };
    struct tb_text why;
    int exit_code = TB_EXIT_GOOD;
    tb_text_init(&why, 2000);
    enum tb_options_result result = tb_options_parse(&command, table, &asked.operands, arguments, &why);
    if (result == TB_OPTIONS_BAD)
        exit_code = TB_EXIT_USAGE;
    else if (result == TB_OPTIONS_GOOD)
        exit_code = act(&asked, &why);
    if (why.len)
        fprintf(stderr, "tlsbench history: %s\n", why.data);
    tb_words_free(&asked.operands);
    free(asked.history);
    free(asked.results);
    free(asked.library);
    free(asked.metric);
    tb_text_free(&why);
    return exit_code;
}
