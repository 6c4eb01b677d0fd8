/* history_marks.h - describes what else changed between two points of a series. */
#pragma once
#include <stddef.h>

struct tb_history_line;
struct tb_text;

/* Appends "openssl-3.5 3.5.6 2026-04-07 -> 3.5.7 2026-06-09; tlsbench 0.1.0 -> 0.2.0": the changes at point `i`
 * relative to the last known value of each before it.  Appends nothing if nothing changed, or if one of the two is
 * unknown. */
void tb_history_mark(struct tb_text *text, const struct tb_history_line *line, size_t i);

/* The same for the suite: "suite quick -> full".  It changes back and forth if several suites are measured in turn. */
void tb_history_mark_suite(struct tb_text *text, const struct tb_history_line *line, size_t i);
