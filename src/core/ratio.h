/* ratio.h - the ratio of two variants: the estimate, its interval and the verdict.
 *
 * Values are positive; NaN marks a round without one.  A ratio is of costs: other's over base's, so that 1.05 is 5 %
 * slower (or more bytes, or fewer handshakes a second) and 0.95 is better.  Output for people and files is inverted, so
 * that more is better: control/base/ratio_words.h.  Work is done on logarithms; d is ln(ratio). No distribution is
 * assumed and no seed is needed: medians, order statistics, sign tests (statistics of Gibbons & Chakraborti,
 * Nonparametric Statistical Inference, ch. 5).
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>

struct tb_ratio {
    double ratio, low, high; /* exp of the median of d and of its interval */
    double coverage;      /* exact probability that low to high holds the true median ratio; unpaired at least that */
    double confidence;    /* asked for; with a coverage below it there are too few rounds for a verdict */
    double spread;        /* 1.4826 MAD of d; of unpaired values both spreads, combined */
    size_t rounds;        /* values that it stands on: pairs, or the smaller number of the two sides */
    size_t worse, better; /* pairs with d > 0, and with d < 0; 0 when unpaired */
    bool paired;
};

/* base[i] and other[i] were measured in the same round.  false: no round has both, or out of memory. */
bool tb_ratio_paired(const double *base, const double *other, size_t num, bool more_is_better, double confidence,
                     struct tb_ratio *out);

/* The rounds of the two sides are not related: [other's low / base's high, other's high / base's low], each side's
 * interval at half the error: distribution free, and wider.  false: one side has no value, or out of memory. */
bool tb_ratio_unpaired(const double *base, size_t num_base, const double *other, size_t num_other, bool more_is_better,
                       double confidence, struct tb_ratio *out);

enum tb_verdict {
    TB_VERDICT_SAME,         /* the whole interval lies within the threshold */
    TB_VERDICT_WORSE,        /* the interval is above 1, and the ratio is beyond the threshold */
    TB_VERDICT_BETTER,       /* the mirror image */
    TB_VERDICT_INCONCLUSIVE, /* everything else */
    TB_VERDICT_INVALID       /* not to be judged: the reference work moved, a variant is missing or void */
};

/* threshold: 0.03 is 3 %; delta = ln(1 + threshold).  Too few rounds for the confidence are inconclusive. */
enum tb_verdict tb_ratio_verdict(const struct tb_ratio *ratio, double threshold);

/* The same where another bound, `unchanged`, tells what is the same: worse and better come first. */
enum tb_verdict tb_ratio_verdict_within(const struct tb_ratio *ratio, double threshold, double unchanged);

/* Of counts, which agreed before they came here: no interval is needed, the ratio against the threshold decides. */
enum tb_verdict tb_ratio_verdict_counted(const struct tb_ratio *ratio, double threshold);

enum { TB_MOST_ROUNDS = 1000 }; /* that anybody may ask for */

/* Rounds that would settle an inconclusive ratio if its spread and median stay: ceil(pi/2 z^2 (s / w)^2), at 95 %
 * confidence 6.03 (s / w)^2, w being the distance of the median to the border that it has to clear (1 when it is beyond
 * the threshold, else the threshold's); unpaired more.  0: there is no such number, or it is above TB_MOST_ROUNDS. */
size_t tb_ratio_rounds_needed(const struct tb_ratio *ratio, double threshold);

/* The smallest number of rounds, of each side if unpaired, that allows a verdict: with n of them even the smallest and
 * the largest value hold the median with no more than 1 - 2^(1-n); an unpaired side is asked for half the error. */
size_t tb_ratio_fewest_rounds(double confidence, bool paired);

/* Fewest paired rounds whose interval leaves the smallest and the largest value out, so that a single strange round
 * does not decide its ends: 9 at 95 % (8 go from end to end, and are wider than 6), 10 at 97.5 %. */
size_t tb_ratio_usual_rounds(double confidence);

/* One-sided sign test: P(at least `successes` of `num` by chance alone).  Pairs without a difference do not count. */
double tb_sign_test(size_t successes, size_t num);

/* Fewest of `num` pairs that have to agree for P <= level; num + 1: not even all of them are enough. */
size_t tb_sign_needed(size_t num, double level);

/* Holm's step-down adjustment (1979), in place: adjusted p-values, at most 1.  NaN is no test: it stays, and does not
 * count.  false: out of memory. */
bool tb_holm(double *p, size_t num);

/* Ratios of several cases as one: the geometric mean of the ratios, and of the ends of their intervals.  A reader of
 * the rows gets the same result, and the interval always contains it.  The interval does not get narrower with more
 * cases.  Cases share the noise of the machine, and noise that only adds pulls the means of rounds away from the mean
 * of the medians.  An interval of those means misses the truth more than one time in five (tests/unit/ratio.c); this
 * one does not.  Coverage, rounds: the least of any.  `spread`, `worse` and `better` are of single cases and stay
 * empty. false: there is none. */
bool tb_ratio_mean(const struct tb_ratio *const *ratios, size_t num, struct tb_ratio *out);
