/* page_figures.h - numbers, cells and ratios in the words of a page. */
#pragma once
#include "control/plan/grid.h"
#include "control/verdict/comparison.h"
#include "core/record.h"
#include <stdbool.h>
#include <stddef.h>

struct tb_export_source;
struct tb_page;
struct tb_text;
struct tb_view;

enum { TB_PAGE_LABEL = 400, TB_PAGE_TEXT = 2000 };

/* Six digits, thousands parted. */
void tb_page_number(struct tb_text *text, double value);

/* "296 us ±2.2%" in a unit that suits it. */
void tb_page_figure(struct tb_text *text, const struct tb_figure *figure, const struct tb_metric_info *metric);

/* The figure of a cell that is good, of a metric of its driver.  false: it has none. */
bool tb_page_figure_of(const struct tb_cell *cell, const struct tb_plan *plan, const struct tb_planned *planned,
                       const struct tb_metric_info *metric, struct tb_figure *figure);

/* How its case is called in a view; the name of the driver where all parameters are in the
 * title. */
void tb_page_label(char label[TB_PAGE_LABEL], const struct tb_view *view, const struct tb_planned *planned);

/* "server cpu". */
void tb_page_metric(char name[64], const struct tb_metric_info *metric);

/* Does a table of the case show it, or a picture of latencies? */
bool tb_page_shows(const struct tb_planned *planned, const struct tb_metric_info *metric);

/* Is every client measured against every server, so that a library has no one figure? */
bool tb_page_is_matrix(const struct tb_plan *plan, const struct tb_planned *planned);

/* "1.72x [1.70, 2.26]", or of a check "+5.2% (+4.1% to +6.3%)" of the cost. */
void tb_page_ratio_words(struct tb_text *text, const struct tb_ratio *ratio, bool check);

/* The ratio that counts, NULL: there is none; of a check the fresh rounds where there are some. */
const struct tb_ratio *tb_page_ratio(const struct tb_comparison_row *row);
