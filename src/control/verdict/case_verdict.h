/* case_verdict.h - the verdict for each case: a case that is slower in two of its metrics is one regression.
 *
 * A case here is a measured case together with one other operand.  Its verdict is the worst of its rows that count
 * (comparison.h): worse, invalid, inconclusive, better, same.
 */
#pragma once
#include "control/verdict/comparison.h"

struct tb_text;

/* Is the row the first of its case that counts?  So a loop over rows visits each case once. */
bool tb_case_begins(const struct tb_comparison *comparison, size_t row);

/* The next row of the same case that counts, after `row`; num_rows: there is none. */
size_t tb_case_next(const struct tb_comparison *comparison, size_t row);

/* `row` is the first row of the case. */
enum tb_verdict tb_case_verdict(const struct tb_comparison *comparison, size_t row);

size_t tb_case_count(const struct tb_comparison *comparison, enum tb_verdict verdict);

/* Appends "time, mean_time": the metrics of the rows that have the case's verdict. */
void tb_case_metrics(const struct tb_comparison *comparison, size_t row, struct tb_text *text);
