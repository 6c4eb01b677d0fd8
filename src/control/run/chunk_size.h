/* chunk_size.h - how many operations a chunk has, which libraries cannot do a case, and how long the rounds will
 * take. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

struct tb_run;

/* false: the run is over: interrupted, or run->why says what is wrong. */
bool tb_size_chunks(struct tb_run *run);

/* Of any sample of the run, when nothing goes wrong; its lab is set up. */
uint64_t tb_longest_sample_ms(const struct tb_run *run);
/* How long the rounds take, before and after the chunks are sized. */
uint64_t tb_guess_ns(const struct tb_run *run);
uint64_t tb_guess_most_ns(const struct tb_run *run); /* when every row that gates is a suspect each time */
