/* tlsbench-counters - loads one library, counts the resources of one case, prints one record, and exits.  It is the
 * worker of the counters pass (tally.h) and takes the worker's options; a loopback case has no roles here, since it
 * contains both ends.
 */
#include "core/catalog.h"
#include "counters/counted.h"
#include "counters/measure.h"
#include "counters/report.h"
#include "counters/tracer.h"
#include "harness/attest.h"
#include "harness/channel.h"
#include "harness/driver.h"
#include "harness/module.h"
#include "harness/options.h"
#include "harness/tls_case.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { EXIT_GOOD, EXIT_NOT_GOOD, EXIT_USAGE };
enum { WHY_LIMIT = 4096, RECORD_LIMIT = 1 << 20, IDLE_CONNECTIONS = 16 };

struct counter {
    struct tb_worker_options options;
    struct tb_case c;
    struct tb_module module;
    struct tb_record record;
    struct tb_text why;
};

static int usage_error(const char *what)
{
    fprintf(stderr, "tlsbench-counters: %s\n", what);
    return EXIT_USAGE;
}

static void blame_case(struct counter *counter)
{
    tb_text_printf(&counter->why, "%s has no counters; name a case of ", counter->options.case_name);
    tb_counter_drivers(&counter->why);
    tb_text_add(&counter->why, ", without arrivals or idle connections");
}

static bool check_request(struct counter *counter)
{
    const struct tb_worker_options *options = &counter->options;
    if (options->mode != TB_MODE_MEASURE || options->role != TB_ROLE_LOCAL)
        tb_text_add(&counter->why,
                    "this program only counts a case, both ends at once; leave out the options of a measurement");
    else if (access(options->module, R_OK) != 0)
        tb_text_printf(&counter->why, "--module %s: %s", options->module, strerror(errno));
    else if (tb_case_parse(&counter->c, options->case_name, &counter->why) && !tb_case_has_counters(&counter->c))
        blame_case(counter);
    return counter->why.len == 0;
}

/* Measures idle memory separately, if the case's handshakes are full ones, of one thread. */
static enum tb_status count_idle(const struct tb_job *job)
{
    double held_bytes[2];
    const struct tb_operation *operation = tb_operation_of(job);
    if (!tb_counter_has_side(job->c, TB_SIDE_CLIENT) || !operation || operation->resumed || tb_case_threads(job->c) > 1)
        return TB_OK;
    enum tb_status status = tb_measure_idle(job, IDLE_CONNECTIONS, held_bytes);
    if (status == TB_OK && !tb_report_idle(job->record, held_bytes))
        status = tb_job_fail(job, TB_ERROR, "out of memory for the record");
    return status;
}

static enum tb_status count(struct counter *counter)
{
    const struct tb_worker_options *options = &counter->options;
    enum tb_status status = tb_module_open(&counter->module, options->module, options->backend_options, &counter->why);
    if (status != TB_OK)
        return status;
    static struct tb_looks looks; /* static because it is large */
    struct tb_job job = {.backend = tb_counted(counter->module.backend),
                         .lib = counter->module.lib,
                         .c = &counter->c,
                         .pki = options->pki,
                         .seed = options->seed,
                         .why = &counter->why,
                         .record = &counter->record};
    unsigned threads = tb_case_threads(&counter->c);
    status = threads > 1 ? tb_measure_threads(&job, options->operations, &looks)
                         : tb_measure_local(&job, options->operations, &looks);
    counter->record.operations = options->operations;
    if (status == TB_OK && !(tb_attest(&counter->record, &counter->module) &&
                             tb_report_counters(&counter->record, &looks, options->operations * threads, &job)))
        status = tb_job_fail(&job, TB_ERROR, "out of memory for the record");
    return status == TB_OK ? count_idle(&job) : status;
}

static bool finish_record(struct counter *counter, enum tb_status status)
{
    struct tb_record *record = &counter->record;
    record->status = status == TB_OK            ? TB_SAMPLE_OK
                     : status == TB_UNSUPPORTED ? TB_SAMPLE_UNSUPPORTED
                     : status == TB_BAD_PEER    ? TB_SAMPLE_VOID
                                                : TB_SAMPLE_FAILED;
    record->cpu = -1;
    const char *reason = counter->why.len > 0 ? counter->why.data : "failed without a reason";
    return tb_record_set(&record->reason, status == TB_OK ? "" : reason) &&
           tb_record_set(&record->case_name, counter->options.case_name) && tb_record_set(&record->role, "local");
}

static bool print_record(const struct tb_record *record)
{
    struct tb_text line;
    tb_text_init(&line, RECORD_LIMIT);
    bool good = tb_record_encode(record, &line) && !line.truncated && tb_channel_write(line.data, line.len);
    if (!good)
        fprintf(stderr, "tlsbench-counters: the record cannot be written\n");
    tb_text_free(&line);
    return good;
}

/* The part of the child. */
static int count_and_print(struct counter *counter)
{
    if (!tb_tallies()->traced)
        fprintf(stderr, "tlsbench-counters: system calls cannot be counted here, because ptrace is not permitted\n");
    enum tb_status status = count(counter);
    bool finished = finish_record(counter, status);
    if (!finished)
        fprintf(stderr, "tlsbench-counters: out of memory for the record\n");
    bool printed = finished && print_record(&counter->record);
    tb_module_close(&counter->module);
    return status == TB_OK && printed ? EXIT_GOOD : EXIT_NOT_GOOD;
}

static int run(struct counter *counter, int argc, char **argv)
{
    switch (tb_worker_options_parse(&counter->options, argc, argv, &counter->why)) {
    case TB_OPTIONS_HELP:
        return EXIT_GOOD;
    case TB_OPTIONS_BAD:
        return usage_error(counter->why.data);
    case TB_OPTIONS_GOOD:
        break;
    }
    if (!check_request(counter))
        return usage_error(counter->why.data);
    if (!tb_channel_open(counter->options.record_fd)) {
        tb_text_printf(&counter->why, "the record cannot be written to --record-fd: %s", strerror(errno));
        return usage_error(counter->why.data);
    }
    unsigned threads = tb_case_threads(&counter->c);
    int child = tb_tallies_share(threads) ? tb_trace_fork(threads > 1) : -1;
    if (child < 0) {
        fprintf(stderr, "tlsbench-counters: cannot fork: %s\n", strerror(errno));
        return EXIT_NOT_GOOD;
    }
    return child > 0 ? tb_trace_follow(child, threads > 1) : count_and_print(counter);
}

int main(int argc, char **argv)
{
    struct counter counter = {0};
    tb_text_init(&counter.why, WHY_LIMIT);
    tb_record_init(&counter.record);
    int exit_code = run(&counter, argc, argv);
    tb_record_free(&counter.record);
    tb_text_free(&counter.why);
    tb_worker_options_free(&counter.options);
    return exit_code;
}
