/* runs_differ.h - whether two runs that were kept can be compared, by what run.json tells.
 *
 * Both append what differs as "cpu: A against B", and nothing where nothing does.
 */
#pragma once
#include "control/load_run.h"

/* The machines. */
void tb_hosts_differ(const struct tb_loaded_run *a, const struct tb_loaded_run *b, struct tb_text *differences);

/* What a sample is: number and length of its chunks.  Verdicts go by the calmest chunk, and of many or of short ones it
 * is calmer. */
void tb_samples_differ(const struct tb_loaded_run *a, const struct tb_loaded_run *b, struct tb_text *differences);
