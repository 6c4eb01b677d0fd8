/* promise.h - what one sample of arrivals says of a promise. */
#pragma once
#include "control/run/capacity.h"

/* Fills in what the sample says; round and rate are known.  UNKNOWN: the sample is neither ok nor overloaded, or it has
 * no such latency, which makes it void (another version's worker).
 *
 * A sample whose generator was late is not ok.  Yet it keeps the promise if its latencies do, which it only has if the
 * server kept up: they count from the planned start, so coming late made them longer. */
void tb_promise_judge(struct tb_tried *tried, struct tb_sample *sample, const struct tb_promised *promised);

/* Was the question answered, if only with "the generator cannot offer that"?  Asked when the reason is known, too. */
bool tb_promise_answered(const struct tb_tried *tried);
