/* places.h - where the controller's own things are: all beside the program, so that a build folder can be moved. */
#pragma once
#include "control/base/words.h"
#include <limits.h>
#include <stdbool.h>

struct tb_text;

struct tb_places {
    char worker[PATH_MAX];   /* <folder of the program>/tlsbench-worker */
    char counters[PATH_MAX]; /* beside it: tlsbench-counters */
    char still[PATH_MAX];    /* beside it: tlsbench-still.so, preloaded where instructions are counted */
    char valgrind[PATH_MAX]; /* on the PATH; "": it is not there */
    char modules[PATH_MAX];  /* <folder>/../modules */
    char pki[PATH_MAX];      /* <folder>/../pki */
};

bool tb_places_find(struct tb_places *places, struct tb_text *why);

/* The folder of suite files: `asked` when it is not NULL, else where the sources are, else bench/suites below the
 * current folder.  NULL: there is none, `why` says so. */
const char *tb_places_suites(const char *asked, struct tb_text *why);
