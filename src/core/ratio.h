/* ratio.h - the ratio of two variants: the estimate, its interval and the verdict.
 *
 * Values are not negative; NaN marks a round without one.  Any cost is infinitely worse than 0, and 0 is as good as 0;
 * `zeros` tells how many rounds that concerns.  A ratio here is a ratio of costs, other over base: 1.05 is 5 %
 * slower (or more bytes, or fewer handshakes per second), 0.95 is better.  Output for people and files is inverted, so
 * that more is better: control/base/ratio_words.h.  Computation is on logarithms; d is ln(ratio).  The methods are
 * medians, order statistics and sign tests (Gibbons & Chakraborti, Nonparametric Statistical Inference, ch. 5), which
 * assume no distribution and need no seed.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>

struct tb_range;

struct tb_ratio {
    double ratio, low, high; /* exp of the median of d, and of the ends of its interval */
    double coverage;         /* exact probability that low to high contains the true median ratio; unpaired: a lower
                              * bound of it */
    double confidence;       /* as requested; a lower coverage means too few rounds for a verdict */
    double spread;           /* 1.4826 MAD of d; unpaired: the spreads of both sides, combined; NaN: not finite */
    size_t rounds;           /* values used: pairs, or the smaller number of the two sides */
    size_t zeros;            /* rounds in which a value is 0; unpaired: of both sides */
    size_t worse, better;    /* pairs with d > 0, and with d < 0; 0 if unpaired */
    bool paired;
};

/* base[i] and other[i] were measured in the same round.  Fails if no round has both, or if memory runs out. */
bool tb_ratio_paired(const double *base, const double *other, size_t num, bool more_is_better, double confidence,
                     struct tb_ratio *out);

/* The same of values of which only a range may be known; NaN marks a round without a value, and bounds are 0 or
 * INFINITY if there are none.  A round's ratio is then from the least to the most that it can be, and the interval has
 * the same ends: 0 or INFINITY if that end depends on a round without that bound.  `spread` is NaN, `zeros` 0; a pair
 * is worse or better if its whole range is.  Fails also if the median has no bounds on both sides. */
bool tb_ratio_of_ranges(const struct tb_range *base, const struct tb_range *other, size_t num, bool more_is_better,
                        double confidence, struct tb_ratio *out);

/* For rounds that are not related: [other's low / base's high, other's high / base's low], each side's interval at half
 * the error.  It is distribution-free, but wider than a paired one.  Fails if one side has no value, or if memory runs
 * out. */
bool tb_ratio_unpaired(const double *base, size_t num_base, const double *other, size_t num_other, bool more_is_better,
                       double confidence, struct tb_ratio *out);

enum tb_verdict {
    TB_VERDICT_SAME,         /* the whole interval is within the threshold */
    TB_VERDICT_WORSE,        /* the interval is above 1, and the ratio is beyond the threshold */
    TB_VERDICT_BETTER,       /* the mirror image of worse */
    TB_VERDICT_INCONCLUSIVE, /* everything else */
    TB_VERDICT_INVALID       /* not judged: the reference work moved, or a variant is missing or void */
};

/* threshold: 0.03 is 3 %; delta = ln(1 + threshold).  If there are too few rounds for the confidence, the verdict is
 * inconclusive. */
enum tb_verdict tb_ratio_verdict(const struct tb_ratio *ratio, double threshold);

/* The same with a separate bound for "same", `unchanged`; worse and better are tested first. */
enum tb_verdict tb_ratio_verdict_within(const struct tb_ratio *ratio, double threshold, double unchanged);

/* For counts that agreed in repeated passes: no interval is needed, so the ratio alone is compared with the
 * threshold. */
enum tb_verdict tb_ratio_verdict_counted(const struct tb_ratio *ratio, double threshold);

enum { TB_MOST_ROUNDS = 1000 }; /* the largest number of rounds that can be requested */

/* The number of rounds that would settle an inconclusive ratio if its spread and median stay the same: ceil(pi/2 z^2 (s
 * / w)^2), at 95 % confidence 6.03 (s / w)^2.  w is the distance of the median to the border that it has to clear: 1 if
 * the median is beyond the threshold, else the threshold.  Unpaired needs more.  0: no such number, or it is above
 * TB_MOST_ROUNDS. */
size_t tb_ratio_rounds_needed(const struct tb_ratio *ratio, double threshold);

/* The smallest number of rounds (unpaired: of each side) that allows a verdict.  With n rounds, even the interval from
 * the smallest to the largest value covers the median with only 1 - 2^(1-n); an unpaired side needs half the error. */
size_t tb_ratio_fewest_rounds(double confidence, bool paired);

/* The fewest paired rounds whose interval excludes the smallest and the largest value, so that a single outlier does
 * not determine its ends: 9 at 95 %, 10 at 97.5 %.  (8 rounds still use all values, and their interval is wider than
 * that of 6.) */
size_t tb_ratio_usual_rounds(double confidence);

/* One-sided sign test: P(at least `successes` of `num` by chance alone).  Leave out pairs without a difference. */
double tb_sign_test(size_t successes, size_t num);

/* The fewest of `num` pairs that have to agree for P <= level; num + 1: even all of them are not enough. */
size_t tb_sign_needed(size_t num, double level);

/* Holm's step-down adjustment (1979), in place: adjusted p-values, at most 1.  NaN means no test: it stays and is not
 * counted.  Fails if memory runs out. */
bool tb_holm(double *p, size_t num);

/* The ratios of several cases as one: the geometric mean of the ratios, and of each end of their intervals.  A reader
 * of the rows gets the same result, and the interval always contains it.  The interval does not get narrower with more
 * cases, because cases share the noise of the machine, and noise that only adds time pulls the means of rounds away
 * from the mean of the medians: an interval of those means misses the truth more than one time in five
 * (tests/unit/ratio.c), this one does not.  Coverage and rounds are the minimum over the cases.  `spread`, `worse` and
 * `better` apply to single cases and stay 0.  Fails if there is no ratio. */
bool tb_ratio_mean(const struct tb_ratio *const *ratios, size_t num, struct tb_ratio *out);
