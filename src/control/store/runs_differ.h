/* runs_differ.h - checks whether two stored runs can be compared, by their run.json. */
#pragma once
#include "control/store/load_run.h"

/* Appends the differences between the machines, such as "cpu: A and B"; nothing if they are the same. */
void tb_hosts_differ(const struct tb_loaded_run *a, const struct tb_loaded_run *b, struct tb_text *differences);

/* Do both runs have the same number and length of chunks, over loopback the same warm-up, and on one machine the same
 * cores?  Verdicts use the fastest chunk, which is faster if there are more or shorter chunks.  A run without run.json
 * counts as the same, and so does a core or warm-up that is not written down. */
bool tb_samples_agree(const struct tb_loaded_run *a, const struct tb_loaded_run *b, struct tb_text *why);

/* Appends what else differs and may be the cause of a difference: tlsbench, its worker, the product behind a name, the
 * version of a server.  Nothing: none of it differs, as far as it is known. */
void tb_runs_note(const struct tb_loaded_run *a, const struct tb_loaded_run *b, struct tb_text *text);
