/* chunk_size.h - sizes the chunks of each case, and finds the libraries that cannot do a case. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

struct tb_planned;
struct tb_run;
struct tb_step;

/* Returns false if the run is over: interrupted, or failed (see run->why). */
bool tb_size_chunks(struct tb_run *run);

/* The same for one case, on each library, by chunks of `sizing_ms` > 0; `step` is what is shown meanwhile.  Cells that
 * cannot do it are closed, and the others know their pace. */
bool tb_size_case(struct tb_run *run, struct tb_planned *planned, uint64_t sizing_ms, const struct tb_step *step);
