/* view.h - the cases of one table: their common parameters are in the title, the others in the labels of the rows. */
#pragma once
#include "control/base/words.h"
#include "core/case.h"
#include <stdbool.h>
#include <stddef.h>

struct tb_figure;
struct tb_metric_info;
struct tb_plan;
struct tb_planned;
struct tb_scale;
struct tb_table_cell;
struct tb_table_below;
struct tb_table_row;
struct tb_text;
struct tb_variant;

struct tb_view {
    const struct tb_planned **items; /* owned; allocated by the caller */
    size_t num;
    bool shared[TB_NUM_PARAMS]; /* parameters with the same value in all cases: shown in the title */
    size_t num_headlines;       /* maximum over the cases */
};

/* Do they stand in one table, being of one driver and transport?  Cases that name their threads have other metrics. */
bool tb_view_same(const struct tb_planned *planned, const struct tb_planned *first);
/* Does a table begin with the i'th case? */
bool tb_view_first(const struct tb_plan *plan, size_t i);
void tb_view_add(struct tb_view *view, const struct tb_planned *planned);

/* Collects all cases of the plan that share a table with `first`.  Fails only if memory runs out; `items` must be freed
 * in any case. */
bool tb_view_collect(struct tb_view *view, const struct tb_plan *plan, const struct tb_planned *first);

/* "Handshakes: loopback, aes-128-gcm, full, 16 connections" */
void tb_view_title(struct tb_text *title, const struct tb_view *view);
void tb_view_label(char *dst, size_t cap, const struct tb_view *view, const struct tb_planned *planned);
/* The same for a row of a table, whose last parameter may stand apart from the others. */
void tb_view_label_row(struct tb_table_row *row, const struct tb_view *view, const struct tb_planned *planned);

/* "server cpu, us".  The name is left out if there is only one metric, the unit if the name implies it.  Latencies
 * include the number of connections in flight: "p50, 16 in flight, us". */
void tb_view_what(char *dst, size_t cap, const struct tb_view *view, const struct tb_planned *planned,
                  const struct tb_metric_info *metric, const char *unit);

/* Version and date of the library; of both for a pair.  Empty for plain TCP, and if a stored run does not have them. */
void tb_view_below(struct tb_table_below *below, const struct tb_variant *variant);

/* Returns the number of the note, from 1; 0 if there is no room for it. */
size_t tb_view_note(struct tb_words *notes, const char *reason);
void tb_view_print_notes(const struct tb_words *notes);

/* Writes "12.3" and "±0.4%" to the first two parts. */
void tb_view_figure(struct tb_table_cell *shown, const struct tb_figure *figure, const struct tb_scale *scale,
                    int decimals);
