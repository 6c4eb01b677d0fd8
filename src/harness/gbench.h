/* gbench.h - the C face of Google Benchmark (1.7 to 1.9).
 *
 * A benchmark is three calls: before, run, after.  Only run is timed, and it is called once for a whole batch of
 * operations, so that the shim costs nothing per operation.  If run must do other work, it pauses the clock.  Stopping
 * and starting it reads Google Benchmark's clocks, of which some hundred nanoseconds are counted. Each call returns
 * what went wrong, NULL when nothing did; text is copied where it is kept.  No C++ exception leaves these functions;
 * what one said comes back as text in `why`.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct tb_gbench_counters; /* of one repetition: columns beside the times in Google Benchmark's own reports */
void tb_gbench_counter(struct tb_gbench_counters *counters, const char *name, double value);

struct tb_gbench_clock; /* of one repetition; it runs when run is called, and must run when run returns */
void tb_gbench_pause(struct tb_gbench_clock *clock); /* NULL: does nothing */
void tb_gbench_resume(struct tb_gbench_clock *clock);

/* Must outlive the benchmark's last run.  One repetition of a benchmark is before, run, after. */
struct tb_gbench_case {
    const char *name; /* copied */
    void *arg;
    const char *(*before)(void *arg);
    const char *(*run)(void *arg, uint64_t operations, struct tb_gbench_clock *clock);
    const char *(*after)(void *arg, struct tb_gbench_counters *counters); /* unless before failed, whatever run said */
};

/* What Google Benchmark measured of one repetition, whole. */
struct tb_gbench_repetition {
    uint64_t operations;
    double real_ns, cpu_ns;
};

struct tb_gbench_why {
    char text[256];
};

/* Runs one benchmark `repetitions` times with `operations` each and hands every repetition to `report` once all are
 * done.  Prints nothing.  false: `why` says what failed; `report` then saw only what was finished. */
bool tb_gbench_repeat(const struct tb_gbench_case *benchmark, uint64_t operations, unsigned repetitions,
                      void (*report)(void *arg, const struct tb_gbench_repetition *repetition), void *report_arg,
                      struct tb_gbench_why *why);

/* Google Benchmark as its users know it: its flags, its choice of iterations, its reports on stdout. */
bool tb_gbench_flags(int argc, char **argv,
                     struct tb_gbench_why *why); /* argv[0] is the program; all flags must be known */
bool tb_gbench_context(const char *key, const char *value,
                       struct tb_gbench_why *why); /* a line at the head of reports */
bool tb_gbench_add(const struct tb_gbench_case *benchmark, struct tb_gbench_why *why);
bool tb_gbench_run(size_t *matched,
                   struct tb_gbench_why *why); /* lists or runs what matches the filter, then forgets all */

#ifdef __cplusplus
}
#endif
