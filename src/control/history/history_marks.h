/* history_marks.h - what changed between two points of a series, beside its figures. */
#pragma once
#include <stddef.h>

struct tb_history_line;
struct tb_text;

/* "openssl-3.5 3.5.6 2026-04-07 -> 3.5.7 2026-06-09; tlsbench 0.1.0 -> 0.2.0", of point `i` against what was known of
 * each before; nothing where nothing changed, or one of the two is not known. */
void tb_history_mark(struct tb_text *text, const struct tb_history_line *line, size_t i);

/* The suite, likewise: "suite quick -> full".  It changes to and fro where several are measured by turns. */
void tb_history_mark_suite(struct tb_text *text, const struct tb_history_line *line, size_t i);
