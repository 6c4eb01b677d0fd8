/* benchmarks.h - the worker as a Google Benchmark program, for users of its flags and tools.
 *
 * Every local and memory case that the library can do is a benchmark with the name of the case.  Parameters with a
 * default have only their default value, except for operations; --case selects one case with any parameters.  Google
 * Benchmark chooses the number of iterations.
 */
#pragma once
#include "harness/driver.h"
#include "harness/options.h"

/* `job` has backend, lib, pki and seed, and the case if there is one.  Returns an exit code: 0 success; 1 if a
 * benchmark failed or nothing matched the filter; 2 for flags that Google Benchmark does not know.  Errors are printed
 * on stderr. */
int tb_benchmarks(const struct tb_job *job, const struct tb_worker_options *options);
