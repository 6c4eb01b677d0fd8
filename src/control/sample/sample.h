/* sample.h - one sample: a fresh worker, or a server and a client, and the verdict on their records. */
#pragma once
#include "control/sample/worker_line.h"
#include "core/injection.h"
#include "core/record.h"
#include "core/text.h"
#include <stdbool.h>
#include <stdint.h>

struct tb_library;
struct tb_process;
struct tb_signals;

/* What all samples of a run have in common. */
struct tb_lab {
    const struct tb_places *places;
    const struct tb_cpu_limit *limit; /* of our own process: conditions of all samples */
    struct tb_signals *signals;
    uint64_t timeout_s; /* of one sample */
    uint64_t chunks;    /* that count; a window is a chunk of a loopback case */
    uint64_t chunk_ms, window_ms, warm_up_ms;
    uint64_t sample_operations; /* at least, of local cases that are not slow: chunk_size.c */
    bool counted;               /* instructions are counted, and nothing is timed: instructions.h */
    uint64_t date;              /* that a counted worker believes to be, Unix seconds */
    bool print_commands;        /* each line on stdout before it is run */
};

/* What is measured: a case, on a library or between two. */
struct tb_subject {
    const char *case_name;
    bool pair;                                /* a loopback case */
    const char *primary;                      /* metric that the record of a good sample cannot lack */
    const struct tb_library *client, *server; /* the same one for local cases */
    uint64_t operations;                      /* of a chunk; local cases */
    struct tb_injection injected[2];          /* slowed down on purpose: the client, or local case; the server */
};

struct tb_sample {
    enum tb_sample_status status;
    struct tb_text reason;   /* "" when ok */
    bool died;               /* failed: a worker ended by a signal, or without a record */
    struct tb_record record; /* of the local worker or of the client: it has all metrics */
    struct tb_record server; /* of a pair */
    struct tb_draw draw;
    uint64_t wall_ns;      /* all of it, start and end of the processes included */
    uint64_t throttled_ns; /* that a CPU quota stopped us, meanwhile */
    double steal, load;    /* ratio of the machine's time; load average at the start */
};

void tb_sample_init(struct tb_sample *sample);
void tb_sample_free(struct tb_sample *sample);

/* Each returns false after SIGINT or SIGTERM; the sample is then not valid. */
bool tb_sample_measure(struct tb_sample *sample, const struct tb_lab *lab, const struct tb_subject *subject,
                       const struct tb_draw *draw);
bool tb_sample_chunk_size(struct tb_sample *sample, const struct tb_lab *lab, const struct tb_subject *subject,
                          int core);
/* Not timed: a counters pass. */
bool tb_sample_count(struct tb_sample *sample, const struct tb_lab *lab, const struct tb_subject *subject,
                     uint64_t operations);
bool tb_sample_check(struct tb_sample *sample, const struct tb_lab *lab, const struct tb_subject *subject);
