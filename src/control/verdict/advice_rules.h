/* advice_rules.h - the advice of a calibration as threshold rules, for other hosts and for suites. */
#pragma once
#include "control/plan/thresholds.h"
#include "control/verdict/advice.h"

/* Makes the rules which, behind those that the calibration had, do what "advised" does.  That is one for the case
 * ("CASE"), unless it would also decide what the advice does not concern, could not decide all that it does, or would
 * leave a rule without effect, which is refused.  Then it is one for each metric ("CASE:METRIC").  Must be freed in any
 * case; fails only if memory runs out. */
bool tb_advice_rules(struct tb_thresholds *rules, const struct tb_advices *advices, const struct tb_comparison *check,
                     const struct tb_thresholds *before);
