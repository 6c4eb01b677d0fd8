/* run_names.h - which run a row belongs to: what every table of results has in its last columns. */
#pragma once
#include <time.h>

struct json_t;

struct tb_run_names {
    char run[256], started[32], host[256], cpu[256]; /* as in core/column_list.h; "": not known */
};

/* Of a run of this process, on the machine with these facts (base/host.h). */
void tb_run_names_set(struct tb_run_names *names, const char *run, time_t started, const struct json_t *host);

/* Of a stored run.  Without run.json (NULL) only its folder is known. */
void tb_run_names_load(struct tb_run_names *names, const struct json_t *facts, const char *folder);

/* "2026-01-16T00:00:00Z"; "" for 0, a time that is not set yet. */
void tb_run_time(char text[32], time_t when);
