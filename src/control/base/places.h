/* places.h - the paths of the other programs and files of tlsbench.  All but valgrind and perf are found from the
 * program's own path, so a built or installed tree can be moved and copied. */
#pragma once
#include "control/base/words.h"
#include <limits.h>
#include <stdbool.h>

struct tb_text;

struct tb_places {
    char worker[PATH_MAX];   /* next to the program, or among the installed helpers: tlsbench-worker */
    char counters[PATH_MAX]; /* next to the worker: tlsbench-counters */
    char still[PATH_MAX];    /* next to the worker: tlsbench-still.so, preloaded to count instructions */
    char valgrind[PATH_MAX]; /* on the PATH; "": not found */
    char perf[PATH_MAX];     /* the same */
    char modules[PATH_MAX];  /* one .so per library */
    char pki[PATH_MAX];      /* keys and certificates of the cases */
    /* What the user brought: backends/libraries/modules keeps it in the user's cache if tlsbench is installed. */
    char libraries[PATH_MAX]; /* where `bring` puts libraries; "": nowhere, since no cache is known */
    char brought[PATH_MAX];   /* the folder of their modules, by the version of tlsbench; "": they are in `modules` */
    bool installed;
    const char *bring, *set_up; /* the commands that bring a library, whose name follows, and the default ones */
};

bool tb_places_find(struct tb_places *places, struct tb_text *why);

/* Another program, by its name on the PATH.  false: it is not there. */
bool tb_places_program(char path[PATH_MAX], const char *name);

/* The path of a file or folder of the source tree that is used at run time, by its name there ("bench/suites").  It may
 * not exist. */
bool tb_places_data(char path[PATH_MAX], const char *file, struct tb_text *why);

/* The folder of suite files: `asked` when it is not NULL, else our own, which may be
 * missing.  false: `why`. */
bool tb_places_suites(char path[PATH_MAX], const char *asked, struct tb_text *why);
