/* history_series.h - series for display: one value per run, in chronological order, separately for each machine. */
#pragma once
#include "control/history/history_past.h"
#include "core/stats.h"

struct tb_history_filter {
    const char *case_glob; /* a case, a pattern, or the beginning of names up to a '/'; NULL: all */
    const char *library;   /* NULL: all; else the series in which it is client or server */
    const char *metric;    /* NULL: the primary metric of each case */
    bool with_incomplete;
};

struct tb_history_point {
    const struct tb_past_run *run;
    const struct tb_past_library *client, *server; /* NULL: unknown */
    struct tb_interval value;
    size_t rounds;
};

struct tb_history_line {
    char *case_name, *metric, *unit, *client, *server, *client_product, *server_product, *sampling; /* owned */
    bool more_is_better;
    bool undirected; /* neither more nor less is better */
    int64_t host;
    struct tb_history_point *points; /* by time */
    size_t num;
};

struct tb_history_lines {
    struct tb_history_line *items; /* ordered by case, library, metric, the other keys of a series, and host */
    size_t num;
    struct tb_past past; /* owns the runs that the points refer to */
};

/* Must be freed even after a failure. */
bool tb_history_lines(struct tb_history_lines *lines, struct tb_history *history,
                      const struct tb_history_filter *filter, struct tb_text *why);
void tb_history_lines_free(struct tb_history_lines *lines);
