/* tlsbench-worker - loads one library, measures one case, prints one record, and exits.  Its command line:
 * options.h. */
#include "core/catalog.h"
#include "core/clock.h"
#include "core/random.h"
#include "harness/attest.h"
#include "harness/channel.h"
#include "harness/cores.h"
#include "harness/counting.h"
#include "harness/driver.h"
#include "harness/injector.h"
#include "harness/module.h"
#include "harness/options.h"
#include "harness/pin.h"
#include "harness/usage.h"
#include "worker/benchmarks.h"
#include "worker/sample.h"
#include <alloca.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

enum { EXIT_GOOD, EXIT_NOT_GOOD, EXIT_USAGE };
enum { HEAP_CHUNKS = 512, LARGEST_HEAP_CHUNK = 2048 };
enum { WHY_LIMIT = 4096, RECORD_LIMIT = 64 << 20 };

struct worker {
    uint64_t started_ns;
    struct tb_worker_options options;
    struct tb_case c;
    struct tb_module module;
    struct tb_record record;
    struct tb_text why;
    struct tb_injector injector;
    struct tb_marking marking;
    struct tb_hardware hardware;
    struct tb_cores cores;   /* of threads */
    void *heap[HEAP_CHUNKS]; /* taken before the library is loaded */
};

/* The exact start of a process is unknown, since the kernel reports it in steps of 10 ms.  Up to main the process was
 * busy being mapped and linked, so the CPU time until now is used as the time since then; waiting for a core or a disk
 * before main is missing. */
static uint64_t start_time(void)
{
    return tb_now_ns() - tb_process_cpu_ns();
}

static int usage_error(const char *what)
{
    fprintf(stderr, "tlsbench-worker: %s\n", what);
    return EXIT_USAGE;
}

/* What only looks at one thread, or counts what it does, would say nothing of several. */
static bool check_threads(struct worker *worker)
{
    enum tb_worker_mode mode = worker->options.mode;
    if (tb_case_threads(&worker->c) == 1)
        return true;
    bool pair = tb_case_is_pair(&worker->c); /* both processes choose from the same list */
    tb_cores_find(&worker->cores, pair ? TB_NO_CPU : worker->options.cpu);
    bool whole = !worker->options.regions && worker->options.hardware == TB_HARDWARE_NONE; /* of all threads */
    if ((mode == TB_MODE_MEASURE && whole) || mode == TB_MODE_CHUNK_SIZE || mode == TB_MODE_CHECK ||
        mode == TB_MODE_INFO)
        return true;
    tb_text_printf(&worker->why, "%s: of several threads only times are measured; leave /threads-%u out of the case",
                   worker->options.case_name, tb_case_threads(&worker->c));
    return false;
}

/* What can be told to be wrong before any library is loaded; false: why says it. */
static bool check_request(struct worker *worker)
{
    const struct tb_worker_options *options = &worker->options;
    bool with_role = options->role != TB_ROLE_LOCAL;
    if (access(options->module, R_OK) != 0) {
        tb_text_printf(&worker->why, "--module %s: %s", options->module, strerror(errno));
        return false;
    }
    if (options->case_name && (!tb_case_parse(&worker->c, options->case_name, &worker->why) || !check_threads(worker)))
        return false;
    if (options->cpu != TB_NO_CPU && !tb_pin(options->cpu, &worker->why))
        return false;
    if (!options->case_name)
        return true;
    if (options->injection.side != TB_INJECT_BOTH && (with_role || !tb_case_has_sides(&worker->c))) {
        tb_text_printf(&worker->why, "--inject: %s",
                       with_role ? "this worker is one side only; leave client and server out of --inject"
                                 : "one side of this case cannot be slowed down alone; leave the side out of --inject");
        return false;
    }
    if (options->mode == TB_MODE_INFO || tb_case_is_pair(&worker->c) == with_role)
        return true;
    tb_text_printf(&worker->why, "%s: %s", options->case_name,
                   with_role ? "one worker measures this case; leave --role out"
                             : "a server and a client measure this case; add --role server or --role client");
    return false;
}

static struct tb_job make_job(struct worker *worker)
{
    return (struct tb_job){
        .backend = worker->module.backend,
        .lib = worker->module.lib,
        .c = worker->options.case_name ? &worker->c : NULL,
        .pki = worker->options.pki,
        .seed = worker->options.seed,
        .turn_seed = worker->options.turn_seed,
        .started_ns = worker->started_ns,
        .injector = worker->options.injection.pct > 0 ? &worker->injector : NULL,
        .cores = &worker->cores,
        .counted = worker->options.mode == TB_MODE_INSTRUCTIONS,
        .hardware = worker->options.hardware != TB_HARDWARE_NONE ? &worker->hardware : NULL,
        .marking = worker->options.regions ? &worker->marking : NULL,
        .why = &worker->why,
        .record = &worker->record,
    };
}

/* The two processes of a pair are slowed by their own CPU time, since they share no other. */
static void begin_injector(struct worker *worker)
{
    bool pair = worker->options.role != TB_ROLE_LOCAL;
    tb_injector_begin(&worker->injector, &worker->options.injection, pair ? tb_process_cpu_ns : tb_now_ns,
                      worker->options.seed);
}

/* Lowers the stack by the amount that the controller drew, so that the layout does not favour a library in all
 * samples.  For counting, lowers it to a round address instead, since the names of tlsbench's files are above it. */
__attribute__((noinline)) static enum tb_status sample_padded(struct worker *worker)
{
    enum { ROUND = 64 << 10 };
    size_t over = (size_t)((uintptr_t)__builtin_frame_address(0) % ROUND);
    volatile char *pad = alloca((worker->options.mode == TB_MODE_INSTRUCTIONS ? over : worker->options.stack_pad) + 1);
    pad[0] = 0;
    struct tb_job job = make_job(worker);
    begin_injector(worker);
    return tb_sample(&job, &worker->options);
}

/* Varies the layout of the heap in every sample, as in C. Curtsinger and E. Berger, Stabilizer (2013): allocates chunks
 * of random sizes and frees about every other one, at random.  The module's path is on the heap: without this, the
 * length of a file name would determine, in all samples, which free chunks the library's buffers use, and one of two
 * byte-identical builds was slower by a third. */
static void scatter_heap(struct worker *worker)
{
    struct tb_random random = {worker->options.seed};
    for (size_t i = 0; i < HEAP_CHUNKS; i++)
        worker->heap[i] = malloc(1 + tb_random_below(&random, LARGEST_HEAP_CHUNK));
    for (size_t i = 0; i < HEAP_CHUNKS; i++)
        if (tb_random_next(&random) & 1) {
            free(worker->heap[i]);
            worker->heap[i] = NULL;
        }
}

static enum tb_status load_and_sample(struct worker *worker)
{
    const struct tb_worker_options *options = &worker->options;
    bool counts = options->mode == TB_MODE_INSTRUCTIONS;
    if (!counts)
        scatter_heap(worker);
    enum tb_status status = tb_module_load(&worker->module, options->module, &worker->why);
    if (status == TB_OK && counts)
        tb_level_heap();
    if (status == TB_OK)
        status = tb_module_start(&worker->module, options->module, options->backend_options, &worker->why);
    if (status != TB_OK)
        return status;
    bool asked = options->mode == TB_MODE_INFO; /* a process that measures must not run vectors */
    if (!tb_attest(&worker->record, &worker->module) || (asked && !tb_attest_more(&worker->record, &worker->module))) {
        tb_text_add(&worker->why, "out of memory for the record");
        return TB_ERROR;
    }
    if (counts) /* the record contains names of files */
        tb_level_heap();
    return asked ? TB_OK : sample_padded(worker);
}

/* `failed` is the status of a failure that has no specific one. */
static enum tb_sample_status sample_status(enum tb_status status, enum tb_sample_status failed)
{
    switch (status) {
    case TB_OK:
        return TB_SAMPLE_OK;
    case TB_UNSUPPORTED:
        return TB_SAMPLE_UNSUPPORTED;
    case TB_BAD_PEER:
        return TB_SAMPLE_VOID;
    default:
        return failed;
    }
}

/* Fails only if memory runs out. */
static bool finish_record(struct worker *worker, enum tb_status status)
{
    const struct tb_worker_options *options = &worker->options;
    struct tb_record *record = &worker->record;
    tb_note_usage(record);
    record->cpu = options->cpu == TB_NO_CPU ? -1 : (int)options->cpu;
    record->status = sample_status(status, record->status);
    const char *reason = worker->why.len > 0 ? worker->why.data : "failed without a reason";
    return tb_record_set(&record->reason, status == TB_OK ? "" : reason) &&
           tb_record_set(&record->case_name, options->case_name ? options->case_name : "") &&
           tb_record_set(&record->role, tb_worker_role_name(options->role));
}

/* Writes the record completely, on one line.  The reader may be gone, or its disk full. */
static bool print_record(const struct tb_record *record)
{
    struct tb_text line;
    tb_text_init(&line, RECORD_LIMIT);
    bool good = tb_record_encode(record, &line) && !line.truncated;
    if (!good)
        fprintf(stderr, "tlsbench-worker: the record cannot be encoded\n");
    if (good && !tb_channel_write(line.data, line.len)) {
        fprintf(stderr, "tlsbench-worker: the record cannot be written: %s\n", strerror(errno));
        good = false;
    }
    tb_text_free(&line);
    return good;
}

/* The process that is killed with the controller is then the profiler, whose child this one is. */
static void live_with_profiler(const struct worker *worker)
{
    if (worker->options.regions)
        prctl(PR_SET_PDEATHSIG, SIGKILL); /* fails for no argument of ours */
}

static int run_sample(struct worker *worker)
{
    live_with_profiler(worker);
    enum tb_status status = load_and_sample(worker);
    bool finished = finish_record(worker, status);
    if (!finished)
        fprintf(stderr, "tlsbench-worker: out of memory for the record\n");
    bool printed = finished && print_record(&worker->record);
    return status == TB_OK && printed ? EXIT_GOOD : EXIT_NOT_GOOD;
}

static int run_benchmarks(struct worker *worker)
{
    const struct tb_worker_options *options = &worker->options;
    if (tb_module_open(&worker->module, options->module, options->backend_options, &worker->why) != TB_OK) {
        fprintf(stderr, "tlsbench-worker: %s\n", worker->why.data);
        return EXIT_NOT_GOOD;
    }
    struct tb_job job = make_job(worker);
    return tb_benchmarks(&job, options);
}

static int run(struct worker *worker, int argc, char **argv)
{
    switch (tb_worker_options_parse(&worker->options, argc, argv, &worker->why)) {
    case TB_OPTIONS_HELP:
        return EXIT_GOOD;
    case TB_OPTIONS_BAD:
        return usage_error(worker->why.data);
    case TB_OPTIONS_GOOD:
        break;
    }
    if (!check_request(worker))
        return usage_error(worker->why.data);
    if (worker->options.mode == TB_MODE_BENCHMARK)
        return run_benchmarks(worker);
    if (!tb_channel_open(worker->options.record_fd)) {
        tb_text_printf(&worker->why, "the record cannot be written to --record-fd: %s", strerror(errno));
        return usage_error(worker->why.data);
    }
    return run_sample(worker);
}

int main(int argc, char **argv)
{
    struct worker worker = {.started_ns = start_time()};
    signal(SIGPIPE, SIG_IGN); /* a missing reader is reported as an error of the write */
    tb_text_init(&worker.why, WHY_LIMIT);
    tb_record_init(&worker.record);
    int exit_code = run(&worker, argc, argv);
    tb_module_close(&worker.module);
    tb_record_free(&worker.record);
    tb_text_free(&worker.why);
    tb_worker_options_free(&worker.options);
    for (size_t i = 0; i < HEAP_CHUNKS; i++)
        free(worker.heap[i]);
    return exit_code;
}
