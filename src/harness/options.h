/* options.h - the worker's command line: one module, one case, one record.
 *
 * One table in options.c has every option, its range and its help.  Strings are owned by the struct.  An option that
 * was not given is NULL, or has the default named here.  Numbers are plain decimals within their range.
 */
#pragma once
#include "core/injection.h"
#include "harness/hardware.h"
#include <stdbool.h>
#include <stdint.h>

struct tb_text;

enum tb_worker_mode {
    TB_MODE_MEASURE,      /* a local case, a memory case, or one side of a pair: see role */
    TB_MODE_CHUNK_SIZE,   /* --chunk-size: finds the number of operations per chunk */
    TB_MODE_CHECK,        /* --check: opens the case and runs the operation once */
    TB_MODE_INSTRUCTIONS, /* --instructions: runs under callgrind, which counts instructions: counting.h */
    TB_MODE_WIRE,         /* --wire: shows one handshake on the wire: wire_pass.h */
    TB_MODE_INFO,         /* --info: identifies the library */
    TB_MODE_VECTORS,      /* --vectors: finds operations that leave the vector registers dirty: vectors_pass.h */
    TB_MODE_BENCHMARK     /* --benchmark_...: uses Google Benchmark's own flags */
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
    char *pki;                      /* folder with keys and certificates */
    char *backend_options;          /* passed to the backend's open; NULL: none */
    uint64_t seed;                  /* default 0 */
    uint64_t cpu;                   /* core to pin to; TB_NO_CPU: not pinned */
    uint64_t record_fd;             /* channel.h; TB_NO_RECORD_FD: not given */
    uint64_t stack_pad;             /* bytes; default 0 */
    uint64_t operations;            /* per chunk; local and memory cases; 0: not given */
    uint64_t chunks;                /* chunks or windows that count; default 5; the discarded warm-up is additional */
    uint64_t chunk_size_ms;         /* minimum length of a chunk; 0: not given */
    uint64_t busy;                  /* --instructions: number of wasted instructions; default 0 */
    struct tb_injection injection;  /* artificial slowdown; pct 0: none */
    char *listen;                   /* server: HOST:PORT; port 0: any */
    char *connect;                  /* client: HOST:PORT */
    char *token;                    /* both ends of a pair: pair_link.h; NULL: none */
    uint64_t chunk_ms;              /* client: length of a window; default 100 */
    uint64_t warm_up_ms;            /* client: before the first window; default 200 */
    uint64_t limit_ms;              /* client: for the whole sample; 0: none */
    uint64_t turn_seed;             /* local cases, client: default 0 */
    enum tb_hardware_kind hardware; /* what is counted in timed regions; default NONE */
    bool regions;                   /* a profiler samples this process: core/regions.h */
    char **benchmark_args;          /* [0] is the program's name, then Google Benchmark's flags as given, then NULL */
    int num_benchmark_args;
};

enum tb_options_result {
    TB_OPTIONS_GOOD,
    TB_OPTIONS_HELP, /* help was requested and printed on stdout */
    TB_OPTIONS_BAD   /* `why` has the reason, and the nearest option if there is one */
};

/* `argv` must outlive the options.  Must be freed whatever the result. */
enum tb_options_result tb_worker_options_parse(struct tb_worker_options *options, int argc, char **argv,
                                               struct tb_text *why);
void tb_worker_options_free(struct tb_worker_options *options);
