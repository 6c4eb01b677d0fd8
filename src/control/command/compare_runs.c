#include "control/command/compare_runs.h"
#include "control/base/exit.h"
#include "control/base/file_tag.h"
#include "control/base/files.h"
#include "control/results/export.h"
#include "control/results/heard.h"
#include "control/run/instructions.h"
#include "control/run/run.h"
#include "control/show/closing.h"
#include "control/show/head.h"
#include "control/show/remarks.h"
#include "control/store/load_run.h"
#include "control/store/run_lacks.h"
#include "control/store/run_names.h"
#include "control/store/runs_differ.h"
#include "control/verdict/gates.h"
#include "core/text.h"
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* The last part of the folder's path, which is in `path` then; that of the whole path for "." and "..". */
static const char *name_of(char path[PATH_MAX], const struct tb_loaded_run *run)
{
    snprintf(path, PATH_MAX, "%s", run->folder);
    const char *name = basename(path);
    bool relative = strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
    return relative && realpath(run->folder, path) ? basename(path) : name;
}

static bool label_both(struct tb_loaded_run *a, struct tb_loaded_run *b, struct tb_text *why)
{
    char paths[2][PATH_MAX];
    const char *names[] = {name_of(paths[0], a), name_of(paths[1], b)};
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

/* What the run itself said at its end.  `named`: says of which run. */
static void print_remarks(const struct tb_loaded_run *run, bool named)
{
    struct tb_heard heard;
    bool good = tb_hear(&heard) && tb_remarks_print(heard.out, &run->plan, run->facts);
    good = tb_heard_end(&heard) && good;
    if (!good)
        printf("note: out of memory for the remarks on %s; tlsbench show has them\n", run->folder);
    else if (heard.len > 0)
        printf("%s%s%s%s", named ? "Of " : "", named ? run->folder : "", named ? ":\n" : "", heard.data);
    free(heard.data);
}

/* The request, besides the runs. */
struct asked {
    const struct tb_compare_options *options;
    const struct tb_words *exports;
    const struct tb_bounds *bounds;
    struct tb_words *differences; /* of two runs, as they are said: for the files */
};

static bool say_difference(const struct asked *asked, const struct tb_text *line, struct tb_text *why)
{
    printf("%s\n", line->data);
    bool good = tb_words_add(asked->differences, line->data, line->len);
    if (!good)
        tb_text_add(why, "out of memory");
    return good;
}

static bool note_differences(const struct tb_loaded_run *a, const struct tb_loaded_run *b, const struct asked *asked,
                             struct tb_text *why)
{
    struct tb_text differences, line;
    bool good = true;
    tb_text_init(&differences, 2000);
    tb_text_init(&line, 2300);
    tb_runs_note(a, b, &differences);
    tb_text_printf(&line,
                   "note: the runs also differ in what may be the cause of a difference: %s; to leave it out, measure "
                   "both with the same",
                   differences.data);
    if (differences.len)
        good = say_difference(asked, &line, why);
    tb_text_free(&differences);
    tb_text_free(&line);
    return good;
}

/* Shows a comparison, and writes its files; `tag` distinguishes the files of several comparisons. */
static enum tb_compare_end show(const struct asked *asked, const struct tb_loaded_run *a, const struct tb_loaded_run *b,
                                const struct tb_comparison *comparison, const char *tag, struct tb_text *why)
{
    const struct tb_compared compared = {.comparison = comparison, .plan = &b->plan, .bounds = asked->bounds};
    const struct tb_export_source source = {.plan = &b->plan,
                                            .facts = b->facts,
                                            .base_facts = a != b ? a->facts : NULL,
                                            .comparison = comparison,
                                            .differences = asked->differences,
                                            .folder = b->folder};
    struct tb_run_names of_base, of_other;
    char file[300];
    tb_run_names_load(&of_base, a->facts, a->folder);
    tb_run_names_load(&of_other, b->facts, b->folder);
    snprintf(file, sizeof file, "comparison%s.csv", tag);
    enum tb_compare_end end =
        tb_compare_show(&compared, (struct tb_compared_runs){&of_other, &of_base}, asked->options, file, why);
    return tb_export_write(asked->exports, &source, asked->options->output, tag, why) ? end : TB_COMPARE_FAILED;
}

/* One of several comparisons that are shown in turn. */
struct part {
    const char *name, *tag;
    struct tb_text wrong; /* what went wrong with it */
};

/* `several`: else the comparison is the only one, and needs no name.  Returns false if memory ran out. */
static bool begin_part(struct part *part, struct tb_words *tags, const char *name, bool several)
{
    *part = (struct part){.name = several ? name : "", .tag = several ? tb_file_tag(tags, name) : ""};
    tb_text_init(&part->wrong, 1000);
    if (!part->tag)
        tb_text_add(&part->wrong, "out of memory");
    return part->tag != NULL;
}

static void end_part(struct part *part, struct tb_text *why)
{
    if (part->wrong.len)
        tb_text_printf(why, "%s%s%s%s", why->len ? "; " : "", part->name, *part->name ? ": " : "", part->wrong.data);
    tb_text_free(&part->wrong);
}

/* ---- One run ---- */

/* false: the request fits no case of the library. */
static bool compare_cases_of(const struct tb_loaded_run *run, const struct tb_variant *variant,
                             const struct asked *asked, struct part *part, enum tb_compare_end *end)
{
    struct tb_compare_choice choice = tb_bounds_choice(asked->bounds);
    struct tb_comparison comparison;
    bool good = tb_compare_cases(&comparison, &run->plan, variant, &asked->options->contrast, &choice, &part->wrong);
    if (good)
        *end = tb_compare_both(*end, show(asked, run, run, &comparison, part->tag, &part->wrong));
    tb_comparison_free(&comparison);
    return good;
}

/* Compares the cases of each library in turn; what one of them lacks does not end it for the others. */
static int compare_cases(const struct tb_loaded_run *run, const struct asked *asked, struct tb_text *why)
{
    enum tb_compare_end end = TB_COMPARE_NOTHING;
    struct tb_words tags = {0};
    bool fits = true;
    if (!tb_export_check_stored(asked->exports, asked->options->output, 1, run->plan.num_local, why))
        return TB_EXIT_USAGE;
    note_run(run);
    for (size_t i = 0; fits && i < run->plan.num_local; i++) {
        const struct tb_variant *variant = &run->plan.variants[i];
        struct part part;
        if (begin_part(&part, &tags, variant->name, run->plan.num_local > 1))
            fits = compare_cases_of(run, variant, asked, &part, &end);
        else
            end = TB_COMPARE_FAILED;
        end_part(&part, why);
    }
    tb_words_free(&tags);
    return fits ? tb_compare_exit(end) : TB_EXIT_USAGE;
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
    enum tb_compare_end end = good ? show(asked, run, run, &comparison, "", why) : TB_COMPARE_FAILED;
    tb_comparison_free(&comparison);
    return tb_compare_exit(end);
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

static enum tb_compare_end compare_variants(const struct tb_loaded_run *a, const struct tb_variant *base,
                                            const struct tb_loaded_run *b, const struct asked *asked, struct part *part)
{
    struct tb_comparison comparison;
    struct tb_compare_choice choice = tb_bounds_choice(asked->bounds);
    bool good = tb_compare_plans(&comparison, &a->plan, base, &b->plan, counterpart(&a->plan, base, &b->plan), &choice,
                                 &part->wrong);
    enum tb_compare_end end = good ? show(asked, a, b, &comparison, part->tag, &part->wrong) : TB_COMPARE_FAILED;
    tb_comparison_free(&comparison);
    return end;
}

static int compare_between(const struct tb_loaded_run *a, const struct tb_loaded_run *b, const struct asked *asked,
                           struct tb_text *why)
{
    enum tb_compare_end end = TB_COMPARE_NOTHING;
    struct tb_words tags = {0};
    size_t common = 0;
    for (size_t i = 0; i < a->plan.num_local; i++)
        common += counterpart(&a->plan, &a->plan.variants[i], &b->plan) != NULL;
    if (!tb_export_check_stored(asked->exports, asked->options->output, 2, common, why))
        return TB_EXIT_USAGE;
    for (size_t i = 0; i < a->plan.num_local; i++) {
        const struct tb_variant *base = &a->plan.variants[i];
        struct part part;
        if (!counterpart(&a->plan, base, &b->plan))
            continue;
        bool begun = begin_part(&part, &tags, base->client->name, common > 1);
        end = tb_compare_both(end, begun ? compare_variants(a, base, b, asked, &part) : TB_COMPARE_FAILED);
        end_part(&part, why);
    }
    tb_words_free(&tags);
    if (common == 0)
        tb_text_printf(why, "%s and %s have no library in common", a->folder, b->folder);
    return tb_compare_exit(end);
}

static int check_hosts(const struct tb_loaded_run *a, const struct tb_loaded_run *b, const struct asked *asked,
                       struct tb_text *why)
{
    struct tb_text differences, line;
    int exit_code = TB_EXIT_GOOD;
    tb_text_init(&differences, 1000);
    tb_text_init(&line, 1300);
    tb_hosts_differ(a, b, &differences);
    if (differences.len && asked->options->across_hosts) {
        tb_text_printf(&line,
                       "warning: the runs come from different machines (%s), so a difference may be the machine's; "
                       "measure both on one machine",
                       differences.data);
        exit_code = say_difference(asked, &line, why) ? TB_EXIT_GOOD : TB_EXIT_NOTHING;
    } else if (differences.len) {
        tb_text_printf(why, "the runs come from different machines: %s; use --across-hosts to compare them anyway",
                       differences.data);
        exit_code = TB_EXIT_HOST;
    }
    tb_text_free(&differences);
    tb_text_free(&line);
    return exit_code;
}

static int compare_two(struct tb_loaded_run *a, struct tb_loaded_run *b, const struct asked *asked, struct tb_text *why)
{
    if (a->content == b->content) {
        tb_text_printf(why, "%s and %s are the same run", a->folder, b->folder);
        return TB_EXIT_USAGE;
    }
    int exit_code = check_hosts(a, b, asked, why);
    if (exit_code != TB_EXIT_GOOD)
        return exit_code;
    if (!tb_samples_agree(a, b, why))
        return TB_EXIT_USAGE;
    if (!label_both(a, b, why))
        return TB_EXIT_NOTHING;
    note_run(a);
    note_run(b);
    if (!note_differences(a, b, asked, why))
        return TB_EXIT_NOTHING;
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
    struct tb_words differences = {0};
    const struct asked asked = {
        .options = options, .exports = &measuring->exports, .bounds = &bounds, .differences = &differences};
    int exit_code = TB_EXIT_USAGE;
    bool two = folders->num > 1;
    if (options->output && !tb_folder_check(options->output, why)) {
        tb_text_add(why, ", or name another one with --output");
        return TB_EXIT_USAGE;
    }
    tb_bounds_init(&bounds);
    if (load_times(&runs[0], folders->items[0], options, why) &&
        (!two || load_times(&runs[1], folders->items[1], options, why)) &&
        tb_bounds_of_stored(&bounds, runs, folders->num, &options->thresholds, measuring->history, why) &&
        tb_gates_check_stored(runs, folders->num, &options->thresholds, &bounds.rules,
                              bounds.whose.len ? &bounds.base_rules : NULL, why))
        exit_code = two ? compare_two(&runs[0], &runs[1], &asked, why) : compare_within(&runs[0], &asked, why);
    for (size_t i = 0; i < folders->num && exit_code == TB_EXIT_GOOD; i++)
        print_remarks(&runs[i], two);
    tb_words_free(&differences);
    tb_bounds_free(&bounds);
    tb_run_unload(&runs[0]);
    tb_run_unload(&runs[1]);
    return exit_code;
}
