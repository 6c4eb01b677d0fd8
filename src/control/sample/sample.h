/* sample.h - one sample: a fresh worker, or a server and a client, and the judgement of their records. */
#pragma once
#include "control/sample/worker_line.h"
#include "core/injection.h"
#include "core/record.h"
#include "core/text.h"
#include <stdbool.h>
#include <stdint.h>

struct tb_library;
struct tb_process;
struct tb_profiler;
struct tb_signals;

/* Shared by all samples of a run. */
struct tb_lab {
    const struct tb_places *places;
    const struct tb_cpu_limit *limit; /* of this process; a condition of all samples */
    struct tb_signals *signals;
    uint64_t timeout_s; /* of one sample */
    uint64_t chunks;    /* that count; a window is a chunk of a loopback case */
    uint64_t chunk_ms, window_ms, warm_up_ms;
    uint64_t sample_operations; /* minimum for local cases that are not slow: chunk_size.c */
    const char *hardware;       /* "cycles", "energy": counted in cases whose primary metric it is; NULL: nothing */
    bool counted;               /* instructions are counted, and nothing is timed: instructions.h */
    uint64_t date;              /* the date shown to a counted worker, in Unix seconds */
    const struct tb_profiler *profiler; /* samples the workers, so that their times are no figures; NULL: none does */
    bool print_commands;                /* prints each command line on stdout before running it */
};

/* The object of a measurement: a case, on one library or between two. */
struct tb_subject {
    const char *case_name;
    bool pair;                                /* a loopback case */
    const char *primary;                      /* a metric that the record of a good sample must have */
    bool once;                                /* it has one value of that, not one for each chunk */
    bool may_be_0;                            /* that may be 0: memory that does not grow */
    const struct tb_library *client, *server; /* the same for local cases */
    uint64_t operations;                      /* per chunk; local cases */
    struct tb_injection injected[2];          /* artificial slowdowns: of the client or local case, and of the server */
};

struct tb_sample {
    enum tb_sample_status status;
    struct tb_text reason;   /* "" if ok */
    bool died;               /* failed: a worker was ended by a signal, or left no record */
    struct tb_record record; /* of the local worker or of the client, whose record has all metrics */
    struct tb_record server; /* of a pair */
    struct tb_draw draw;
    uint64_t wall_ns;      /* total, including start and end of the processes */
    uint64_t throttled_ns; /* time for which a CPU quota stopped the processes */
    double steal, load;    /* share of the machine's CPU time; load average at the start */
};

void tb_sample_init(struct tb_sample *sample);
void tb_sample_free(struct tb_sample *sample);

/* These return false after a signal that ends the run; the sample is then not valid. */
bool tb_sample_measure(struct tb_sample *sample, const struct tb_lab *lab, const struct tb_subject *subject,
                       const struct tb_draw *draw);
bool tb_sample_chunk_size(struct tb_sample *sample, const struct tb_lab *lab, const struct tb_subject *subject,
                          int core);
/* Whether a record that counts as ok has so many values of its first metric (0: any number), all above 0, or
 * not below it if that may be 0.  false: `why`. */
bool tb_sample_has_figures(const struct tb_record *record, const char *metric, uint64_t chunks, bool may_be_0,
                           struct tb_text *why);

/* A counters pass, which is not timed. */
bool tb_sample_count(struct tb_sample *sample, const struct tb_lab *lab, const struct tb_subject *subject,
                     uint64_t operations);
bool tb_sample_check(struct tb_sample *sample, const struct tb_lab *lab, const struct tb_subject *subject);
