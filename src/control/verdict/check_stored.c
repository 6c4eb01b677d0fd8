#include "control/verdict/check_stored.h"
#include "control/base/conditions.h"
#include "control/base/host.h"
#include "control/run/run.h"
#include "control/store/runs_differ.h"
#include <jansson.h>
#include <string.h>

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
        tb_text_printf(why, "%s cannot be told to be from this machine: %s", run->folder, differences.data);
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
        tb_text_printf(why, "%s has counts of instructions: times are compared with times", folder);
        return false;
    }
    stored->other_host = !tb_is_from_here(&stored->run, why);
    if (!stored->other_host)
        stored->base = find_base(&stored->run, library, why);
    return stored->base != NULL;
}

void tb_stored_close(struct tb_stored *stored)
{
    tb_run_unload(&stored->run);
    *stored = (struct tb_stored){0};
}

/* The baseline was measured as the candidate will be. */
static bool has_such_samples(const struct tb_loaded_run *stored, struct tb_run *run)
{
    const struct tb_lab *lab = &run->lab;
    struct tb_loaded_run now = {.folder = "this check",
                                .facts = json_pack("{s:{s:I,s:I,s:I,s:I}}", "settings", "chunks",
                                                   (json_int_t)lab->chunks, "chunk_ms", (json_int_t)lab->chunk_ms,
                                                   "window_ms", (json_int_t)lab->window_ms, "sample_operations",
                                                   (json_int_t)lab->sample_operations)};
    bool same = tb_samples_agree(stored, &now, &run->why);
    json_decref(now.facts);
    return same;
}

bool tb_stored_check(struct tb_run *run, const struct tb_stored *stored, const struct tb_compare_choice *choice,
                     struct tb_comparison *comparison)
{
    return has_such_samples(&stored->run, run) && tb_schedule(run, 0, run->rounds) &&
           tb_compare_plans(comparison, &stored->run.plan, stored->base, &run->plan, run->plan.variants, choice,
                            &run->why);
}
