#include "control/sample/sample_worker.h"
#include "control/base/environment.h"
#include "control/sample/judge.h"
#include "control/sample/libraries.h"
#include "control/sample/process.h"
#include "control/sample/worker_line.h"
#include "core/clock.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

void tb_sample_init(struct tb_sample *sample)
{
    *sample = (struct tb_sample){.status = TB_SAMPLE_FAILED};
    tb_text_init(&sample->reason, TB_REASON_LIMIT);
    tb_record_init(&sample->record);
    tb_record_init(&sample->server);
}

void tb_sample_free(struct tb_sample *sample)
{
    tb_text_free(&sample->reason);
    tb_record_free(&sample->record);
    tb_record_free(&sample->server);
}

void tb_sample_forget(struct tb_sample *sample)
{
    tb_sample_free(sample);
    tb_sample_init(sample);
}

void tb_sample_set(struct tb_sample *sample, enum tb_sample_status status, const char *who, const char *why)
{
    sample->status = status;
    tb_text_clear(&sample->reason);
    tb_text_printf(&sample->reason, "%s%s", who, why);
}

/* ---- Starting a worker ---- */

bool tb_sample_start(struct tb_process *process, const struct tb_lab *lab, const struct tb_worker_line *line)
{
    if (lab->print_commands) {
        struct tb_text text;
        tb_text_init(&text, 4 * TB_WORKER_LINE_BYTES);
        tb_worker_line_shell(line, &text);
        puts(text.data);
        fflush(stdout); /* before the fork, so that the child does not inherit buffered output */
        tb_text_free(&text);
    }
    struct tb_environment environment;
    if (!tb_environment_make(&environment, line->env_pad)) {
        errno = ENOMEM;
        return false;
    }
    bool started = tb_process_start(process, tb_worker_line_argv(line), environment.variables, lab->signals);
    int error = errno;
    tb_environment_free(&environment);
    errno = error;
    return started;
}

uint64_t tb_deadline_in(uint64_t seconds)
{
    return tb_now_ns() + seconds * 1000000000;
}

/* ---- Checking the record ---- */

static bool same(struct tb_text *why, const char *what, const char *asked, const char *got)
{
    if (strcmp(asked, got) == 0)
        return true;
    tb_text_printf(why, "%s: expected %s, got %s", what, asked, *got ? got : "nothing");
    return false;
}

/* Identity is attested in every sample, to detect a module that was replaced during the run. */
static bool is_what_was_asked(const struct tb_record *record, const struct tb_subject *subject, const char *role,
                              const struct tb_library *library, struct tb_text *why)
{
    const struct tb_identity *attested = &library->attested.library;
    return same(why, "wrong library", attested->instance, record->library.instance) &&
           same(why, "another version", attested->version, record->library.version) &&
           same(why, "another date", attested->date, record->library.date) &&
           same(why, "another version", attested->says, record->library.says) &&
           same(why, "code from another file", attested->image, record->library.image) &&
           same(why, "code from another file", attested->tls_image, record->library.tls_image) &&
           same(why, "another case", subject->case_name, record->case_name) &&
           same(why, "another role", role, record->role);
}

void tb_sample_accept(struct tb_sample *sample, const struct tb_record *record, const struct tb_subject *subject,
                      const char *role, const struct tb_library *library)
{
    struct tb_text why;
    tb_text_init(&why, TB_REASON_LIMIT);
    if (!is_what_was_asked(record, subject, role, library, &why))
        tb_sample_set(sample, TB_SAMPLE_VOID, "", why.data);
    tb_text_free(&why);
}

bool tb_process_has_died(const struct tb_process *process)
{
    return !process->killed && (WIFSIGNALED(process->wait_status) || process->output.len == 0);
}

/* ---- One worker ---- */

bool tb_sample_run_as(struct tb_sample *sample, const struct tb_lab *lab, const struct tb_subject *subject,
                      const struct tb_worker_line *line, const char *role, const struct tb_library *library,
                      uint64_t timeout_s)
{
    struct tb_process process = {.out = -1, .err = -1};
    struct tb_text why;
    tb_sample_forget(sample);
    tb_text_init(&why, TB_REASON_LIMIT);
    bool started = tb_sample_start(&process, lab, line);
    enum tb_wait wait = TB_WAIT_DONE;
    if (started) {
        wait = tb_process_wait(&process, NULL, NULL, tb_deadline_in(timeout_s), lab->signals);
        if (wait == TB_WAIT_DEADLINE)
            tb_process_kill(&process);
        sample->status = tb_process_judge(&process, timeout_s, &sample->record, &why);
        tb_sample_set(sample, sample->status, "", why.data);
        sample->died = sample->status == TB_SAMPLE_FAILED && tb_process_has_died(&process);
    } else {
        tb_sample_set(sample, TB_SAMPLE_DISTURBED, "cannot start a worker: ", strerror(errno));
    }
    tb_process_end(&process);
    tb_text_free(&why);
    if (sample->status == TB_SAMPLE_OK)
        tb_sample_accept(sample, &sample->record, subject, role, library);
    return wait != TB_WAIT_SIGNAL;
}

bool tb_sample_run(struct tb_sample *sample, const struct tb_lab *lab, const struct tb_subject *subject,
                   const struct tb_worker_line *line, uint64_t timeout_s)
{
    return tb_sample_run_as(sample, lab, subject, line, "local", subject->client, timeout_s);
}
