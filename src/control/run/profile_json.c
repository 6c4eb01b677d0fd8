/* profile_json.c - the profiles of a run in its run.json. */
#include "control/base/json_text.h"
#include "control/plan/plan.h"
#include "control/run/profile.h"
#include "control/sample/profiler.h"
#include <jansson.h>

static void set_count(json_t *object, const char *key, size_t count)
{
    json_object_set_new(object, key, json_integer((json_int_t)count));
}

static json_t *one(const struct tb_worker_profile *profile)
{
    char file[300];
    json_t *object = json_object();
    tb_profile_file(file, profile->variant);
    tb_json_set_text(object, "case", profile->planned->name);
    tb_json_set_text(object, "library", profile->variant->name);
    tb_json_set_text(object, "side", profile->side);
    tb_json_set_text(object, "status", tb_sample_status_name(profile->status));
    tb_json_set_text(object, "reason", profile->reason);
    if (profile->status != TB_SAMPLE_OK)
        return object;
    tb_json_set_text(object, "file", file);
    json_object_set_new(object, "timed_s", json_real(profile->timed_ns / 1e9));
    set_count(object, "samples", profile->folding.stacks.num);
    set_count(object, "without_symbol", profile->folding.unnamed);
    set_count(object, "without_callers", profile->folding.cut);
    set_count(object, "outside", profile->folding.outside);
    set_count(object, "lost", profile->folding.lost);
    return object;
}

json_t *tb_profiles_json(const struct tb_profiles *profiles)
{
    json_t *object = json_object(), *all = json_array();
    tb_json_set_text(object, "event", TB_PROFILE_EVENT);
    json_object_set_new(object, "frequency_hz", json_integer(TB_PROFILE_HZ));
    json_object_set_new(object, "stack_bytes", json_integer(TB_PROFILE_STACK));
    json_object_set_new(object, "kernel", json_boolean(profiles->kernel));
    set_count(object, "processes", profiles->wanted);
    for (size_t i = 0; i < profiles->num; i++)
        json_array_append_new(all, one(&profiles->items[i]));
    json_object_set_new(object, "workers", all);
    return object;
}
