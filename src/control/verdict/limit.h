/* limit.h - the side that limits a rate over loopback.
 *
 * Client and server have a core each.  The side that keeps its core busy all the time limits the rate.  The rate does
 * not show what the other side could do; neither do latencies, which are then mostly waiting.  The cost of an operation
 * on each side (its CPU time, and the capacity computed from it) shows both.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>

struct tb_cell;
struct tb_plan;
struct tb_planned;
struct tb_comparison_row;
struct tb_text;

enum tb_limit {
    TB_LIMIT_UNKNOWN, /* not a loopback case, or no good sample */
    TB_LIMIT_CLIENT,
    TB_LIMIT_SERVER,
    TB_LIMIT_BOTH,
    TB_LIMIT_NEITHER, /* both waited: for each other, or for other work on their cores */
    TB_NUM_LIMITS
};

#define TB_LIMIT_BUSY 0.95 /* share of a core, the median over rounds */

enum tb_limit tb_cell_limit(const struct tb_cell *cell, const struct tb_planned *planned, const struct tb_plan *plan);
const char *tb_limit_name(enum tb_limit limit); /* "client", "server", "both", "neither"; "" if unknown */

/* With one connection in flight, client and server take turns: neither is busy all the time, and the latency is that of
 * one operation. */
bool tb_takes_turns(const struct tb_planned *planned);

/* Appends what "neither" means for this case. */
void tb_limit_explain(const struct tb_planned *planned, struct tb_text *text);

/* Appends "client in 7, server in 2": counts over the rows of pairs, without plain TCP. */
void tb_limits_describe(const size_t counts[TB_NUM_LIMITS], struct tb_text *text);
void tb_limits_count(const struct tb_plan *plan, const struct tb_planned *planned, size_t counts[TB_NUM_LIMITS]);

/* Appends a note if a compared rate or latency hides a difference, because the sides that differ do not limit it. */
void tb_limit_note(const struct tb_comparison_row *row, const struct tb_plan *base_plan,
                   const struct tb_plan *other_plan, struct tb_text *text);
