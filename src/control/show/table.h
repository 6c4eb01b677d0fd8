/* table.h - prints a table of figures: two columns of words, then a group of columns for each compared item.
 *
 * The parts of a group (value, its interval, ratio, the ratio's interval, remark, note mark) are aligned separately.
 * Where the groups do not fit on a line, the table gives way step by step, and stops when they fit: figures with a
 * ratio lose their own interval; gaps narrow; remarks move to the line below; labels move to a line of their own; the
 * intervals of ratios move to the line below; the other figures lose their intervals, too.  If the groups still do not
 * fit, some move to a second table below.
 */
#pragma once
#include "control/base/term.h"
#include <stdio.h>

enum tb_table_part {
    TB_PART_VALUE,
    TB_PART_INTERVAL,
    TB_PART_RATIO,
    TB_PART_RATIO_INTERVAL,
    TB_PART_REMARK,
    TB_PART_NOTE,
    TB_NUM_PARTS
};

struct tb_table_cell {
    char part[TB_NUM_PARTS][24];
    char whole[40]; /* if not "", shown instead of the parts */
    char mark;      /* stands right behind the cell, in the gap; '\0': none */
};

struct tb_table_row {
    char label[160], what[48];
    size_t lead; /* length of the label's leading part, which similar rows share, with its separator; 0: it has none */
    struct tb_table_cell *cells; /* one per group */
};

/* The lines below a group's heading: version and date of the library. */
struct tb_table_below {
    char line[2][100];
};

struct tb_table {
    const char *title;
    const char **groups;                /* their headings */
    const struct tb_table_below *below; /* one per group; NULL: none.  Two short lines keep the columns narrow */
    size_t num_groups;
    struct tb_table_row *rows;
    size_t num_rows;
};

void tb_table_print(FILE *out, const struct tb_table *table, const struct tb_term *term);
