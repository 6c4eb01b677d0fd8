/* options.h - the worker's command line: one module, one case, one record.
 *
 * One table in options.c names every option, its range and its help.  Text is owned by the struct; an option that was
 * not given is NULL, or the default named here.  Numbers are plain decimals within their range, nothing else.
 */
#pragma once
#include "core/injection.h"
#include <stdbool.h>
#include <stdint.h>

struct tb_text;

enum tb_worker_mode {
    TB_MODE_MEASURE,      /* a local case, a memory case, or one side of a pair: see role */
    TB_MODE_CHUNK_SIZE,   /* --chunk-size: finds the number of operations of a chunk */
    TB_MODE_CHECK,        /* --check: opens the case and does the operation once */
    TB_MODE_INSTRUCTIONS, /* --instructions: under callgrind, for it to count instructions: counting.h */
    TB_MODE_WIRE,         /* --wire: one handshake, as it goes over the wire: wire_pass.h */
    TB_MODE_INFO,         /* --info: what library is it? */
    TB_MODE_VECTORS,      /* --vectors: after what does it leave the vector registers dirty?  vectors_pass.h */
    TB_MODE_BENCHMARK     /* --benchmark_...: driven by Google Benchmark's own flags */
};

enum tb_worker_role {
    TB_ROLE_LOCAL, /* no --role: local and memory cases */
    TB_ROLE_SERVER,
    TB_ROLE_CLIENT
};
const char *tb_worker_role_name(enum tb_worker_role role); /* "local", "server", "client" */

#define TB_NO_CPU UINT64_MAX

struct tb_worker_options {
    enum tb_worker_mode mode;
    enum tb_worker_role role;
    char *module; /* path of the module */
    char *case_name;
    char *pki;                     /* folder with keys and certificates */
    char *backend_options;         /* handed to the backend's open; NULL: none */
    uint64_t seed;                 /* 0 */
    uint64_t cpu;                  /* core to pin to; TB_NO_CPU: not pinned */
    uint64_t record_fd;            /* channel.h; TB_NO_RECORD_FD: not given */
    uint64_t stack_pad;            /* bytes, 0 */
    uint64_t operations;           /* of one chunk; local and memory cases; 0: not given */
    uint64_t chunks;               /* chunks or windows that count, 5; the discarded warm-up is not among them */
    uint64_t chunk_size_ms;        /* least length of a chunk; 0: not given */
    uint64_t busy;                 /* --instructions: how many that are wasted on purpose; 0 */
    struct tb_injection injection; /* operations take longer, on purpose; its pct 0 */
    char *listen;                  /* server: HOST:PORT, port 0: any */
    char *connect;                 /* client: HOST:PORT */
    char *token;                   /* both ends of a pair: pair_link.h; NULL: none */
    uint64_t chunk_ms;             /* client: length of a window, 100 */
    uint64_t warm_up_ms;           /* client: before the first window, 200 */
    uint64_t limit_ms;             /* client: for all of the sample; 0: none */
    char **benchmark_args;         /* [0] is the program's name, then Google Benchmark's flags as given, then NULL */
    int num_benchmark_args;
};

enum tb_options_result {
    TB_OPTIONS_GOOD,
    TB_OPTIONS_HELP, /* the help was asked for and printed on stdout */
    TB_OPTIONS_BAD   /* `why` says what is wrong, with the nearest option where that helps */
};

/* `argv` must outlive the options.  To be freed whatever the result. */
enum tb_options_result tb_worker_options_parse(struct tb_worker_options *options, int argc, char **argv,
                                               struct tb_text *why);
void tb_worker_options_free(struct tb_worker_options *options);
