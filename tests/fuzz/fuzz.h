/* fuzz.h - what the harnesses share.
 *
 * A harness is one file with LLVMFuzzerTestOneInput, which puts bytes into one parser.  Two programs are made of it:
 * under the preset "fuzz" libFuzzer invents the bytes; in every other build replay.c takes them from files, once each.
 * A harness aborts where the parser broke its promise: what it refuses it gives a reason for, what it takes makes
 * sense.
 */
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* One input; LLVMFuzzerTestOneInput by its other name. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

/* A promise that was broken: the sanitizers and libFuzzer make a report of it.  Never compiled out. */
#define tb_promise(condition)                                                                                          \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            fprintf(stderr, "%s:%d: promise broken: %s\n", __FILE__, __LINE__, #condition);                            \
            abort();                                                                                                   \
        }                                                                                                              \
    } while (0)

/* The bytes as a file, for parsers that open one.  The name stays good until tb_fuzz_file_end. */
struct tb_fuzz_file {
    int fd;
    char path[32];
};
struct tb_fuzz_file tb_fuzz_file(const uint8_t *bytes, size_t len);
void tb_fuzz_file_end(struct tb_fuzz_file *file);

/* A zero-terminated copy in a block of its own, so that a sanitizer sees the first byte that is read beyond it.  To be
 * freed. */
char *tb_fuzz_text(const uint8_t *bytes, size_t len);

/* An empty folder of this process's own, in memory where there is such a file system.  It is removed at exit. */
const char *tb_fuzz_folder(void);
/* A file of it, written anew. */
void tb_fuzz_write(const char *name, const void *bytes, size_t len);
void tb_fuzz_remove(const char *name); /* it need not be there */
