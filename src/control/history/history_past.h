/* history_past.h - the runs of a history in memory: time, host, and the version of tlsbench of each. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tb_history;
struct tb_text;

struct tb_past_library {
    char *name, *version, *build; /* version: "3.5.6 2026-04-07" */
};

struct tb_past_run {
    int64_t id, host;
    char *started, *suite, *tlsbench;
    char *machine; /* the host's name; "": not known, as of an imported run */
    bool complete;
    size_t first, num; /* libraries */
};

struct tb_past {
    struct tb_past_run *runs; /* ordered by host, then by time */
    size_t num;
    struct tb_past_library *libraries;
    size_t num_libraries;
    struct tb_past_run **by_id;
};

/* Must be freed even after a failure. */
bool tb_past_load(struct tb_past *past, struct tb_history *history, struct tb_text *why);
void tb_past_free(struct tb_past *past);

const struct tb_past_run *tb_past_run(const struct tb_past *past, int64_t id); /* NULL: not found */
/* NULL: not found. */
const struct tb_past_library *tb_past_library(const struct tb_past *past, const struct tb_past_run *run,
                                              const char *name);
