#include "control/base/conditions.h"
#include "control/base/cpu_limit.h"
#include "control/base/environment.h"
#include "control/base/files.h"
#include "control/base/host.h"
#include "control/base/json_text.h"
#include "core/text.h"
#include <errno.h>
#include <jansson.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

/* ---- The facts ---- */

/* The kernel marks the selected one of several settings: "always [madvise] never". */
static void set_chosen(json_t *object, const char *key, const char *path)
{
    char line[256];
    tb_file_line(line, sizeof line, path);
    char *open = strchr(line, '['), *close = open ? strchr(open, ']') : NULL;
    if (close)
        *close = '\0';
    tb_json_set_text(object, key, close ? open + 1 : "unknown");
}

/* For a file that contains 1 if the feature is on (or, with `inverted`, if it is off). */
static const char *on_or_off(const char *path, bool inverted)
{
    char line[32];
    tb_file_line(line, sizeof line, path);
    if (strcmp(line, "0") != 0 && strcmp(line, "1") != 0)
        return "unknown";
    return (*line == '1') != inverted ? "on" : "off";
}

static const char *turbo(void)
{
    const char *intel = on_or_off("/sys/devices/system/cpu/intel_pstate/no_turbo", true);
    return strcmp(intel, "unknown") != 0 ? intel : on_or_off("/sys/devices/system/cpu/cpufreq/boost", false);
}

static const char *scheduler(void)
{
    switch (sched_getscheduler(0)) {
    case SCHED_OTHER:
        return "other";
    case SCHED_BATCH:
        return "batch";
    case SCHED_IDLE:
        return "idle";
    case SCHED_FIFO:
        return "fifo";
    case SCHED_RR:
        return "rr";
    default:
        return "unknown";
    }
}

static void set_cores(json_t *object)
{
    struct tb_text list;
    tb_text_init(&list, 4096);
    tb_cores_allowed(&list);
    tb_json_set_text(object, "cores_allowed", list.len ? list.data : "unknown");
    tb_text_free(&list);
}

static void set_quota(json_t *object)
{
    struct tb_cpu_limit limit;
    if (tb_cpu_limit_find(&limit, ""))
        json_object_set_new(object, "cpu_quota", json_real(tb_cpu_limit_cores(&limit)));
    tb_cpu_limit_free(&limit);
}

static json_t *variables(void)
{
    struct tb_words words = {0};
    json_t *object = json_object();
    if (!tb_environment_heeded(&words))
        tb_json_set_text(object, "(out of memory)", "");
    for (size_t i = 0; i < words.num; i++) {
        char *value = strchr(words.items[i], '=');
        if (!value)
            continue;
        *value = '\0';
        tb_json_set_text(object, words.items[i], value + 1);
    }
    tb_words_free(&words);
    return object;
}

struct json_t *tb_conditions(void)
{
    json_t *object = json_object();
    char line[256];
    set_cores(object);
    set_quota(object);
    errno = 0;
    int nice = getpriority(PRIO_PROCESS, 0); /* -1 is a valid priority */
    json_object_set_new(object, "nice", errno ? json_null() : json_integer(nice));
    tb_json_set_text(object, "scheduler", scheduler());
    tb_json_set_text(object, "smt", on_or_off("/sys/devices/system/cpu/smt/active", false));
    tb_json_set_text(object, "turbo", turbo());
    tb_file_line(line, sizeof line, "/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
    tb_json_set_text(object, "governor", *line ? line : "unknown");
    set_chosen(object, "transparent_hugepages", "/sys/kernel/mm/transparent_hugepage/enabled");
    tb_file_line(line, sizeof line, "/proc/sys/kernel/randomize_va_space");
    tb_json_set_text(object, "address_randomization", *line ? line : "unknown");
    json_object_set_new(object, "variables", variables());
    return object;
}

/* ---- What is unusual ---- */

/* Checks one condition.  If it is unusual, writes its name to `name`, and returns its effect and what to do about it.
 * NULL: it is usual. */
typedef const char *unusual_fn(const json_t *conditions, struct tb_text *name);

static const char *text_of(const json_t *conditions, const char *key)
{
    const char *text = json_string_value(json_object_get(conditions, key));
    return text ? text : "unknown";
}

static const char *unusual_quota(const json_t *conditions, struct tb_text *name)
{
    double cores = json_number_value(json_object_get(conditions, "cpu_quota"));
    if (!(cores > 0))
        return NULL;
    tb_text_printf(name, "cpu quota %.3g cores", cores);
    return "the kernel stops all processes of the control group when the quota is used up, so rates and latencies show "
           "the quota; CPU times are correct.  Lift it (docker --cpus, CPUQuota=) to measure the libraries";
}

static const char *unusual_nice(const json_t *conditions, struct tb_text *name)
{
    json_int_t nice = json_integer_value(json_object_get(conditions, "nice"));
    if (nice == 0)
        return NULL;
    tb_text_printf(name, "nice %" JSON_INTEGER_FORMAT, nice);
    return "other programs get more or less of the cores than usual.  Start tlsbench without nice";
}

static const char *unusual_scheduler(const json_t *conditions, struct tb_text *name)
{
    const char *policy = text_of(conditions, "scheduler");
    if (strcmp(policy, "other") == 0 || strcmp(policy, "unknown") == 0)
        return NULL;
    tb_text_printf(name, "scheduling policy %s", policy);
    return "the scheduler follows unusual rules.  Start tlsbench without chrt";
}

static const char *unusual_governor(const json_t *conditions, struct tb_text *name)
{
    const char *governor = text_of(conditions, "governor");
    if (strcmp(governor, "performance") == 0 || strcmp(governor, "unknown") == 0)
        return NULL;
    tb_text_printf(name, "governor %s", governor);
    return "the clock frequency follows the load.  Fix it with `cpupower frequency-set -g performance`";
}

static const char *unusual_variables(const json_t *conditions, struct tb_text *name)
{
    json_t *all = json_object_get(conditions, "variables"), *value;
    const char *key;
    json_object_foreach(all, key, value) tb_text_printf(name, "%s%s=%s", name->len ? "; " : "", key,
                                                        json_string_value(value) ? json_string_value(value) : "");
    return json_object_size(all) ? "the libraries, the loader or the allocator read it in every worker.  Unset it "
                                   "unless you want to measure with it"
                                 : NULL;
}

static unusual_fn *const conditions_that_matter[] = {unusual_quota, unusual_nice, unusual_scheduler, unusual_governor,
                                                     unusual_variables};

enum { NAME_LIMIT = 8000, SHOWN_LIMIT = 400 /* of a name in a warning */, MEANING_LIMIT = 1000 };
enum { NUM_CONDITIONS = sizeof conditions_that_matter / sizeof *conditions_that_matter };

void tb_conditions_name(const struct json_t *conditions, struct tb_text *text)
{
    bool first = true;
    for (size_t i = 0; i < NUM_CONDITIONS; i++) {
        struct tb_text name;
        tb_text_init(&name, NAME_LIMIT);
        if (conditions_that_matter[i](conditions, &name)) {
            tb_text_printf(text, "%s%s", first ? "" : "; ", name.data);
            first = false;
        }
        tb_text_free(&name);
    }
}

/* A variable may be longer than anyone reads. */
static bool add_warning(struct tb_words *warnings, const char *name, const char *meaning)
{
    struct tb_text shown, warning;
    tb_text_init(&shown, SHOWN_LIMIT);
    tb_text_init(&warning, SHOWN_LIMIT + MEANING_LIMIT);
    tb_text_add(&shown, name);
    tb_text_printf(&warning, "%s: %s", shown.data, meaning);
    bool good = !warning.truncated && tb_words_add(warnings, warning.data, warning.len);
    tb_text_free(&warning);
    tb_text_free(&shown);
    return good;
}

bool tb_conditions_warn(const struct json_t *conditions, struct tb_words *warnings)
{
    bool good = true;
    for (size_t i = 0; i < NUM_CONDITIONS && good; i++) {
        struct tb_text name;
        tb_text_init(&name, NAME_LIMIT);
        const char *meaning = conditions_that_matter[i](conditions, &name);
        good = !meaning || add_warning(warnings, name.data, meaning);
        tb_text_free(&name);
    }
    return good;
}
