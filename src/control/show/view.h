/* view.h - the cases of one table: their common parameters are in its title, the others in the labels of the rows. */
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
struct tb_text;
struct tb_variant;

struct tb_view {
    const struct tb_planned **items; /* owned; room for all is the caller's to make */
    size_t num;
    bool shared[TB_NUM_PARAMS]; /* parameters with one value all through: they stand in the title */
    size_t num_headlines;       /* most that a case has */
};

/* Do they stand in one table, being of one driver and transport?  Cases that name their threads have other metrics. */
bool tb_view_same(const struct tb_planned *planned, const struct tb_planned *first);
/* Does a table begin with the i'th case? */
bool tb_view_first(const struct tb_plan *plan, size_t i);
void tb_view_add(struct tb_view *view, const struct tb_planned *planned);

/* All cases of the plan that stand beside `first`.  `items` is to be freed in any case.  false: out of memory. */
bool tb_view_collect(struct tb_view *view, const struct tb_plan *plan, const struct tb_planned *first);

/* "Handshakes: loopback, aes-128-gcm, full, 16 connections" */
void tb_view_title(struct tb_text *title, const struct tb_view *view);
void tb_view_label(char *dst, size_t cap, const struct tb_view *view, const struct tb_planned *planned);

/* "server cpu, us".  The name is left out where there is only one metric, the unit where the name says it.  Latencies
 * say how many connections were in flight: "p50, 16 in flight, us". */
void tb_view_what(char *dst, size_t cap, const struct tb_view *view, const struct tb_planned *planned,
                  const struct tb_metric_info *metric, const char *unit);

/* Which version of its library, and of which day; of a pair both.  Nothing of plain TCP, and where a stored
 * run does not say it. */
void tb_view_below(struct tb_table_below *below, const struct tb_variant *variant);

/* Its number, from 1; 0 when there is no room for it. */
size_t tb_view_note(struct tb_words *notes, const char *reason);
void tb_view_print_notes(const struct tb_words *notes);

/* "12.3" and "±0.4%" into the first two parts. */
void tb_view_figure(struct tb_table_cell *shown, const struct tb_figure *figure, const struct tb_scale *scale,
                    int decimals);
