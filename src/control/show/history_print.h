/* history_print.h - the history on the terminal. */
#pragma once
#include "core/change_points.h"
#include <stdbool.h>
#include <stddef.h>

struct tb_history;
struct tb_history_line;
struct tb_history_lines;
struct tb_text;

/* `library`: only runs with it, NULL: all.  *num: how many.  false: `why`. */
bool tb_history_print_runs(struct tb_history *history, const char *library, size_t *num, struct tb_text *why);
void tb_history_print_lines(const struct tb_history_lines *lines); /* each with a chart over time */

/* history_changes.c: prints where lines changed by at least `least` (a ratio, 0.01), and what else changed, with the
 * times.  Fails only if memory runs out. */
bool tb_history_print_changes(const struct tb_history_lines *lines, double least);

/* ---- Words for one line, appended ---- */

void tb_history_name(struct tb_text *text,
                     const struct tb_history_line *line); /* "CASE, openssl-3.5 (OpenSSL), time, host 1" */
void tb_history_name_library(struct tb_text *text, const struct tb_history_line *line); /* "openssl-3.5 (OpenSSL)" */

enum { TB_MOST_CHANGES = 64 };
/* Its changes of level by at least `least`.  false: out of memory. */
bool tb_history_find_changes(const struct tb_history_line *line, double least,
                             struct tb_change changes[TB_MOST_CHANGES], size_t *found);
/* "worse   +9.8%  from 2026-01-16T00:00:00Z on, after ...: ..." */
void tb_history_change(struct tb_text *text, const struct tb_history_line *line, const struct tb_change *change);
