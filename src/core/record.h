/* record.h - the record of one sample, which a worker sends to the controller: one line of JSON.
 *
 * Both programs encode and decode with these functions, so the format is defined once.  A record whose status is not ok
 * has a reason and may lack metrics.  Strings are owned by the record; tb_record_free releases everything.
 */
#pragma once
#include "core/catalog.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tb_text;

#define TB_RECORD_SCHEMA 1

enum tb_sample_status {
    TB_SAMPLE_OK,
    TB_SAMPLE_VOID, /* measured, but not what was asked: negotiated otherwise, wrong library, operations failed */
    TB_SAMPLE_UNSUPPORTED, /* the library cannot do it */
    TB_SAMPLE_FAILED,      /* error, crash, no record */
    TB_SAMPLE_TIMEOUT,
    TB_SAMPLE_DISTURBED, /* not measured, probably because of other work on the machine: control/sample/blame.h */
    TB_SAMPLE_UNMEASURED /* of a row, never of a sample: it has none, because the run ended first */
};
enum { TB_NUM_STATUSES = TB_SAMPLE_DISTURBED + 1 };                             /* that a sample can have */
const char *tb_sample_status_name(enum tb_sample_status status);                /* "ok", "void", ... as in the CSV */
bool tb_sample_status_by_name(const char *name, enum tb_sample_status *status); /* of a sample */

/* A copy of struct tb_info, see backends/backend.h. */
struct tb_identity {
    char *instance, *product, *version, *date, *date_of, *says, *headers, *build, *cpu, *image, *tls_image, *linkage,
        *missing;
    /* only from a worker that runs with --info: */
    char *faults; /* published test vectors that it gets wrong, one fault per line */
    char *origin; /* what it was linked from */
};

struct tb_series {
    char *metric;   /* a metric in the driver's catalog entry, or one of another pass */
    double *values; /* one per chunk; a metric that exists once per sample (latency over all) has one */
    size_t num;
};

/* The words with which a client's reason begins if it never met its server, which then waits for a client. */
#define TB_CANNOT_CONNECT "cannot connect to "

struct tb_record {
    enum tb_sample_status status;
    char *reason; /* "" when ok */
    char *case_name;
    char *role; /* "local", "client", "server" */
    struct tb_identity library;
    char *negotiated; /* "TLS 1.3 TLS_AES_128_GCM_SHA256 x25519 ecdsa_secp256r1_sha256 verified"; "" for primitives */
    char *vectors;    /* how the operations left the vector registers, core/vectors.h: "clean", "dirty"; "": not told */
    char *cores;      /* those of a worker's threads, in their order: "0 1 0"; "": it has one thread */
    char *stranger;   /* server: the first stranger that connected, harness/reception.h; "": none */
    uint64_t operations;           /* of one chunk; local: fixed; loopback: of all chunks together */
    int cpu;                       /* core that it was pinned to, -1: none */
    uint64_t ready_ns;             /* from exec (process start time) or main to the first timed operation */
    uint64_t warm_up_ns;           /* client: from the first connection to the first window */
    uint64_t window_ns;            /* client: the shortest window */
    uint64_t turn_overs;           /* client: units of work that each connection finished in a window; the minimum
                                    * over windows */
    uint64_t strangers;            /* server: connections of other programs, dropped */
    uint64_t involuntary_switches; /* since ready, getrusage */
    uint64_t run_delay_ns;         /* since ready: time ready to run while another task had the core; 0: unknown */
    uint64_t max_rss_kib;          /* peak of the process, getrusage */
    struct tb_series *series;
    size_t num_series;
};

void tb_record_init(struct tb_record *record); /* all strings "", status failed */
void tb_record_free(struct tb_record *record);
bool tb_record_set(char **field, const char *value); /* replaces an owned string by a copy; fails if memory runs out */
bool tb_record_add(struct tb_record *record, const char *metric, double value); /* appends to the metric's series */
#define tb_record_metric(record, metric, value) tb_record_add(record, tb_metric_name(TB_METRIC(metric)), value)
const struct tb_series *tb_record_series(const struct tb_record *record, const char *metric);

/* Appends one line with its newline.  Fails if memory runs out, at the text's limit, on a NaN or an infinity, or on a
 * count of 2^63 or more. */
bool tb_record_encode(const struct tb_record *record, struct tb_text *line);
/* Decodes into an initialised record.  Fails if it is not a record, has another schema, or a field is missing or has
 * the wrong type.  Unknown fields are ignored. */
bool tb_record_decode(struct tb_record *record, const char *line, size_t len, struct tb_text *why);
