#include "control/sample/sample.h"
#include "control/base/cpu_limit.h"
#include "control/base/host.h"
#include "control/base/signals.h"
#include "control/sample/blame.h"
#include "control/sample/judge.h"
#include "control/sample/libraries.h"
#include "control/sample/process.h"
#include "control/sample/profiler.h"
#include "control/sample/sample_instructions.h"
#include "control/sample/sample_worker.h"
#include "control/sample/worker_line.h"
#include "core/clock.h"
#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

enum { TB_ADDRESS_CAP = 512 }; /* with the ports of 64 threads */
enum { FAREWELL_S = 5, PARTING_PER_MILLE = 100 /* of a sample's time: its last tenth */ };

struct machine_times {
    struct tb_cpu_times cpu;
    uint64_t now_ns, throttled_ns;
};

static struct machine_times look_at_machine(const struct tb_lab *lab)
{
    return (struct machine_times){tb_cpu_times(), tb_now_ns(), tb_cpu_limit_throttled_ns(lab->limit)};
}

/* Records what the machine did since `before`, and blames it if appropriate. */
static void end_sample(struct tb_sample *sample, const struct tb_lab *lab, const struct machine_times *before)
{
    struct machine_times after = look_at_machine(lab);
    sample->steal = tb_steal_ratio(&before->cpu, &after.cpu);
    sample->throttled_ns = after.throttled_ns - before->throttled_ns;
    sample->wall_ns = after.now_ns - before->now_ns;
    tb_blame_machine(sample);
}

bool tb_sample_chunk_size(struct tb_sample *sample, const struct tb_lab *lab, const struct tb_subject *subject,
                          int core)
{
    struct tb_worker_line line;
    struct machine_times before = look_at_machine(lab);
    tb_worker_line_chunk_size(&line, lab->places, subject->client->module, subject->case_name, lab->chunk_ms, core);
    bool going = tb_sample_run(sample, lab, subject, &line, lab->timeout_s);
    end_sample(sample, lab, &before);
    return going;
}

bool tb_sample_count(struct tb_sample *sample, const struct tb_lab *lab, const struct tb_subject *subject,
                     uint64_t operations)
{
    struct tb_worker_line line;
    tb_worker_line_count(&line, lab->places, subject->client->module, subject->case_name, operations);
    bool good = tb_sample_run(sample, lab, subject, &line, lab->timeout_s);
    if (sample->status == TB_SAMPLE_OK && sample->record.operations != operations)
        tb_sample_set(sample, TB_SAMPLE_VOID, "", "it measured a different number of operations than requested");
    return good;
}

static bool check_sides(struct tb_sample *sample, const struct tb_lab *lab, const struct tb_subject *subject)
{
    const struct tb_library *const libraries[] = {subject->client, subject->server};
    static const char *const roles[] = {"client", "server"};
    struct tb_worker_line line;
    if (!subject->pair) {
        tb_worker_line_check(&line, lab->places, subject->client->module, subject->case_name, NULL);
        return tb_sample_run(sample, lab, subject, &line, lab->timeout_s);
    }
    for (size_t i = 0; i < 2; i++) {
        tb_worker_line_check(&line, lab->places, libraries[i]->module, subject->case_name, roles[i]);
        if (!tb_sample_run_as(sample, lab, subject, &line, roles[i], libraries[i], lab->timeout_s))
            return false;
        if (sample->status != TB_SAMPLE_OK)
            break;
    }
    return true;
}

bool tb_sample_check(struct tb_sample *sample, const struct tb_lab *lab, const struct tb_subject *subject)
{
    struct machine_times before = look_at_machine(lab);
    bool going = check_sides(sample, lab, subject);
    end_sample(sample, lab, &before);
    return going;
}

/* ---- A server and a client ---- */

static bool has_line(const struct tb_process *process)
{
    return memchr(process->output.data, '\n', process->output.len) != NULL;
}

/* Parses the server's first line: {"listening":"HOST:PORT"}.  "" if it is anything else. */
static void read_address(const struct tb_process *server, char address[TB_ADDRESS_CAP])
{
    const char *end = memchr(server->output.data, '\n', server->output.len);
    json_t *line = end ? json_loadb(server->output.data, (size_t)(end - server->output.data), 0, NULL) : NULL;
    const char *text = json_string_value(json_object_get(line, "listening"));
    snprintf(address, TB_ADDRESS_CAP, "%s", text ? text : "");
    json_decref(line);
}

/* What follows the address is the server's record; it died if there is nothing. */
static void drop_address(struct tb_text *output)
{
    const char *end = memchr(output->data, '\n', output->len);
    size_t rest = end ? output->len - (size_t)(end + 1 - output->data) : output->len;
    memmove(output->data, output->data + output->len - rest, rest + 1); /* with its zero */
    output->len = rest;
}

static void judge_pair(struct tb_sample *sample, const struct tb_process *client, const struct tb_process *server,
                       uint64_t client_timeout_s, uint64_t server_timeout_s)
{
    struct tb_text client_why, server_why;
    tb_text_init(&client_why, TB_REASON_LIMIT);
    tb_text_init(&server_why, TB_REASON_LIMIT);
    enum tb_sample_status of_client = tb_process_judge(client, client_timeout_s, &sample->record, &client_why);
    enum tb_sample_status of_server = tb_process_judge(server, server_timeout_s, &sample->server, &server_why);
    bool server_died = tb_process_has_died(server);
    bool refused = strncmp(client_why.data, TB_CANNOT_CONNECT, strlen(TB_CANNOT_CONNECT)) == 0;
    bool server_hung = server->killed && !client->killed && !refused; /* else it waits for a client */
    /* The client only notices that the server is gone or silent.  So a crash, or an exit without a record, is reported
     * for the side that died, also to readers of the stored run, and a hang for the side that had to be killed. */
    if (of_client != TB_SAMPLE_OK && server_hung)
        tb_text_printf(&server_why, "; it hung, and the client reports: %s", client_why.data);
    if (of_client != TB_SAMPLE_OK && !server_died && !server_hung)
        tb_sample_set(sample, of_client, "client: ", client_why.data);
    else if (of_server != TB_SAMPLE_OK)
        tb_sample_set(sample, of_server, "server: ", server_why.data);
    else
        tb_sample_set(sample, TB_SAMPLE_OK, "", "");
    sample->died = sample->status == TB_SAMPLE_FAILED && (tb_process_has_died(client) || tb_process_has_died(server));
    tb_text_free(&client_why);
    tb_text_free(&server_why);
}

/* Waits until the server listens.  Returns false if it has reported why it does not. */
static bool await_listening(struct tb_sample *sample, struct tb_process *server, const struct tb_lab *lab,
                            char address[TB_ADDRESS_CAP])
{
    struct tb_text why;
    enum tb_wait wait = tb_process_wait(server, NULL, has_line, tb_deadline_in(lab->timeout_s), lab->signals);
    read_address(server, address);
    if (wait == TB_WAIT_DONE && *address) {
        drop_address(&server->output);
        return true;
    }
    uint64_t patience_s = lab->timeout_s;
    if (wait == TB_WAIT_DONE) { /* it must end by itself now */
        patience_s = FAREWELL_S;
        tb_process_wait(server, NULL, NULL, tb_deadline_in(FAREWELL_S), lab->signals);
    }
    tb_process_kill(server);
    tb_text_init(&why, TB_REASON_LIMIT);
    enum tb_sample_status status = tb_process_judge(server, patience_s, &sample->server, &why);
    if (status == TB_SAMPLE_OK) {
        status = TB_SAMPLE_FAILED;
        tb_text_add(&why, "it did not begin to listen");
    }
    tb_sample_set(sample, status, "server: ", why.data);
    sample->died = status == TB_SAMPLE_FAILED && tb_process_has_died(server);
    tb_text_free(&why);
    return false;
}

static void run_client(struct tb_sample *sample, struct tb_process *server, const struct tb_lab *lab,
                       const struct tb_worker_line *line)
{
    struct tb_process client = {.out = -1, .err = -1};
    if (!tb_sample_start(&client, lab, line)) {
        tb_sample_set(sample, TB_SAMPLE_DISTURBED, "cannot start a worker: ", strerror(errno));
        tb_process_end(&client);
        return;
    }
    if (tb_process_wait(&client, server, NULL, tb_deadline_in(lab->timeout_s), lab->signals) != TB_WAIT_DONE)
        tb_process_kill(&client);
    if (tb_process_wait(server, NULL, NULL, tb_deadline_in(FAREWELL_S), lab->signals) != TB_WAIT_DONE)
        tb_process_kill(server);
    judge_pair(sample, &client, server, lab->timeout_s, FAREWELL_S);
    tb_process_end(&client);
}

/* Did the server end, because no client came, before this process could start one?  It waits for a minute, so this
 * process was stopped for longer (Ctrl-Z), which is nobody's failure. */
static bool is_too_late(struct tb_sample *sample, const struct tb_process *server, uint64_t timeout_s)
{
    struct tb_record record;
    struct tb_text why;
    if (server->pid != 0)
        return false;
    tb_record_init(&record);
    tb_text_init(&why, TB_REASON_LIMIT);
    bool late = tb_process_judge(server, timeout_s, &record, &why) == TB_SAMPLE_TIMEOUT;
    if (late)
        tb_sample_set(sample, TB_SAMPLE_DISTURBED,
                      "tlsbench was stopped before it could start the client; server: ", why.data);
    tb_text_free(&why);
    tb_record_free(&record);
    return late;
}

/* Unique to this sample: the server identifies its client by it.  If the kernel has no random numbers yet, the clock is
 * used. */
static void make_token(char token[24])
{
    uint64_t number;
    if (getrandom(&number, sizeof number, GRND_NONBLOCK) != sizeof number)
        number = tb_now_ns();
    snprintf(token, 24, "%016" PRIx64, number);
}

/* A library chooses its code by the CPU features that it sees, so samples of other features are of other code.  They
 * stand in run.json once, for all samples of a library. */
static void check_features(struct tb_sample *sample, const char *who, const struct tb_record *record,
                           const struct tb_library *library)
{
    const char *first = library->attested.library.cpu, *now = record->library.cpu;
    struct tb_text why;
    if (sample->status != TB_SAMPLE_OK || strcmp(first, now) == 0)
        return;
    tb_text_init(&why, TB_REASON_LIMIT);
    tb_text_printf(&why,
                   "it chose its code for other CPU features than when the run began (now '%s', then '%s'), so its "
                   "samples are not of one code; find what changed the CPU that it sees, and measure again",
                   now, first);
    tb_sample_set(sample, TB_SAMPLE_VOID, who, why.data);
    tb_text_free(&why);
}

static void run_pair(struct tb_sample *sample, const struct tb_lab *lab, const struct tb_subject *subject,
                     const struct tb_draw *draw)
{
    struct tb_worker_line line;
    struct tb_process server = {.out = -1, .err = -1};
    char address[TB_ADDRESS_CAP], token[24];
    tb_sample_forget(sample);
    make_token(token);
    tb_worker_line_server(&line, lab->places, subject->server->module, subject->case_name, token, &subject->injected[1],
                          draw);
    if (lab->profiler)
        tb_profiler_wrap(&line, lab->profiler, TB_PROFILED_SERVER);
    if (!tb_sample_start(&server, lab, &line)) {
        tb_sample_set(sample, TB_SAMPLE_DISTURBED, "cannot start a worker: ", strerror(errno));
    } else if (await_listening(sample, &server, lab, address) && !is_too_late(sample, &server, lab->timeout_s)) {
        tb_worker_line_client(&line, lab->places, subject->client->module, subject->case_name, address, token,
                              lab->chunks, lab->window_ms, lab->warm_up_ms, lab->timeout_s * (1000 - PARTING_PER_MILLE),
                              &subject->injected[0], draw);
        if (lab->profiler)
            tb_profiler_wrap(&line, lab->profiler, TB_PROFILED_CLIENT);
        run_client(sample, &server, lab, &line);
    }
    tb_process_end(&server);
    if (sample->status == TB_SAMPLE_OK)
        tb_sample_accept(sample, &sample->server, subject, "server", subject->server);
    if (sample->status == TB_SAMPLE_OK)
        tb_sample_accept(sample, &sample->record, subject, "client", subject->client);
    check_features(sample, "server: ", &sample->server, subject->server);
    check_features(sample, "client: ", &sample->record, subject->client);
}

static void run_local(struct tb_sample *sample, const struct tb_lab *lab, const struct tb_subject *subject,
                      const struct tb_draw *draw)
{
    struct tb_worker_line line;
    tb_worker_line_local(&line, lab->places, subject->client->module, subject->case_name, subject->operations,
                         lab->chunks, &subject->injected[0], draw);
    if (lab->hardware && strcmp(lab->hardware, subject->primary) == 0) {
        tb_worker_line_add(&line, "--hardware");
        tb_worker_line_add(&line, "%s", lab->hardware);
    }
    if (lab->profiler)
        tb_profiler_wrap(&line, lab->profiler, TB_PROFILED_CLIENT);
    tb_sample_run(sample, lab, subject, &line, lab->timeout_s);
    if (sample->status == TB_SAMPLE_OK && sample->record.operations != subject->operations)
        tb_sample_set(sample, TB_SAMPLE_VOID, "", "it measured a different number of operations than requested");
    check_features(sample, "", &sample->record, subject->client);
}

bool tb_sample_has_figures(const struct tb_record *record, const char *metric, uint64_t chunks, bool may_be_0,
                           struct tb_text *why)
{
    const struct tb_series *series = tb_record_series(record, metric);
    size_t num = series ? series->num : 0;
    if (chunks && num != chunks) {
        tb_text_printf(why, "the record has %zu values of %s, not %llu", num, metric, (unsigned long long)chunks);
        return false;
    }
    for (size_t i = 0; i < num; i++)
        if (!(series->values[i] > 0 || (may_be_0 && series->values[i] >= 0))) {
            tb_text_printf(why, "the record says %s = %g", metric, series->values[i]);
            return false;
        }
    return true;
}

bool tb_sample_measure(struct tb_sample *sample, const struct tb_lab *lab, const struct tb_subject *subject,
                       const struct tb_draw *draw)
{
    struct machine_times before = look_at_machine(lab);
    double load = tb_load_average();
    struct tb_text why;
    if (lab->counted)
        tb_sample_instructions(sample, lab, subject);
    else
        (subject->pair ? run_pair : run_local)(sample, lab, subject, draw);
    tb_text_init(&why, TB_REASON_LIMIT);
    uint64_t num = subject->once ? 1 : lab->chunks;
    if (sample->status == TB_SAMPLE_OK &&
        !tb_sample_has_figures(&sample->record, subject->primary, num, subject->may_be_0, &why))
        tb_sample_set(sample, TB_SAMPLE_FAILED, "", why.data);
    tb_text_free(&why);
    sample->draw = *draw;
    sample->load = load;
    end_sample(sample, lab, &before);
    return !lab->signals->caught;
}
