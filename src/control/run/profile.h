/* profile.h - --profile: which functions the time of a case goes to, in samples of their own after the rounds.
 *
 * Each case and library is measured once more, for TB_PROFILE_MS of timed work, under perf (sample/profiler.h).  Times
 * of these samples are no figures of the run: they are in no table, no CSV file and no history.  The stacks are in
 * PROFILE_FILE of the run's folder, one for each library; run.json says of each case how many samples there are, and
 * what they lack.  Both are written after each case and library, so that a tlsbench that is killed loses only one.
 */
#pragma once
#include "control/run/perf_script.h"
#include "core/record.h"
#include <stdbool.h>
#include <stddef.h>

struct json_t;
struct tb_cell;
struct tb_planned;
struct tb_run;
struct tb_text;
struct tb_variant;

enum { TB_PROFILE_MS = 2000 };

/* Of one worker: a case on a library, over loopback one side of it. */
struct tb_worker_profile {
    const struct tb_planned *planned;
    const struct tb_variant *variant;
    const char *side; /* "client", "server"; "": there is one worker */
    enum tb_sample_status status;
    char reason[400];
    struct tb_folding folding;
    double timed_ns; /* length of the timed regions */
};

struct tb_profiles {
    struct tb_worker_profile *items; /* by case, then by library */
    size_t num;
    size_t wanted; /* how many there are to be; 0 until the rounds are over */
    bool kernel;   /* the kernel's part was sampled */
};

/* What this host has for it.  false: `why` says what is missing, and how to get it. */
bool tb_profile_possible(const char *perf, bool *kernel, struct tb_text *why);
/* Says why perf_event_open refused: its errno, and /proc/sys/kernel/perf_event_paranoid (INT_MAX: not known). */
void tb_profile_refused(struct tb_text *why, int error, int paranoid);
/* Does the plan have a case to profile?  May it be done here?  Can perf name the files of the libraries, which have
 * told theirs by then?  The reasons are in run->why. */
bool tb_profile_has_case(struct tb_run *run);
bool tb_profile_check(struct tb_run *run);
bool tb_profile_can_name(struct tb_run *run);

/* Profiles every good row and writes the files; `keep` writes run.json after each.  false: interrupted, or a failure
 * (see run->why). */
bool tb_profile_take(struct tb_run *run, bool (*keep)(const struct tb_run *run, struct tb_text *why));

void tb_profile_file(char file[300], const struct tb_variant *variant); /* its name in the run's folder */
struct json_t *tb_profiles_json(const struct tb_profiles *profiles);    /* for run.json; a new reference */
void tb_profiles_free(struct tb_profiles *profiles);
