#include "control/command/compare_runs.h"
#include "control/base/exit.h"
#include "control/results/export.h"
#include "control/run/instructions.h"
#include "control/run/run.h"
#include "control/show/closing.h"
#include "control/show/head.h"
#include "control/store/load_run.h"
#include "control/store/run_names.h"
#include "control/store/runs_differ.h"
#include "control/verdict/gates.h"
#include "core/text.h"
#include <errno.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Prefixes the variants of a run with its folder: "a:openssl-3.5". */
static bool label(struct tb_loaded_run *run, const char *prefix)
{
    struct tb_plan *plan = &run->plan;
    for (size_t i = 0; i < plan->num_local + plan->num_pair; i++) {
        char *name;
        if (asprintf(&name, "%s:%s", prefix, plan->variants[i].name) < 0)
            return false;
        free(plan->variants[i].name);
        plan->variants[i].name = name;
    }
    return true;
}

static bool label_both(struct tb_loaded_run *a, struct tb_loaded_run *b, struct tb_text *why)
{
    char copies[2][PATH_MAX];
    snprintf(copies[0], PATH_MAX, "%s", a->folder);
    snprintf(copies[1], PATH_MAX, "%s", b->folder);
    const char *names[] = {basename(copies[0]), basename(copies[1])};
    bool tell = strcmp(names[0], names[1]) != 0;
    bool good = label(a, tell ? names[0] : a->folder) && label(b, tell ? names[1] : b->folder);
    if (!good)
        tb_text_add(why, "out of memory");
    return good;
}

static void note_run(const struct tb_loaded_run *run)
{
    struct tb_text state;
    tb_text_init(&state, 1000);
    tb_head_print(stdout, run->facts);
    tb_report_injected(stdout, &run->plan);
    tb_run_state(run, &state);
    if (state.len)
        printf("note: %s\n", state.data);
    tb_text_free(&state);
}

/* The request, besides the runs. */
struct asked {
    const struct tb_compare_options *options;
    const struct tb_words *exports;
    const struct tb_bounds *bounds;
};

/* Shows a comparison, and writes its files; `tag` distinguishes the files of several comparisons. */
static int show(const struct asked *asked, const struct tb_loaded_run *a, const struct tb_loaded_run *b,
                const struct tb_comparison *comparison, const char *tag, struct tb_text *why)
{
    const struct tb_compared compared = {.comparison = comparison, .plan = &b->plan, .bounds = asked->bounds};
    const struct tb_export_source source = {.plan = &b->plan,
                                            .facts = b->facts,
                                            .base_facts = a != b ? a->facts : NULL,
                                            .comparison = comparison,
                                            .folder = b->folder};
    struct tb_run_names of_base, of_other;
    char file[300];
    tb_run_names_load(&of_base, a->facts, a->folder);
    tb_run_names_load(&of_other, b->facts, b->folder);
    snprintf(file, sizeof file, "comparison%s.csv", tag);
    int exit_code =
        tb_compare_show(&compared, (struct tb_compared_runs){&of_other, &of_base}, asked->options, file, why);
    return tb_export_write(asked->exports, &source, asked->options->output, tag, why) ? exit_code : TB_EXIT_NOTHING;
}

/* ---- One run ---- */

/* Compares the cases of each library in turn. */
static int compare_cases(const struct tb_loaded_run *run, const struct asked *asked, struct tb_text *why)
{
    struct tb_compare_choice choice = tb_bounds_choice(asked->bounds);
    bool several = run->plan.num_local > 1;
    int exit_code = TB_EXIT_GOOD;
    if (!tb_export_check_stored(asked->exports, asked->options->output, 1, run->plan.num_local, why))
        return TB_EXIT_USAGE;
    note_run(run);
    for (size_t i = 0; exit_code == TB_EXIT_GOOD && i < run->plan.num_local; i++) {
        const struct tb_variant *variant = &run->plan.variants[i];
        struct tb_comparison comparison;
        char tag[256];
        snprintf(tag, sizeof tag, "%s%.200s", several ? "-" : "", several ? variant->name : "");
        exit_code = TB_EXIT_USAGE;
        if (tb_compare_cases(&comparison, &run->plan, variant, &asked->options->contrast, &choice, why))
            exit_code = show(asked, run, run, &comparison, tag, why);
        tb_comparison_free(&comparison);
    }
    return exit_code;
}

static int compare_within(const struct tb_loaded_run *run, const struct asked *asked, struct tb_text *why)
{
    struct tb_comparison comparison;
    struct tb_compare_choice choice = tb_bounds_choice(asked->bounds);
    if (asked->options->contrast.num > 0)
        return compare_cases(run, asked, why);
    if (run->plan.num_local < 2) {
        tb_text_printf(why, "%s has only one library, %s; name a second run", run->folder,
                       run->plan.num_local ? run->plan.variants[0].name : "plain TCP");
        return TB_EXIT_NOTHING;
    }
    if (!tb_export_check_stored(asked->exports, asked->options->output, 1, 1, why))
        return TB_EXIT_USAGE;
    note_run(run);
    bool good = tb_compare_plan(&comparison, &run->plan, NULL, &choice, why);
    int exit_code = good ? show(asked, run, run, &comparison, "", why) : TB_EXIT_NOTHING;
    tb_comparison_free(&comparison);
    return exit_code;
}

/* ---- Two runs ---- */

static const struct tb_variant *by_library(const struct tb_plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->num_local; i++)
        if (strcmp(plan->variants[i].client->name, name) == 0)
            return &plan->variants[i];
    return NULL;
}

/* Matches libraries by name; if each run has only one, these two, whatever their names. */
static const struct tb_variant *counterpart(const struct tb_plan *a, const struct tb_variant *base,
                                            const struct tb_plan *b)
{
    return a->num_local == 1 && b->num_local == 1 ? b->variants : by_library(b, base->client->name);
}

static int compare_variants(const struct tb_loaded_run *a, const struct tb_variant *base, const struct tb_loaded_run *b,
                            const struct asked *asked, bool further, struct tb_text *why)
{
    struct tb_comparison comparison;
    struct tb_compare_choice choice = tb_bounds_choice(asked->bounds);
    char tag[256];
    snprintf(tag, sizeof tag, "%s%.200s", further ? "-" : "", further ? base->client->name : "");
    bool good =
        tb_compare_plans(&comparison, &a->plan, base, &b->plan, counterpart(&a->plan, base, &b->plan), &choice, why);
    int exit_code = good ? show(asked, a, b, &comparison, tag, why) : TB_EXIT_NOTHING;
    tb_comparison_free(&comparison);
    return exit_code;
}

static int compare_between(const struct tb_loaded_run *a, const struct tb_loaded_run *b, const struct asked *asked,
                           struct tb_text *why)
{
    int exit_code = TB_EXIT_NOTHING;
    size_t common = 0;
    for (size_t i = 0; i < a->plan.num_local; i++)
        common += counterpart(&a->plan, &a->plan.variants[i], &b->plan) != NULL;
    if (!tb_export_check_stored(asked->exports, asked->options->output, 2, common, why))
        return TB_EXIT_USAGE;
    for (size_t i = 0; i < a->plan.num_local; i++) {
        const struct tb_variant *base = &a->plan.variants[i];
        struct tb_text wrong;
        if (!counterpart(&a->plan, base, &b->plan))
            continue;
        tb_text_init(&wrong, 1000);
        int code = compare_variants(a, base, b, asked, common > 1, &wrong);
        if (wrong.len)
            tb_text_printf(why, "%s%s: %s", why->len ? "; " : "", base->client->name, wrong.data);
        tb_text_free(&wrong);
        exit_code = code == TB_EXIT_GOOD ? TB_EXIT_GOOD : exit_code;
    }
    if (common == 0)
        tb_text_printf(why, "%s and %s have no library in common", a->folder, b->folder);
    return exit_code;
}

static int check_hosts(const struct tb_loaded_run *a, const struct tb_loaded_run *b,
                       const struct tb_compare_options *options, struct tb_text *why)
{
    struct tb_text differences;
    int exit_code = TB_EXIT_GOOD;
    tb_text_init(&differences, 1000);
    tb_hosts_differ(a, b, &differences);
    if (differences.len && options->across_hosts)
        printf("warning: the runs come from different machines (%s), so a difference may be the machine's; measure "
               "both on one machine\n",
               differences.data);
    else if (differences.len) {
        tb_text_printf(why, "the runs come from different machines: %s; use --across-hosts to compare them anyway",
                       differences.data);
        exit_code = TB_EXIT_HOST;
    }
    tb_text_free(&differences);
    return exit_code;
}

static int compare_two(struct tb_loaded_run *a, struct tb_loaded_run *b, const struct asked *asked, struct tb_text *why)
{
    if (a->content == b->content) {
        tb_text_printf(why, "%s and %s are the same run", a->folder, b->folder);
        return TB_EXIT_USAGE;
    }
    int exit_code = check_hosts(a, b, asked->options, why);
    if (exit_code != TB_EXIT_GOOD)
        return exit_code;
    if (!tb_samples_agree(a, b, why))
        return TB_EXIT_USAGE;
    if (!label_both(a, b, why))
        return TB_EXIT_NOTHING;
    note_run(a);
    note_run(b);
    return compare_between(a, b, asked, why);
}

static bool load_times(struct tb_loaded_run *run, const char *folder, const struct tb_compare_options *options,
                       struct tb_text *why)
{
    bool good = tb_run_load_part(run, folder, &options->filter, why);
    if (good && run->plan.counted)
        tb_text_printf(why, "%s has counts: " TB_COUNTS_NOT_COMPARED, folder);
    return good && !run->plan.counted;
}

int tb_compare_runs(const struct tb_run_options *measuring, const struct tb_compare_options *options,
                    struct tb_text *why)
{
    const struct tb_words *folders = &measuring->operands;
    struct tb_loaded_run runs[2] = {{0}, {0}};
    struct tb_bounds bounds;
    const struct asked asked = {.options = options, .exports = &measuring->exports, .bounds = &bounds};
    int exit_code = TB_EXIT_USAGE;
    bool two = folders->num > 1;
    if (options->output && access(options->output, W_OK | X_OK) != 0) {
        tb_text_printf(why, "--output %s: %s", options->output, strerror(errno));
        return TB_EXIT_USAGE;
    }
    tb_bounds_init(&bounds);
    if (load_times(&runs[0], folders->items[0], options, why) &&
        (!two || load_times(&runs[1], folders->items[1], options, why)) &&
        tb_gates_check_stored(runs, folders->num, &options->thresholds, why) &&
        tb_bounds_of_stored(&bounds, runs, folders->num, &options->thresholds, measuring->history, why))
        exit_code = two ? compare_two(&runs[0], &runs[1], &asked, why) : compare_within(&runs[0], &asked, why);
    tb_bounds_free(&bounds);
    tb_run_unload(&runs[0]);
    tb_run_unload(&runs[1]);
    return exit_code;
}
