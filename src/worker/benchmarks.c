#include "worker/benchmarks.h"
#include "core/catalog.h"
#include "harness/gbench.h"
#include "harness/timed_loop.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A case as a benchmark. */
struct entry {
    struct entry *next;
    struct tb_case c;
    struct tb_job job;
    struct tb_text name, why;
    struct tb_record record;
    struct tb_gbench_case benchmark;
    const struct tb_local_ops *ops;
    void *state;
    struct tb_chunk chunk;
    enum tb_status status; /* of the latest repetition */
    bool failed;           /* a repetition failed */
};

static const char *outcome(struct entry *entry, enum tb_status status)
{
    entry->status = status;
    if (status == TB_OK)
        return NULL;
    entry->failed = true;
    return entry->why.len > 0 ? entry->why.data : "failed";
}

static const char *before(void *arg)
{
    struct entry *entry = arg;
    tb_text_clear(&entry->why);
    tb_record_free(&entry->record);
    tb_record_init(&entry->record);
    return outcome(entry, entry->ops->open(&entry->job, &entry->state));
}

static const char *run(void *arg, uint64_t operations, struct tb_gbench_clock *clock)
{
    struct entry *entry = arg;
    return outcome(entry, tb_timed_chunk(&entry->job, entry->ops, entry->state, operations, clock, &entry->chunk));
}

/* The driver's metrics other than times become counters: throughput, the cost of each side. */
static const char *after(void *arg, struct tb_gbench_counters *counters)
{
    struct entry *entry = arg;
    const char *wrong = NULL;
    if (entry->status == TB_OK)
        wrong = outcome(entry, entry->ops->settle(entry->state, &entry->chunk));
    for (size_t i = 0; !wrong && i < entry->record.num_series; i++) {
        const struct tb_series *series = &entry->record.series[i];
        tb_gbench_counter(counters, series->metric, series->values[series->num - 1]);
    }
    entry->ops->close(entry->state);
    entry->state = NULL;
    return wrong;
}

static void entry_free(struct entry *entry)
{
    tb_text_free(&entry->name);
    tb_text_free(&entry->why);
    tb_record_free(&entry->record);
    free(entry);
}

static struct entry *entry_new(const struct tb_job *job, const struct tb_case *c)
{
    struct entry *entry = calloc(1, sizeof *entry);
    if (!entry)
        return NULL;
    entry->c = *c;
    entry->ops = tb_local_ops_of(c);
    tb_text_init(&entry->name, 1024);
    tb_text_init(&entry->why, 4096);
    tb_record_init(&entry->record);
    tb_case_name(c, &entry->name);
    entry->job = *job;
    entry->job.c = &entry->c;
    entry->job.why = &entry->why;
    entry->job.record = &entry->record;
    entry->benchmark = (struct tb_gbench_case){entry->name.data, entry, before, run, after};
    return entry;
}

struct list {
    const struct tb_job *job;
    struct entry *first, **end;
    struct tb_gbench_why why;
    bool failed;
};

/* Adds a case if the library can do it, as determined by doing it once.  A case that fails in another way is added as
 * well, so that the failure is visible. */
static void add(struct list *list, const struct tb_case *c)
{
    struct entry *entry = tb_local_ops_of(c) ? entry_new(list->job, c) : NULL;
    if (!entry)
        return;
    enum tb_status status = entry->ops->open(&entry->job, &entry->state);
    if (status == TB_OK)
        entry->ops->close(entry->state);
    if (status == TB_UNSUPPORTED) {
        entry_free(entry);
        return;
    }
    *list->end = entry;
    list->end = &entry->next;
    if (!tb_gbench_add(&entry->benchmark, &list->why))
        list->failed = true;
}

/* The allowed values of a parameter, NULL terminated.  For numbers: the sizes used in tlsbench's suites. */
enum { MOST_VALUES = 32 };

static void choices(const struct tb_param_info *info, const char *values[MOST_VALUES])
{
    static const char *const sizes[] = {"16", "256", "1350", "8192", "16384", NULL};
    size_t num = 0;
    bool fixed = info->fallback && *info->fallback && info->param != TB_PARAM_OPERATION;
    const char *const *all = info->values ? info->values : sizes;
    if (fixed)
        values[num++] = info->fallback;
    for (size_t i = 0; !fixed && all[i] && num < MOST_VALUES - 1; i++)
        values[num++] = all[i];
    values[num] = NULL;
}

/* All valid combinations of the parameters from `at` on. */
static void combine(struct list *list, struct tb_case *c, size_t at)
{
    if (at == c->driver->num_params) {
        struct tb_text why;
        tb_text_init(&why, 256);
        if (tb_case_check(c, &why) && !tb_case_is_pair(c))
            add(list, c);
        tb_text_free(&why);
        return;
    }
    const struct tb_param_info *info = &c->driver->params[at];
    if (!tb_param_applies(c, info->param) || tb_param_is_optional(info->param)) {
        combine(list, c, at + 1);
        return;
    }
    const char *values[MOST_VALUES];
    choices(info, values);
    for (size_t i = 0; values[i]; i++) {
        snprintf(c->value[info->param], TB_VALUE_CAP, "%s", values[i]);
        combine(list, c, at + 1);
    }
    c->value[info->param][0] = 0;
}

static void add_all(struct list *list)
{
    size_t num;
    const struct tb_driver_info *drivers = tb_drivers(&num);
    for (size_t i = 0; i < num; i++) {
        struct tb_case c = {.driver = &drivers[i]};
        combine(list, &c, 0);
    }
}

static int run_list(struct list *list)
{
    size_t matched = 0;
    if (list->failed || !tb_gbench_run(&matched, &list->why)) {
        fprintf(stderr, "tlsbench-worker: %s\n", list->why.text);
        return 1;
    }
    if (matched == 0) {
        fprintf(stderr, "tlsbench-worker: no benchmark matches\n");
        return 1;
    }
    int exit_code = 0;
    for (struct entry *entry = list->first; entry; entry = entry->next)
        if (entry->failed) {
            fprintf(stderr, "tlsbench-worker: %s failed\n", entry->name.data);
            exit_code = 1;
        }
    return exit_code;
}

int tb_benchmarks(const struct tb_job *job, const struct tb_worker_options *options)
{
    struct list list = {.job = job};
    list.end = &list.first;
    if (!tb_gbench_flags(options->num_benchmark_args, options->benchmark_args, &list.why)) {
        fprintf(stderr, "tlsbench-worker: %s\n", list.why.text);
        return 2;
    }
    const struct tb_info *info = job->backend->info(job->lib);
    if (!tb_gbench_context("library", info->instance, &list.why) ||
        !tb_gbench_context("library_version", info->version, &list.why) ||
        !tb_gbench_context("library_image", info->image, &list.why))
        list.failed = true;
    if (job->c)
        add(&list, job->c);
    else
        add_all(&list);
    int exit_code = run_list(&list);
    while (list.first) {
        struct entry *entry = list.first;
        list.first = entry->next;
        entry_free(entry);
    }
    return exit_code;
}
