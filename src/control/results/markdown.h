/* markdown.h - the parts of the page that export_markdown.c makes. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

struct tb_cell;
struct tb_export_source;
struct tb_figure;
struct tb_metric_info;
struct tb_text;

enum { TB_MARKDOWN_ROW = 4000 }; /* maximum length of a row */

/* Appends a row of a table unless the page is full; *left_out counts omitted rows. */
void tb_markdown_row(struct tb_text *out, const struct tb_text *row, size_t *left_out);
void tb_markdown_end_table(struct tb_text *out, size_t left_out);

/* Appends the figure of a cell, which may be NULL.  judged: the cell's losses or failures do not prevent a verdict. */
void tb_markdown_figure(struct tb_text *out, const struct tb_cell *cell, const struct tb_metric_info *metric,
                        const struct tb_figure *figure, bool judged);

bool tb_markdown_run(struct tb_text *out, const struct tb_export_source *source); /* false: out of memory */

/* What must be known before the figures are trusted: doubts.h.  false: out of memory. */
bool tb_markdown_remarks(struct tb_text *out, const struct tb_export_source *source);

/* `title` is the label of its host line: "Host". */
void tb_markdown_facts(struct tb_text *out, const struct tb_export_source *source, const char *title);
