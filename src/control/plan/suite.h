/* suite.h - suite files: what to measure and how long.
 *
 *     [suite]
 *     title = A look at everything      ; rounds, chunks, chunk-ms, sample-operations, window-ms, warm-up-ms, libraries
 *
 *     [kx every step]                   ; a driver, then a label of your own
 *     kx = x25519 p256                  ; parameters of the driver: all combinations of their values are measured
 *     operation = offer answer finish
 *
 *     [check]
 *     threshold = 3% handshake*=2%      ; what `tlsbench check` calls slower, from the general to the special
 *     second-rounds = 20                ; fresh rounds for one suspect; for several more are added
 *     gate = latency_p99                ; metrics that decide, too
 *
 * Errors name the file and the line.
 */
#pragma once
#include "control/base/words.h"
#include "core/case.h"
#include <stddef.h>
#include <stdint.h>

struct tb_text;

/* Default: three times the period of an injection on every 32nd operation, so that it stays visible without the largest
 * chunk. */
enum { TB_SAMPLE_OPERATIONS = 96 };

struct tb_section {
    const struct tb_driver_info *driver;
    char *heading; /* the text between the brackets */
    size_t line;
    struct tb_words values[TB_NUM_PARAMS]; /* empty: not given */
};

struct tb_suite {
    char *name; /* the file name, without folder and .ini */
    char *path;
    char *title;
    char *source; /* the whole file, for run.json */
    uint64_t rounds, chunks, chunk_ms, window_ms, warm_up_ms, second_rounds;
    uint64_t sample_operations; /* minimum for local and memory cases that are not slow: chunk_size.c */
    struct tb_words libraries;  /* empty: the defaults */
    struct tb_words thresholds; /* of [check]: "PATTERN=3%" */
    struct tb_words gates;      /* of [check]: metrics that decide in addition to the default ones */
    struct tb_section *sections;
    size_t num_sections;
};

/* `name` is a suite in the folder `suites`, or the path of a file: a name with '/' or ending in .ini.  Must be freed
 * even after a failure. */
bool tb_suite_load(struct tb_suite *suite, const char *name, const char *suites, struct tb_text *why);
/* The same in two parts: numbers that the file does not give are 0, then their defaults. */
bool tb_suite_read(struct tb_suite *suite, const char *name, const char *suites, struct tb_text *why);
void tb_suite_defaults(struct tb_suite *suite);
void tb_suite_free(struct tb_suite *suite);
