/* history_print.h - the history on the terminal. */
#pragma once
#include <stdbool.h>

struct tb_history;
struct tb_history_lines;
struct tb_text;

bool tb_history_print_runs(struct tb_history *history, struct tb_text *why); /* false: `why` */
void tb_history_print_lines(const struct tb_history_lines *lines);           /* each with a chart over time */
/* Where lines changed by at least `least` (a ratio, 0.01).  false: no memory. */
bool tb_history_print_changes(const struct tb_history_lines *lines, double least);
