/* benchmarks.h - the worker as a Google Benchmark program, for users of its flags and tools.
 *
 * Every local and memory case that the library can do is a benchmark of the case's name.  A parameter that a suite may
 * leave out stays at its default, operations excepted; --case picks one case with any parameters.  Iterations are
 * Google Benchmark's choice.
 */
#pragma once
#include "harness/driver.h"
#include "harness/options.h"

/* `job` has backend, lib, pki and seed, and the case if there is one.  Returns an exit code: 0 good, 1 when a benchmark
 * failed or nothing matched the filter, 2 for flags that Google Benchmark does not know.  Says on stderr what was
 * wrong. */
int tb_benchmarks(const struct tb_job *job, const struct tb_worker_options *options);
