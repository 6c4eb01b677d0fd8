/* runs_differ.h - whether two runs that were kept can be compared, by what run.json tells. */
#pragma once
#include "control/store/load_run.h"

/* Appends how the machines differ, as "cpu: A against B", and nothing where they are the same one. */
void tb_hosts_differ(const struct tb_loaded_run *a, const struct tb_loaded_run *b, struct tb_text *differences);

/* Is a sample the same in both: number and length of its chunks?  Verdicts go by the calmest chunk, and of many or of
 * short ones it is calmer.  false: `why`.  A run without run.json tells nothing, and differs in nothing. */
bool tb_samples_agree(const struct tb_loaded_run *a, const struct tb_loaded_run *b, struct tb_text *why);
