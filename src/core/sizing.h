/* sizing.h - what a worker that finds a chunk size says besides the time of an operation, in metrics of its record. The
 * controller tells from it how long a sample takes: control/run/cost.h. */
#pragma once

#define TB_SIZING_ELAPSED  "sizing_elapsed"  /* ns, from the first operation to the end of the last check */
#define TB_SIZING_PREPARED "sizing_prepared" /* ns, of the last chunk: what was prepared untimed for its operations */
#define TB_SIZING_SETTLED  "sizing_settled"  /* ns, of the last chunk: its check */
