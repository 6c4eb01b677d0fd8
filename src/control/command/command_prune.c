/* command_prune.c - tlsbench prune: removes the folders of old runs. */
#include "control/base/exit.h"
#include "control/base/options.h"
#include "control/command/commands.h"
#include "control/history/history.h"
#include "control/results/old_runs.h"
#include "core/text.h"
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define USUAL 20 /* runs that stay; a word of the help, too */

static const struct tb_command command = {
    "prune", "[OPTION]...",
    "Removes the folders of old runs.  The newest runs stay, and every run that a link beside them leads to, such as "
    "latest.",
    "A run also stays while it is measured, if the history does not have it (tlsbench history import RUN adds it), and "
    "if its\nfolder has a file that tlsbench did not write, or a folder, such as charts.  The history keeps the value "
    "of each sample,\nthe counters and run.json of a removed run, but not the single chunks, comparisons, anatomies, "
    "profiles and reports,\nand nothing of tlsbench capacity, whose runs stay.  --history none asks no history, so "
    "what only these folders have is\nlost.  Exit code: 0 done; 2 usage, or no such folder; 3 a folder cannot be "
    "removed, or the history cannot be read.\n"};

struct prune {
    char *results, *history;
    uint64_t keep;
    bool dry_run;
};

/* One pass over the old runs, and what it did. */
struct pass {
    const char *results;
    struct tb_history *history; /* NULL: none is asked */
    bool dry_run;
    size_t removed;
    uint64_t bytes;
};

static void print_size(uint64_t bytes)
{
    if (bytes < 1000000)
        printf("%llu kB", ((unsigned long long)bytes + 999) / 1000);
    else
        printf("%.1f MB", (double)bytes / 1e6);
}

/* Prints why the run stays, and what to do about it.  Returns false if nothing holds it. */
static bool is_held(const struct pass *pass, const struct tb_old_run *run)
{
    if (run->hold == TB_HOLD_NONE)
        return false;
    printf("kept %s/%s: ", pass->results, run->name);
    if (run->hold == TB_HOLD_WRITER)
        puts("tlsbench is still writing it");
    else if (run->hold == TB_HOLD_LINK)
        printf("%s/%s leads to it\n", pass->results, run->holder);
    else
        printf("it has %s, which prune does not remove; move that elsewhere, or remove the run yourself\n",
               run->holder);
    return true;
}

/* Is a copy of the run's values left when its folder is gone?  If not, prints why it stays.  `facts`: its run.json, or
 * NULL with a reason in `wrong`.  false with `why`: the history cannot be read. */
static bool is_stored(const struct pass *pass, const struct tb_old_run *run, const json_t *facts, const char *wrong,
                      struct tb_text *why)
{
    bool stored = facts && !run->search && tb_history_has(pass->history, facts, why);
    if (run->search)
        printf("kept %s/%s: it has the results of a search for a capacity, which the history does not keep; remove the "
               "folder yourself, or use --history none\n",
               pass->results, run->name);
    else if (!facts)
        printf("kept %s/%s: its run.json cannot be read, so it cannot be found in the history (%s); remove the folder "
               "yourself if you do not need it\n",
               pass->results, run->name, wrong);
    else if (!stored && !why->len)
        printf("kept %s/%s: %s does not have it; to store its values: tlsbench history import %s/%s\n", pass->results,
               run->name, pass->history->path, pass->results, run->name);
    return stored;
}

/* What the history does not keep of a run, apart from single chunks. */
static void print_lost(const struct tb_old_run *run, const json_t *facts)
{
    bool injected = json_object_size(json_object_get(facts, "injected_pct")) > 0;
    const char *also = "the samples that were slowed down on purpose (--inject)";
    if (run->others || injected)
        printf(", with %s%s%s, which the history does not have", run->others ? run->others : "",
               run->others && injected ? ", " : "", injected ? also : "");
}

/* Removes the run unless something speaks against it.  false: a failure that ends the pass. */
static bool prune_run(struct pass *pass, const struct tb_old_run *run, struct tb_text *why)
{
    struct tb_text wrong;
    if (is_held(pass, run))
        return true;
    tb_text_init(&wrong, 1000);
    json_t *facts = tb_old_run_facts(pass->results, run, &wrong);
    bool goes = !pass->history || is_stored(pass, run, facts, wrong.data, why);
    bool gone = goes && (pass->dry_run || tb_old_run_remove(pass->results, run, why));
    if (gone) {
        printf("%s %s/%s, ", pass->dry_run ? "would remove" : "removed", pass->results, run->name);
        print_size(run->bytes);
        if (pass->history)
            print_lost(run, facts);
        puts("");
        pass->removed++;
        pass->bytes += run->bytes;
    }
    json_decref(facts);
    tb_text_free(&wrong);
    return why->len == 0;
}

static void print_end(const struct pass *pass, const struct tb_old_runs *runs, uint64_t keep)
{
    const char *were = pass->dry_run ? "would be" : pass->removed == 1 ? "was" : "were";
    if (pass->removed == 0 && runs->num > keep) {
        puts("No run is removed, for the reasons above.");
    } else if (pass->removed == 0) {
        printf("No run is removed: %s has %zu, and the newest %llu stay.\n", pass->results, runs->num,
               (unsigned long long)keep);
    } else {
        printf("%zu run%s %s removed, ", pass->removed, pass->removed == 1 ? "" : "s", were);
        print_size(pass->bytes);
        printf(" of disk space; %zu stay.  ", runs->num - pass->removed);
        puts(pass->history
                 ? "The history has the value of each of their samples, but not the single chunks (samples.csv)."
                 : "No history was asked whether it has their values.");
    }
}

/* The oldest first: after an interruption the newest are there. */
static int prune_all(struct pass *pass, const struct tb_old_runs *runs, uint64_t keep, struct tb_text *why)
{
    bool good = true;
    if (runs->halves && pass->dry_run)
        printf("would complete %zu interrupted removal%s\n", runs->halves, runs->halves == 1 ? "" : "s");
    else if (runs->halves && (good = tb_old_runs_tidy(pass->results, why)))
        printf("completed %zu interrupted removal%s\n", runs->halves, runs->halves == 1 ? "" : "s");
    for (size_t i = runs->num; good && i > keep; i--)
        good = prune_run(pass, &runs->items[i - 1], why);
    print_end(pass, runs, keep);
    return good ? TB_EXIT_GOOD : TB_EXIT_NOTHING;
}

static int prune(const struct prune *asked, struct tb_text *why)
{
    struct pass pass = {.results = asked->results ? asked->results : "results", .dry_run = asked->dry_run};
    struct tb_old_runs runs;
    struct tb_history history = {0};
    char path[PATH_MAX];
    int exit_code = TB_EXIT_USAGE;
    bool ask = !asked->history || strcmp(asked->history, "none") != 0;
    if (!tb_old_runs_find(&runs, pass.results, why)) {
        tb_text_add(why, "; name the folder of the runs with --results");
    } else if (ask && !tb_history_path(path, asked->history, asked->results)) {
        tb_text_add(why, "--history: the name is too long");
    } else if (ask && runs.num > asked->keep && !tb_history_open(&history, path, TB_HISTORY_READ, why)) {
        tb_text_add(why, ".  Nothing was removed; --history none removes runs without asking a history");
        exit_code = TB_EXIT_NOTHING;
    } else {
        pass.history = ask ? &history : NULL;
        exit_code = prune_all(&pass, &runs, asked->keep, why);
    }
    tb_history_close(&history);
    tb_old_runs_free(&runs);
    return exit_code;
}

int tb_command_prune(const struct tb_arguments *arguments)
{
    struct prune asked = {.keep = USUAL};
    const struct tb_option table[] = {
        {"keep", "N", "keep the newest N runs (" TB_NUMBER_WORD(USUAL) ")", TB_OPTION_NUMBER, &asked.keep, 1, 1000000},
        {"dry-run", NULL, "remove nothing, and show what would be removed", TB_OPTION_FLAG, &asked.dry_run, 0, 0},
        {"history", "FILE", "the file that must have a run (RESULTS/history.db), or none", TB_OPTION_TEXT,
         &asked.history, 0, 0},
        {"results", "DIR", "folder of results (results)", TB_OPTION_TEXT, &asked.results, 0, 0},
        {0}};
    struct tb_words operands = {0};
    struct tb_text why;
    int exit_code = TB_EXIT_GOOD;
    tb_text_init(&why, 4000);
    enum tb_options_result result = tb_options_parse(&command, table, &operands, arguments, &why);
    if (result == TB_OPTIONS_GOOD && operands.num)
        tb_text_printf(&why, "prune takes no operands, and '%s' is one; --results names the folder of the runs",
                       operands.items[0]);
    if (result == TB_OPTIONS_BAD || why.len)
        exit_code = TB_EXIT_USAGE;
    else if (result == TB_OPTIONS_GOOD)
        exit_code = prune(&asked, &why);
    fflush(stdout);
    if (why.len)
        fprintf(stderr, "tlsbench prune: %s\n", why.data);
    tb_words_free(&operands);
    free(asked.results);
    free(asked.history);
    tb_text_free(&why);
    return exit_code;
}
