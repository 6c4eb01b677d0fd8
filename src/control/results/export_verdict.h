/* export_verdict.h - the words for a row of a comparison in the formats for people. */
#pragma once
#include "control/verdict/comparison.h"

struct tb_export_source;
struct tb_text;

/* "regressed" where a build is guarded (tlsbench check), "slower" where libraries are compared. */
const char *tb_export_verdict(const struct tb_export_source *source, enum tb_verdict verdict);

/* Appends "2 regressed, 1 improved, 37 unchanged", of cases. */
void tb_export_counts(struct tb_text *out, const struct tb_export_source *source);

/* The fresh rounds of a suspect, which no selection has touched; else the screening. */
const struct tb_ratio *tb_export_ratio(const struct tb_comparison_row *row);

/* Is a build guarded?  Then what counts is how much the cost changed, in percent; else how many times as good. */
bool tb_export_is_check(const struct tb_export_source *source);

/* "+5.2%" of the cost; a ratio that is none is "?". */
void tb_export_change(struct tb_text *out, double ratio);

/* The ratio, `between`, its interval: of a check "+5.2%", "+4.1% to +6.3%"; else "1.52x", "[1.49, 1.55]". */
void tb_export_ratio_words(struct tb_text *out, const struct tb_export_source *source, const struct tb_ratio *ratio,
                           const char *between);

/* Why the row is inconclusive or invalid, or how a suspect was confirmed; appends nothing when there is nothing to say.
 */
void tb_export_reason(struct tb_text *out, const struct tb_comparison_row *row);

/* "; limited by: client; server capacity 6,784 1/s" behind the rate of a pair, which is no figure of both sides;
 * nothing behind another figure. */
void tb_export_limit(struct tb_text *out, const struct tb_plan *plan, const struct tb_planned *planned,
                     const struct tb_cell *cell);
