/* tally.h - the judgements on one file of published vectors, counted.
 *
 * A vector that a library fails is an error, unless it is a known fault of that library's product which trying it shows
 * (backends/known_faults.h); and a fault that is named there, and does not show here, is an error as well.
 */
#pragma once
#include "judge.h"

enum { MOST_REASONS = 12 };

struct tally {
    const struct subject *subject;
    const char *file; /* Wycheproof's, without ".json" */
    bool quiet;       /* counts only */
    size_t num, outcomes[UNSERVED + 1];
    size_t known;     /* of those that are WRONG */
    size_t unfounded; /* named as faults, and right */
    size_t num_reasons;
    struct {
        char why[200];
        size_t num;
    } reasons[MOST_REASONS]; /* of what is not served */
};

void tally_add(struct tally *tally, unsigned id, const struct judgement *judgement); /* says what is wrong */
size_t tally_errors(const struct tally *tally);
void tally_print(const struct tally *tally); /* one line, and one for each reason */
