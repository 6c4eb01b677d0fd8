/* blame.h - whose failure is it: the library's, or the machine's?
 *
 * The library's is whatever it did: a crash, an error, wrong data, something else negotiated than was asked, no end
 * although it had its core.  Once is enough: the row is not ok, says in how many rounds, and no such sample is ever
 * measured again or left out.
 *
 * The machine's (TB_SAMPLE_DISTURBED) is what a busy machine does to any library: a window in which nothing could be
 * done, a worker that cannot be started, no end within the time limit while others had the core.  Such a turn of a
 * case is measured again, all libraries of it; what is lost all the same leaves its round without a value, and the row
 * says so (losses.h).
 */
#pragma once
#include "control/sample/sample.h"
#include <stdbool.h>

/* Of a sample with its steal, throttled_ns and wall_ns: no end in time becomes the machine's where the hypervisor,
 * other tasks or a CPU quota kept the core from it for over a quarter of that time. */
void tb_blame_machine(struct tb_sample *sample);

/* What keeps a turn from being measured again: a failure of the library's own. */
bool tb_is_own_failure(enum tb_sample_status status);
