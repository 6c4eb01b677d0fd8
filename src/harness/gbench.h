/* gbench.h - a C interface to Google Benchmark (1.7 to 1.9).
 *
 * A benchmark is three calls: before, run, after.  Only run is timed, and it is called once for a whole batch of
 * operations, so that the shim adds no cost per operation.  If run must do other work, it pauses the clock.  Pausing
 * and resuming reads Google Benchmark's clocks, which adds some hundred nanoseconds to the time.  Functions return an
 * error text, or NULL on success; texts are copied if they are kept.  No C++ exception leaves these functions: its text
 * is returned in `why`.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct tb_gbench_counters; /* of one repetition: additional columns in Google Benchmark's reports */
void tb_gbench_counter(struct tb_gbench_counters *counters, const char *name, double value);

struct tb_gbench_clock; /* of one repetition; running when run is called, and must be running when run returns */
void tb_gbench_pause(struct tb_gbench_clock *clock); /* NULL: no effect */
void tb_gbench_resume(struct tb_gbench_clock *clock);

/* Must outlive the last run of the benchmark.  One repetition is before, run, after. */
struct tb_gbench_case {
    const char *name; /* copied */
    void *arg;
    const char *(*before)(void *arg);
    const char *(*run)(void *arg, uint64_t operations, struct tb_gbench_clock *clock);
    const char *(*after)(void *arg, struct tb_gbench_counters *counters); /* called unless before failed, even if run
                                                                           * failed */
};

/* Google Benchmark's measurement of one repetition, in total. */
struct tb_gbench_repetition {
    uint64_t operations;
    double real_ns, cpu_ns;
};

struct tb_gbench_why {
    char text[256];
};

/* Runs one benchmark `repetitions` times with `operations` each, and passes all repetitions to `report` at the end.
 * Prints nothing.  On failure `why` has the reason, and `report` saw only the finished repetitions. */
bool tb_gbench_repeat(const struct tb_gbench_case *benchmark, uint64_t operations, unsigned repetitions,
                      void (*report)(void *arg, const struct tb_gbench_repetition *repetition), void *report_arg,
                      struct tb_gbench_why *why);

/* Google Benchmark's usual interface: its flags, its choice of iterations, its reports on stdout. */
bool tb_gbench_flags(int argc, char **argv,
                     struct tb_gbench_why *why); /* argv[0] is the program; unknown flags are errors */
bool tb_gbench_context(const char *key, const char *value,
                       struct tb_gbench_why *why); /* a line at the head of reports */
bool tb_gbench_add(const struct tb_gbench_case *benchmark, struct tb_gbench_why *why);
bool tb_gbench_run(size_t *matched,
                   struct tb_gbench_why *why); /* lists or runs what matches the filter, then unregisters all */

#ifdef __cplusplus
}
#endif
