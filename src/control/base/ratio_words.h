/* ratio_words.h - the one notation for a ratio: "1.52x [1.49, 1.55]", how many times as good as the base, with its
 * interval.
 *
 * More is better: faster, or less of a cost.  Inside the program a ratio is a ratio of costs (core/ratio.h).  It is
 * inverted here, for tables, sentences, Markdown and comparison.csv.  Only a check reports changes of cost, in percent,
 * and says so.
 */
#pragma once

struct tb_ratio;
struct tb_text;

struct tb_gain {
    double ratio, low, high;
};
struct tb_gain tb_ratio_gain(const struct tb_ratio *ratio); /* 1 / cost; NaN remains NaN */

/* Append.  Both use two decimals, or three if the ends of the interval are close together. */
void tb_ratio_words(struct tb_text *text, const struct tb_ratio *ratio);    /* "1.52x" */
void tb_interval_words(struct tb_text *text, const struct tb_ratio *ratio); /* "[1.49, 1.55]" */

/* The same of a ratio whose ends are not known if they are 0 or infinite: "[1.49, ?]". */
void tb_open_interval_words(struct tb_text *text, const struct tb_ratio *ratio);
