#include "control/verdict/check_stored.h"
#include "control/base/conditions.h"
#include "control/base/host.h"
#include "control/plan/inject.h"
#include "control/run/run.h"
#include "control/run/run_json.h"
#include "control/store/run_lacks.h"
#include "control/store/runs_differ.h"
#include "control/verdict/enough.h"
#include <jansson.h>
#include <stdio.h>
#include <string.h>

enum { FACTS_LIMIT = 64 << 20 };

bool tb_is_from_here(const struct tb_loaded_run *run, struct tb_text *why)
{
    struct tb_loaded_run now = {.folder = "this machine",
                                .facts =
                                    json_pack("{s:o,s:o}", "host", tb_host_facts(), "conditions", tb_conditions())};
    struct tb_text differences;
    tb_text_init(&differences, 1000);
    tb_hosts_differ(run, &now, &differences);
    bool same = differences.len == 0;
    if (!same)
        tb_text_printf(
            why, "%s was measured on another machine, or in other conditions (%s); run the baseline on this machine",
            run->folder, differences.data);
    tb_text_free(&differences);
    json_decref(now.facts);
    return same;
}

static const struct tb_variant *find_base(const struct tb_loaded_run *run, const char *library, struct tb_text *why)
{
    for (size_t i = 0; i < run->plan.num_local; i++)
        if (strcmp(run->plan.variants[i].client->name, library) == 0)
            return &run->plan.variants[i];
    if (run->plan.num_local == 1)
        return run->plan.variants;
    tb_text_printf(why, "%s has no library '%s'.  There are:", run->folder, library);
    for (size_t i = 0; i < run->plan.num_local; i++)
        tb_text_printf(why, " %s", run->plan.variants[i].client->name);
    return NULL;
}

bool tb_stored_open(struct tb_stored *stored, const char *folder, const char *library, struct tb_text *why)
{
    *stored = (struct tb_stored){0};
    if (!tb_run_load(&stored->run, folder, why))
        return false;
    if (stored->run.plan.counted) {
        tb_text_printf(why,
                       "%s has instruction counts, and check compares times with a stored run; name a build for "
                       "--baseline",
                       folder);
        return false;
    }
    stored->other_host = !tb_is_from_here(&stored->run, why);
    if (!stored->other_host)
        stored->base = find_base(&stored->run, library, why);
    if (stored->base && tb_variant_is_injected(stored->base)) {
        tb_text_printf(why,
                       "%s was slowed down on purpose in %s (--inject), which would hide a slower candidate; measure "
                       "the baseline without --inject",
                       stored->base->name, folder);
        stored->base = NULL;
    }
    return stored->base != NULL;
}

void tb_stored_close(struct tb_stored *stored)
{
    tb_run_unload(&stored->run);
    *stored = (struct tb_stored){0};
}

/* The cores of one machine may differ. */
static bool is_of_these_cores(const struct tb_loaded_run *stored, const struct tb_run *run, struct tb_text *why)
{
    const json_t *cores = json_object_get(json_object_get(stored->facts, "settings"), "cores");
    json_int_t client = json_integer_value(json_array_get(cores, 0)),
               server = json_integer_value(json_array_get(cores, 1));
    bool same = !cores || (client == run->cores[0] && server == run->cores[1]);
    if (!same)
        tb_text_printf(why, "%s was measured on cores %d and %d, but this check uses %d and %d; use --cpus %d,%d",
                       stored->folder, (int)client, (int)server, run->cores[0], run->cores[1], (int)client,
                       (int)server);
    return same;
}

static bool has_such_case(const struct tb_loaded_run *stored, const struct tb_run *run, struct tb_text *why)
{
    for (size_t i = 0; i < run->plan.num; i++)
        if (!run->plan.items[i].steady && tb_plan_find(&stored->plan, &run->plan.items[i].c))
            return true;
    tb_text_printf(why, "%s has none of these cases; name its suite with --suite", stored->folder);
    return false;
}

/* Were the baseline's samples taken like the candidate's will be? */
static bool has_such_samples(const struct tb_loaded_run *stored, const struct tb_run *run, struct tb_text *why)
{
    const struct tb_lab *lab = &run->lab;
    struct tb_loaded_run now = {
        .folder = "this check",
        .plan = run->plan, /* borrowed: only the facts are freed */
        .facts = json_pack("{s:{s:I,s:I,s:I,s:I,s:I}}", "settings", "chunks", (json_int_t)lab->chunks, "chunk_ms",
                           (json_int_t)lab->chunk_ms, "window_ms", (json_int_t)lab->window_ms, "sample_operations",
                           (json_int_t)lab->sample_operations, "warm_up_ms", (json_int_t)lab->warm_up_ms)};
    bool same = tb_samples_agree(stored, &now, why);
    json_decref(now.facts);
    return same;
}

bool tb_stored_accept(const struct tb_run *run, const struct tb_stored *stored, struct tb_text *why)
{
    tb_few_stored_rounds(stored->run.folder, stored->run.plan.rounds, why);
    return !why->len && has_such_case(&stored->run, run, why) && is_of_these_cores(&stored->run, run, why) &&
           has_such_samples(&stored->run, run, why);
}

void tb_stored_print_notes(const struct tb_run *run, const struct tb_stored *stored)
{
    struct tb_text facts, note;
    struct tb_loaded_run now = {.folder = "this check", .plan = run->plan}; /* borrowed: only the facts are freed */
    tb_text_init(&facts, FACTS_LIMIT);
    tb_text_init(&note, 2000);
    tb_run_state(&stored->run, &note);
    if (note.len)
        printf("note: the baseline: %s\n", note.data);
    tb_text_clear(&note);
    now.facts = tb_run_json(&facts, run) ? json_loads(facts.data, 0, NULL) : NULL;
    tb_runs_note(&stored->run, &now, &note);
    if (note.len)
        printf("note: the baseline and this check also differ in what may be the cause of a difference: %s; to leave "
               "it out, measure the baseline again\n",
               note.data);
    json_decref(now.facts);
    tb_text_free(&facts);
    tb_text_free(&note);
}

bool tb_stored_check(struct tb_run *run, const struct tb_stored *stored, const struct tb_compare_choice *choice,
                     struct tb_comparison *comparison)
{
    return tb_schedule(run, 0, run->rounds) && tb_compare_plans(comparison, &stored->run.plan, stored->base, &run->plan,
                                                                run->plan.variants, choice, &run->why);
}
