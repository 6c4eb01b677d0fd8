#include "control/run/profile.h"
#include "control/base/temporary.h"
#include "control/plan/grid.h"
#include "control/run/run.h"
#include "control/sample/draw.h"
#include "control/sample/libraries.h"
#include "control/sample/profiler.h"
#include "core/catalog.h"
#include "core/regions.h"
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_LIMIT = 64 << 20, MOST_CHUNKS = 1000, TRIES = 3 /* of a sample that the machine spoils */ };
enum { LEAST_PATIENCE_S = 120 }; /* of one sample: perf takes its part */

/* ---- Before ---- */

static bool is_profiled(const struct tb_planned *planned)
{
    return !planned->steady && !planned->c.driver->holds && tb_case_threads(&planned->c) == 1;
}

bool tb_profile_has_case(struct tb_run *run)
{
    for (size_t i = 0; i < run->plan.num; i++)
        if (is_profiled(&run->plan.items[i]))
            return true;
    tb_text_add(&run->why, "--profile: no selected case can be profiled, because all have several threads, or only "
                           "hold connections; select others, without /threads-N");
    return false;
}

bool tb_profile_check(struct tb_run *run)
{
    struct tb_text why;
    tb_text_init(&why, 1000);
    bool possible = tb_profile_possible(run->places.perf, &run->profiles.kernel, &why);
    if (!possible)
        tb_text_printf(&run->why, "--profile: %s", why.data);
    tb_text_free(&why);
    return possible;
}

static bool has_line_break(const char *path)
{
    return path && strchr(path, '\n');
}

/* The library whose file perf cannot name, or NULL. */
static const struct tb_library *unnameable(const struct tb_plan *plan)
{
    for (size_t i = 0; i < plan->num_local + plan->num_pair; i++) {
        const struct tb_library *const both[] = {plan->variants[i].client, plan->variants[i].server};
        for (size_t j = 0; j < 2; j++) {
            const struct tb_identity *told = &both[j]->attested.library;
            if (has_line_break(both[j]->module) || has_line_break(told->image) || has_line_break(told->tls_image))
                return both[j];
        }
    }
    return NULL;
}

bool tb_profile_can_name(struct tb_run *run)
{
    const struct tb_library *library = unnameable(&run->plan);
    const char *whose = has_line_break(run->places.worker) ? "tlsbench" : library ? library->name : NULL;
    if (whose)
        tb_text_printf(&run->why,
                       "--profile: perf writes a line for each function, with its file, and the path of a file of %s "
                       "has a line break; move it to another folder",
                       whose);
    return !whose;
}

/* ---- One sample ---- */

static void show(struct tb_run *run, const struct tb_planned *planned, const struct tb_cell *cell, double done)
{
    struct tb_step step = {
        .phase = "profiling", .done = done, .case_name = planned->name, .library = cell->variant->name, .estimate = ""};
    tb_progress_show(&run->progress, &step);
}

/* Chunks, or windows, for TB_PROFILE_MS. */
static uint64_t chunks_of(const struct tb_lab *lab, const struct tb_planned *planned, const struct tb_cell *cell)
{
    double chunk_ms = (double)(planned->pair ? lab->window_ms : lab->chunk_ms);
    if (!planned->pair && cell->operation_ns > 0)
        chunk_ms = cell->operation_ns * (double)planned->operations / 1e6;
    return (uint64_t)fmin(MOST_CHUNKS, fmax(1, ceil(TB_PROFILE_MS / fmax(chunk_ms, 1e-3))));
}

static void set_status(struct tb_worker_profile *profile, enum tb_sample_status status, const char *reason)
{
    profile->status = status;
    snprintf(profile->reason, sizeof profile->reason, "%s", reason);
}

/* Folds what perf has of that side.  false: interrupted. */
static bool fold(struct tb_worker_profile *profile, const struct tb_lab *lab, enum tb_profiled side,
                 const struct tb_regions *regions)
{
    char path[PATH_MAX];
    struct tb_text why;
    tb_text_init(&why, sizeof profile->reason - 1);
    if (tb_profiler_tell(path, lab, side, &why))
        tb_perf_script_read(&profile->folding, path, regions, &why);
    if (!why.len && profile->folding.stacks.num == 0)
        tb_text_add(&why, "perf took no sample of the timed work");
    profile->timed_ns = tb_regions_ns(regions);
    set_status(profile, why.len ? TB_SAMPLE_FAILED : TB_SAMPLE_OK, why.data);
    tb_text_free(&why);
    return !lab->signals->caught;
}

/* `profiles`: of the sides.  false: interrupted. */
static bool take(struct tb_run *run, const struct tb_lab *lab, const struct tb_planned *planned,
                 const struct tb_cell *cell, struct tb_worker_profile *profiles)
{
    struct tb_subject subject = tb_plan_subject(planned, cell);
    struct tb_draw draw = tb_draw(run->plan.seed, run->plan.rounds, (size_t)(planned - run->plan.items),
                                  (size_t)(cell - planned->cells), run->cores);
    struct tb_regions regions;
    struct tb_sample sample;
    bool going = true;
    tb_sample_init(&sample);
    for (int i = 0; i < TRIES && going && (i == 0 || sample.status == TB_SAMPLE_DISTURBED); i++) {
        tb_sample_free(&sample);
        tb_sample_init(&sample);
        going = tb_sample_measure(&sample, lab, &subject, &draw);
    }
    if (sample.status == TB_SAMPLE_OK && !tb_regions_of(&regions, &sample.record)) {
        sample.status = TB_SAMPLE_FAILED;
        tb_text_add(&sample.reason, "the worker did not say when its timed regions were; build it again");
    }
    for (size_t side = 0; side < (planned->pair ? 2 : 1) && going; side++) {
        if (sample.status == TB_SAMPLE_OK)
            going = fold(&profiles[side], lab, (enum tb_profiled)side, &regions);
        else
            set_status(&profiles[side], sample.status, sample.reason.data);
    }
    tb_sample_free(&sample);
    return going;
}

/* ---- Entries ---- */

static bool has_profile(const struct tb_planned *planned, const struct tb_cell *cell)
{
    struct tb_text reason;
    tb_text_init(&reason, 0); /* the reason is in the row */
    bool good = is_profiled(planned) && !cell->variant->plain && tb_cell_status(cell, &reason) == TB_SAMPLE_OK;
    tb_text_free(&reason);
    return good;
}

/* Of a case on a library. */
static size_t processes_of(const struct tb_planned *planned)
{
    return planned->pair ? 2 : 1;
}

static size_t count_processes(const struct tb_plan *plan)
{
    size_t num = 0;
    for (size_t i = 0; i < plan->num; i++)
        for (size_t j = 0; j < plan->items[i].num_cells; j++)
            if (has_profile(&plan->items[i], &plan->items[i].cells[j]))
                num += processes_of(&plan->items[i]);
    return num;
}

/* Appends the case's entries, two of a pair.  NULL: out of memory. */
static struct tb_worker_profile *add(struct tb_profiles *profiles, const struct tb_planned *planned,
                                     const struct tb_cell *cell)
{
    static const char *const sides[] = {"client", "server"};
    size_t num = processes_of(planned);
    struct tb_worker_profile *items = realloc(profiles->items, (profiles->num + num) * sizeof *items);
    if (!items)
        return NULL;
    profiles->items = items;
    for (size_t i = 0; i < num; i++)
        items[profiles->num + i] = (struct tb_worker_profile){.planned = planned,
                                                              .variant = cell->variant,
                                                              .side = planned->pair ? sides[i] : "",
                                                              .status = TB_SAMPLE_FAILED};
    profiles->num += num;
    return &items[profiles->num - num];
}

/* Of the last `num`, leaves out what an interruption cut off, which is no failure of the library. */
static void drop_cut(struct tb_profiles *profiles, size_t num)
{
    for (; num > 0 && profiles->items[profiles->num - 1].status != TB_SAMPLE_OK; num--)
        tb_folding_free(&profiles->items[--profiles->num].folding);
}

/* ---- Files ---- */

void tb_profile_file(char file[300], const struct tb_variant *variant)
{
    snprintf(file, 300, "profile-%.250s.folded", variant->name);
}

/* All of the library so far. */
static bool write_file(const struct tb_run *run, const struct tb_variant *variant, struct tb_text *why)
{
    struct tb_text text, root;
    char file[300];
    tb_text_init(&text, FILE_LIMIT);
    for (size_t i = 0; i < run->profiles.num; i++) {
        const struct tb_worker_profile *profile = &run->profiles.items[i];
        if (profile->status != TB_SAMPLE_OK || strcmp(profile->variant->name, variant->name) != 0)
            continue;
        tb_text_init(&root, 1000);
        tb_text_printf(&root, "%s%s%s", profile->planned->name, *profile->side ? ";" : "", profile->side);
        tb_folding_write(&text, &profile->folding, root.data);
        tb_text_free(&root);
    }
    tb_profile_file(file, variant);
    bool good = text.len == 0 || tb_run_dir_write(&run->dir, file, &text, why);
    tb_text_free(&text);
    return good;
}

/* ---- All ---- */

/* Profiles a case on a library, and writes what there is.  false: interrupted, or a failure. */
static bool take_cell(struct tb_run *run, struct tb_lab *lab, const struct tb_planned *planned,
                      const struct tb_cell *cell, bool (*keep)(const struct tb_run *run, struct tb_text *why))
{
    struct tb_worker_profile *profiles = add(&run->profiles, planned, cell);
    if (!profiles)
        return false; /* which the engine reports */
    show(run, planned, cell, (double)(planned - run->plan.items) / (double)run->plan.num);
    lab->chunks = chunks_of(lab, planned, cell);
    bool going = take(run, lab, planned, cell, profiles);
    if (!going)
        drop_cut(&run->profiles, processes_of(planned));
    return write_file(run, cell->variant, &run->why) && keep(run, &run->why) && going;
}

bool tb_profile_take(struct tb_run *run, bool (*keep)(const struct tb_run *run, struct tb_text *why))
{
    struct tb_folder folder;
    if (!tb_folder_make(&folder)) {
        tb_text_printf(&run->why, "no folder for perf's files: %s; name one with room in TMPDIR", strerror(errno));
        return false;
    }
    const struct tb_profiler profiler = {
        .perf = run->places.perf, .folder = folder.path, .kernel = run->profiles.kernel};
    struct tb_lab lab = run->lab;
    lab.profiler = &profiler;
    lab.timeout_s = lab.timeout_s > LEAST_PATIENCE_S ? lab.timeout_s : LEAST_PATIENCE_S;
    run->profiles.wanted = count_processes(&run->plan);
    bool going = true;
    for (size_t i = 0; i < run->plan.num; i++)
        for (size_t j = 0; j < run->plan.items[i].num_cells && going; j++)
            if (has_profile(&run->plan.items[i], &run->plan.items[i].cells[j]))
                going = take_cell(run, &lab, &run->plan.items[i], &run->plan.items[i].cells[j], keep);
    tb_folder_remove(&folder);
    return going;
}

void tb_profiles_free(struct tb_profiles *profiles)
{
    for (size_t i = 0; i < profiles->num; i++)
        tb_folding_free(&profiles->items[i].folding);
    free(profiles->items);
    *profiles = (struct tb_profiles){0};
}
