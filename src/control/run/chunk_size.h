/* chunk_size.h - sizes the chunks of each case, finds the libraries that cannot do a case, and estimates the duration
 * of the rounds. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

struct tb_run;

/* Returns false if the run is over: interrupted, or failed (see run->why). */
bool tb_size_chunks(struct tb_run *run);

/* The longest sample of the run if nothing goes wrong; needs run->lab. */
uint64_t tb_longest_sample_ms(const struct tb_run *run);
/* Estimated duration of the rounds, before or after the chunks are sized. */
uint64_t tb_guess_ns(const struct tb_run *run);
uint64_t tb_guess_most_ns(const struct tb_run *run); /* upper bound: every row that gates becomes a suspect */
