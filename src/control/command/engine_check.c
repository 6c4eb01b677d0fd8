#include "control/command/engine_check.h"
#include "control/plan/inject.h"
#include "control/run/run.h"
#include "control/sample/builds.h"
#include "control/sample/libraries.h"
#include "control/verdict/enough.h"
#include "core/text.h"
#include <stdio.h>
#include <string.h>

static void note_identical_pair(const struct tb_library *a, const struct tb_library *b)
{
    const char *same = NULL;
    if (!a->fault && !b->fault && tb_builds_identical(a, b))
        same = "are the same library, byte for byte, so any difference is noise";
    else if (!a->fault && !b->fault && tb_builds_same_archives(a, b))
        same = "were linked from the same archives, so any difference is noise or the layout of code";
    if (same)
        fprintf(stderr, "tlsbench: warning: %s and %s %s; name two builds\n", a->name, b->name, same);
}

/* Warns about identical builds before time is spent on them.  A calibration compares such builds on purpose, and so
 * does who slows one of them down. */
static void note_identical(const struct tb_run *run)
{
    const struct tb_selection *selection = &run->selection;
    bool meant = run->options.twins == TB_TWINS_COPY || tb_plan_is_injected(&run->plan);
    for (size_t i = 0; i < selection->num && !meant; i++)
        for (size_t j = i + 1; j < selection->num; j++)
            note_identical_pair(selection->items[i], selection->items[j]);
}

/* A run with too few rounds for any verdict gets a warning; a check is refused, since PASS would be wrong. */
static bool has_enough_rounds(struct tb_run *run, bool compares)
{
    struct tb_text note;
    tb_text_init(&note, 1000);
    if (compares || run->checks)
        tb_few_rounds(run, &note);
    bool refused = note.len && run->checks;
    if (refused)
        tb_text_add(&run->why, note.data);
    else if (note.len)
        fprintf(stderr, "tlsbench: warning: %s\n", note.data);
    tb_text_free(&note);
    return !refused;
}

/* Without --cpus a machine of one core is measured all the same, with a warning. */
static bool has_enough_cores(struct tb_run *run)
{
    if (run->options.cpus.num == 0 || run->cores[0] != run->cores[1])
        return true;
    for (size_t i = 0; i < run->plan.num; i++)
        if (run->plan.items[i].pair) {
            tb_text_printf(&run->why,
                           "--cpus gives client and server of %s the same core, %d, so their rates would be those of "
                           "half a core; name two: --cpus A,B",
                           run->plan.items[i].name, run->cores[0]);
            return false;
        }
    return true;
}

/* Threads need more cores than the two that the option names. */
static void note_cores_of_threads(const struct tb_run *run)
{
    for (size_t i = 0; i < run->plan.num && run->options.cpus.num > 0; i++) {
        const struct tb_planned *planned = &run->plan.items[i];
        if (tb_case_threads(&planned->c) == 1)
            continue;
        fprintf(stderr,
                "tlsbench: warning: --cpus names the core of one thread of a process, and the %u threads of %s also "
                "run on others that tlsbench may use; to choose these, start it with taskset -c\n",
                tb_case_threads(&planned->c), planned->name);
        return;
    }
}

/* Connections that are only weighed have neither windows nor chunks. */
static bool has_effect_on_held(struct tb_run *run)
{
    size_t held = 0, pairs = 0;
    for (size_t i = 0; i < run->plan.num; i++) {
        held += run->plan.items[i].c.driver->holds;
        pairs += run->plan.items[i].pair;
    }
    bool windows = !run->options.window_ms || held == 0 || held < pairs;
    bool chunks = !run->options.chunks || held == 0 || held < run->plan.num;
    if (!windows || !chunks)
        tb_text_printf(&run->why, "--%s has no effect, because connections that are held are not timed; leave it out",
                       windows ? "chunks" : "window-ms");
    return windows && chunks;
}

/* Refuses options for what is not measured. */
static bool has_effect(struct tb_run *run)
{
    const struct tb_run_options *options = &run->options;
    const char *of_pairs = options->pairs       ? "pairs"
                           : options->server    ? "server"
                           : options->client    ? "client"
                           : options->window_ms ? "window-ms"
                                                : "";
    const char *of_others = options->chunk_ms ? "chunk-ms" : options->sample_operations ? "sample-operations" : "";
    size_t pairs = 0;
    for (size_t i = 0; i < run->plan.num; i++)
        pairs += run->plan.items[i].pair;
    size_t others = run->plan.num - pairs; /* includes reference work */
    bool alone = options->pairs && pairs > 0 && run->selection.num == 1;
    bool silent = options->print_commands && options->dry_run;
    if (*of_pairs && pairs == 0)
        tb_text_printf(&run->why, "--%s has no effect, because no selected case is over loopback; %s", of_pairs,
                       strcmp(of_pairs, "window-ms") == 0 ? "use --chunk-ms" : "leave it out, or select such a case");
    else if (alone)
        tb_text_add(&run->why, "--pairs has no effect on one library; name two or more with --library");
    else if (*of_others && others == 0)
        tb_text_printf(&run->why, "--%s has no effect, because every selected case is over loopback; %s", of_others,
                       options->chunk_ms ? "use --window-ms" : "leave it out");
    else if (silent)
        tb_text_add(&run->why, "--print-commands has no effect with --dry-run, which measures nothing; leave one out");
    return !alone && !silent && (!*of_pairs || pairs > 0) && (!*of_others || others > 0);
}

/* TCP without TLS is understood by itself only. */
static bool understand_each_other(struct tb_run *run)
{
    const struct tb_library *plain = tb_libraries_get(&run->libraries, TB_PLAIN, NULL);
    for (size_t i = 0; i < run->plan.num_pair; i++) {
        const struct tb_variant *variant = &run->plan.variants[run->plan.num_local + i];
        bool client = variant->client == plain, server = variant->server == plain;
        if (client == server)
            continue;
        tb_text_printf(&run->why,
                       TB_PLAIN " speaks no TLS, so it cannot be the %s of %s; measure it with itself, or name another "
                                "library",
                       client ? "client" : "server", (client ? variant->server : variant->client)->name);
        return false;
    }
    return true;
}

bool tb_engine_check(struct tb_run *run, bool compares)
{
    bool good = has_effect(run) && has_effect_on_held(run) && understand_each_other(run);
    if (!good || (run->options.profile && !tb_profile_can_name(run)))
        return false;
    note_identical(run);
    note_cores_of_threads(run);
    return has_enough_cores(run) && has_enough_rounds(run, compares);
}
