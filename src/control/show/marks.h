/* marks.h - marks in a row of a table, which need no colour: the best library, and where that is open.
 *
 *     *   the best of its row: it is better than each other library, and the interval of that ratio excludes 1.00x
 *     ?   the interval of the ratio has 1.00x in it, so either library may be the better one
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>

struct tb_plan;
struct tb_planned;
struct tb_table_cell;

enum { TB_MARK_BEST = '*', TB_MARK_OPEN = '?' };

struct tb_marks_seen {
    bool best, open;
};

/* Of the case's first `num` variants, which are the row's first cells; the confidence is that of the ratios shown.
 * `ranks` false: only marks what is open. */
void tb_marks_fill(struct tb_table_cell *cells, const struct tb_planned *planned, const struct tb_plan *plan,
                   size_t metric, size_t num, bool ranks);
