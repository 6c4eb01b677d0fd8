/* export_verdict.h - the words for a row of a comparison in the formats for people. */
#pragma once
#include "control/verdict/comparison.h"

struct tb_export_source;
struct tb_text;

/* "regressed" in a check, "slower" if libraries are compared. */
const char *tb_export_verdict(const struct tb_export_source *source, enum tb_verdict verdict);

/* Does the row stand in tables and charts?  In a check only if it decides: what is slower in the first look alone, by
 * a metric that does not gate, is no regression. */
bool tb_export_lists(const struct tb_export_source *source, const struct tb_comparison_row *row);

/* Appends "2 regressed, 1 improved, 37 unchanged", of cases. */
void tb_export_counts(struct tb_text *out, const struct tb_export_source *source);

/* The fresh rounds of a suspect, which no selection has touched; else the screening. */
const struct tb_ratio *tb_export_ratio(const struct tb_comparison_row *row);

/* Whether the source is a check: a check reports changes of cost in percent, a comparison how many times as good. */
bool tb_export_is_check(const struct tb_export_source *source);

/* Appends "+5.2%", the change of cost; "?" if the ratio is not a number. */
void tb_export_change(struct tb_text *out, double ratio);

/* Appends the ratio, `between`, and its interval: for a check "+5.2%" and "+4.1% to +6.3%"; else "1.52x" and "[1.49,
 * 1.55]". */
void tb_export_ratio_words(struct tb_text *out, const struct tb_export_source *source, const struct tb_ratio *ratio,
                           const char *between);

/* Appends ", threshold 3.0%" to the verdict of a check, where there is one; else nothing. */
void tb_export_threshold(struct tb_text *out, const struct tb_export_source *source,
                         const struct tb_comparison_row *row);

/* Appends why the row is inconclusive or invalid, or how a suspect was confirmed; may append nothing. */
void tb_export_reason(struct tb_text *out, const struct tb_comparison_row *row);

/* Appends "; limited by: client; server capacity 6,784 1/s" to the rate of a pair, which describes only one side;
 * appends nothing for other metrics. */
void tb_export_limit(struct tb_text *out, const struct tb_plan *plan, const struct tb_planned *planned,
                     const struct tb_cell *cell);

/* Appends "; efficiency 0.96" to the rate of several threads, if that of one is known; else nothing. */
void tb_export_efficiency(struct tb_text *out, const struct tb_plan *plan, const struct tb_planned *planned,
                          const struct tb_cell *cell);
