/* calibration.h - the false alarms of a calibration on the terminal, and how later checks ignore them. */
#pragma once
#include "control/base/words.h"
#include "control/verdict/advice.h"

struct tb_calibrated {
    const struct tb_comparison *checks;
    size_t num;
    const struct tb_words *of_suite, *given; /* thresholds: the suite's, and the command line's */
    bool relinked;                           /* the build was compared with its relinked one, else with a byte copy */
};

/* A line for each alarm; or nothing. */
void tb_calibration_alarms(const struct tb_calibrated *calibrated);

/* The options to paste, what is lost with them, and what to do instead; or nothing, if there were no alarms.
 * Fails only if memory runs out. */
bool tb_calibration_advice(const struct tb_calibrated *calibrated, const struct tb_advices *advices);
