/* history_print.h - the history on the terminal. */
#pragma once
#include <stdbool.h>

struct tb_history;
struct tb_history_line;
struct tb_history_lines;
struct tb_text;

bool tb_history_print_runs(struct tb_history *history, struct tb_text *why); /* false: `why` */
void tb_history_print_lines(const struct tb_history_lines *lines);           /* each with a chart over time */
void tb_history_print_name(const struct tb_history_line *line);              /* its name, without a newline */

/* history_changes.c: prints where lines changed by at least `least` (a ratio, 0.01), and what else changed, with the
 * times.  Fails only if memory runs out. */
bool tb_history_print_changes(const struct tb_history_lines *lines, double least);
