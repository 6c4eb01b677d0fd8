/* worker_line.h - the exact command line of one worker, as shown by --print-commands. */
#pragma once
#include "control/sample/draw.h"
#include "core/text.h"
#include <stdbool.h>
#include <stdint.h>

struct tb_injection;
struct tb_places;

enum { TB_MOST_WORDS = 64, TB_WORKER_LINE_BYTES = 4 * 4096 };

struct tb_worker_line {
    char bytes[TB_WORKER_LINE_BYTES]; /* the words, each zero terminated */
    size_t len;
    const char *argv[TB_MOST_WORDS + 1];
    size_t num;
    unsigned env_pad; /* length of the environment variable TLSBENCH_PAD; 0: not set */
};

/* Appends a word.  One that does not fit is left out; the worker then refuses the line, and the sample reports that. */
void tb_worker_line_add(struct tb_worker_line *line, const char *format, ...) __attribute__((format(printf, 2, 3)));

void tb_worker_line_info(struct tb_worker_line *line, const struct tb_places *places, const char *module);
void tb_worker_line_vectors(struct tb_worker_line *line, const struct tb_places *places, const char *module,
                            const char *case_name); /* NULL: the worker chooses */

/* role NULL: a local case. */
void tb_worker_line_check(struct tb_worker_line *line, const struct tb_places *places, const char *module,
                          const char *case_name, const char *role);
void tb_worker_line_wire(struct tb_worker_line *line, const struct tb_places *places, const char *module,
                         const char *case_name);
void tb_worker_line_chunk_size(struct tb_worker_line *line, const struct tb_places *places, const char *module,
                               const char *case_name, uint64_t chunk_ms, int core);
void tb_worker_line_local(struct tb_worker_line *line, const struct tb_places *places, const char *module,
                          const char *case_name, uint64_t operations, uint64_t chunks,
                          const struct tb_injection *injection, const struct tb_draw *draw);
void tb_worker_line_server(struct tb_worker_line *line, const struct tb_places *places, const char *module,
                           const char *case_name, const char *token, const struct tb_injection *injection,
                           const struct tb_draw *draw);
void tb_worker_line_client(struct tb_worker_line *line, const struct tb_places *places, const char *module,
                           const char *case_name, const char *address, const char *token, uint64_t chunks,
                           uint64_t window_ms, uint64_t warm_up_ms, uint64_t limit_ms,
                           const struct tb_injection *injection, const struct tb_draw *draw);

/* The counters pass: both ends of the case, whatever its transport. */
void tb_worker_line_count(struct tb_worker_line *line, const struct tb_places *places, const char *module,
                          const char *case_name, uint64_t operations);

/* Under valgrind, in a constant environment; `date`: the date shown to the worker, in Unix seconds.
 * tb_worker_line_instructions counts: callgrind writes profiles to files whose names begin with `profiles`. */
void tb_worker_line_info_counted(struct tb_worker_line *line, const struct tb_places *places, const char *module,
                                 uint64_t date);
void tb_worker_line_instructions(struct tb_worker_line *line, const struct tb_places *places, const char *module,
                                 const char *case_name, const char *profiles, uint64_t date, uint64_t operations,
                                 uint64_t busy);
/* One handshake after one that warms up.  A profile ends each time the worker reads its clock; functions are listed
 * with up to `callers` callers. */
void tb_worker_line_profile(struct tb_worker_line *line, const struct tb_places *places, const char *module,
                            const char *case_name, const char *profiles, uint64_t date, size_t callers);

char *const *tb_worker_line_argv(const struct tb_worker_line *line); /* NULL terminated */

/* Appends the line in shell syntax. */
void tb_worker_line_shell(const struct tb_worker_line *line, struct tb_text *text);
