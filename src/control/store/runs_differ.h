/* runs_differ.h - whether two stored runs can be compared, according to run.json. */
#pragma once
#include "control/store/load_run.h"

/* Appends how the machines differ, as "cpu: A and B"; nothing if they are the same. */
void tb_hosts_differ(const struct tb_loaded_run *a, const struct tb_loaded_run *b, struct tb_text *differences);

/* Do samples have the same number and length of chunks in both?  Verdicts use the fastest chunk, which is faster if
 * there are more chunks or shorter ones.  false: `why`.  A run without run.json counts as the same. */
bool tb_samples_agree(const struct tb_loaded_run *a, const struct tb_loaded_run *b, struct tb_text *why);
