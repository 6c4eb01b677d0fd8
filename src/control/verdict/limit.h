/* limit.h - whose limit a rate over loopback is.
 *
 * Client and server have a core each.  The one that keeps its core busy all the time is why there are no more
 * operations a second; what the other one could do does not show in the rate, nor in latencies, which are mostly
 * waiting then.  What an operation costs each side (its CPU time, and the capacity that follows from it) shows both.
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
    TB_LIMIT_UNKNOWN, /* no such case, or no good sample */
    TB_LIMIT_CLIENT,
    TB_LIMIT_SERVER,
    TB_LIMIT_BOTH,
    TB_LIMIT_NEITHER, /* both waited: for each other, or for whoever had their cores */
    TB_NUM_LIMITS
};

#define TB_LIMIT_BUSY 0.95 /* of a core, the median over rounds */

enum tb_limit tb_cell_limit(const struct tb_cell *cell, const struct tb_planned *planned, const struct tb_plan *plan);
const char *tb_limit_name(enum tb_limit limit); /* "client", "server", "both", "neither"; "" unknown */

/* With one connection in flight, client and server work in turn: that neither is busy all the time is as it should be,
 * and latency is that of an operation itself. */
bool tb_takes_turns(const struct tb_planned *planned);

/* Appends what "neither" means for a case. */
void tb_limit_explain(const struct tb_planned *planned, struct tb_text *text);

/* "client in 7, server in 2": of the rows of pairs, without plain TCP. */
void tb_limits_describe(const size_t counts[TB_NUM_LIMITS], struct tb_text *text);
void tb_limits_count(const struct tb_plan *plan, const struct tb_planned *planned, size_t counts[TB_NUM_LIMITS]);

/* Appends what a rate or a latency hides that is compared: sides that differ, and are not the limit. */
void tb_limit_note(const struct tb_comparison_row *row, const struct tb_plan *base_plan,
                   const struct tb_plan *other_plan, struct tb_text *text);
