/* tally.h - counts the judgements on one file of published vectors.
 *
 * A vector that a library fails is an error, unless it is a known fault of that library's product that shows when tried
 * (backends/known_faults.h).  A known fault that is listed but does not show is an error as well.
 */
#pragma once
#include "judge.h"

enum { MOST_REASONS = 12 };

struct tally {
    const struct subject *subject;
    const char *file; /* of Wycheproof, without ".json" */
    bool quiet;       /* only counts */
    size_t num, outcomes[UNSERVED + 1];
    size_t known;     /* number of WRONG ones that are known faults */
    size_t unfounded; /* listed as faults, but right */
    size_t num_reasons;
    struct {
        char why[200];
        size_t num;
    } reasons[MOST_REASONS]; /* of UNSERVED ones */
};

void tally_add(struct tally *tally, unsigned id, const struct judgement *judgement); /* prints wrong ones */
size_t tally_errors(const struct tally *tally);
void tally_print(const struct tally *tally); /* one line, and one for each reason */
