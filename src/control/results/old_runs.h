/* old_runs.h - the runs in a folder of results: what holds them there, and what goes with them when one is removed. */
#pragma once
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct json_t;
struct tb_text;

/* Why a run must stay. */
enum tb_hold {
    TB_HOLD_NONE,
    TB_HOLD_WRITER, /* tlsbench still writes it */
    TB_HOLD_LINK,   /* a link beside the runs leads to it: latest, or one of the user's */
    TB_HOLD_FILE    /* it has a file that tlsbench did not write, or a folder */
};

struct tb_old_run {
    char name[NAME_MAX + 1]; /* of its folder */
    enum tb_hold hold;
    char holder[NAME_MAX + 1]; /* the name of that link or file */
    bool search;               /* of tlsbench capacity: no history has any of it */
    uint64_t bytes;            /* on the disk: what its removal frees */
    char *others;              /* its files whose content the history does not have: "a, b"; NULL: none; owned */
};

struct tb_old_runs {
    struct tb_old_run *items; /* the newest first */
    size_t num;
    size_t halves; /* folders of which an earlier removal was interrupted */
};

/* A folder is a run if its name begins with a time and it has samples.csv, samples.csv.partial or capacity.csv;
 * everything else in `results` is ignored.  Must be freed even after a failure. */
bool tb_old_runs_find(struct tb_old_runs *runs, const char *results, struct tb_text *why);
void tb_old_runs_free(struct tb_old_runs *runs);

/* The run.json of a run: a new reference.  NULL: there is none, or it is damaged, see `why`. */
struct json_t *tb_old_run_facts(const char *results, const struct tb_old_run *run, struct tb_text *why);

/* Removes the folder.  It is renamed first, so that nobody ever sees a half of a run under its name; a removal that is
 * interrupted is completed by tb_old_runs_tidy. */
bool tb_old_run_remove(const char *results, const struct tb_old_run *run, struct tb_text *why);

/* Completes interrupted removals. */
bool tb_old_runs_tidy(const char *results, struct tb_text *why);

#define TB_REMOVED_PREFIX ".removed-" /* of a folder's name from then on */
