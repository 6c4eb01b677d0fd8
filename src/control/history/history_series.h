/* history_series.h - series for display: one number for each run, in the order of time, separately for each machine. */
#pragma once
#include "control/history/history_past.h"
#include "core/stats.h"

struct tb_history_filter {
    const char *case_glob, *library; /* NULL: all.  A library's series are those in which it has a part */
    const char *metric;              /* NULL: the primary one of each case */
    bool with_incomplete;
};

struct tb_history_point {
    const struct tb_past_run *run;
    const struct tb_past_library *client, *server; /* NULL: not known */
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
    struct tb_history_line *items; /* by case, library, metric, what else makes a series, and host */
    size_t num;
    struct tb_past past; /* of which the points are */
};

/* false: `why`.  To be freed in any case. */
bool tb_history_lines(struct tb_history_lines *lines, struct tb_history *history,
                      const struct tb_history_filter *filter, struct tb_text *why);
void tb_history_lines_free(struct tb_history_lines *lines);
