/* fuzz.h - shared by the fuzzing harnesses.
 *
 * A harness is one file with LLVMFuzzerTestOneInput, which feeds bytes to one parser.  It is built into one of two
 * programs: with the preset "fuzz" libFuzzer generates the bytes; in every other build replay.c reads them from files,
 * once each.  A harness aborts if the parser breaks its promise: it must give a reason for what it refuses, and what it
 * accepts must make sense.
 */
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* Runs one input. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

/* Aborts on a broken promise, which the sanitizers and libFuzzer report.  Never compiled out. */
#define tb_promise(condition)                                                                                          \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            fprintf(stderr, "%s:%d: promise broken: %s\n", __FILE__, __LINE__, #condition);                            \
            abort();                                                                                                   \
        }                                                                                                              \
    } while (0)

/* The bytes as a file, for parsers that open one.  The path is valid until tb_fuzz_file_end. */
struct tb_fuzz_file {
    int fd;
    char path[32];
};
struct tb_fuzz_file tb_fuzz_file(const uint8_t *bytes, size_t len);
void tb_fuzz_file_end(struct tb_fuzz_file *file);

/* A zero-terminated copy in its own block, so that a sanitizer detects any read beyond it.  The caller frees it. */
char *tb_fuzz_text(const uint8_t *bytes, size_t len);

/* An empty folder for this process, in memory if there is such a file system.  It is removed at exit. */
const char *tb_fuzz_folder(void);
/* Writes a file in that folder. */
void tb_fuzz_write(const char *name, const void *bytes, size_t len);
void tb_fuzz_remove(const char *name); /* it may not exist */
