/* blame.h - tells failures of the library from failures of the machine.
 *
 * The library is to blame for a crash, an error, wrong data, a negotiation that differs from the case, or a timeout
 * although it had its core.  One such sample is enough: the row is not ok and says in how many rounds, and the sample
 * is neither measured again nor left out, except in a check (losses.h).
 *
 * The machine is to blame (TB_SAMPLE_DISTURBED) for failures that other work causes with any library: a window without
 * enough work, a worker that cannot be started, a timeout while other tasks had the core.  Such a turn is measured
 * again with all its libraries.  If a round is still lost, it has no value, and the row says so (losses.h).
 */
#pragma once
#include "control/sample/sample.h"
#include <stdbool.h>

/* Blames the machine for a timeout of the sample if the hypervisor, other tasks or a CPU quota took the core for more
 * than a quarter of the time.  Reads steal, throttled_ns, wall_ns and the run delay of both records. */
void tb_blame_machine(struct tb_sample *sample);

/* Is it a failure of the library itself, after which a turn is not measured again? */
bool tb_is_own_failure(enum tb_sample_status status);
