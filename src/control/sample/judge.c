#include "control/sample/judge.h"
#include "control/sample/process.h"
#include "core/text.h"
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

/* By these tb_process_tells_death knows the reasons of stored samples. */
static const char crashed[] = "crashed with SIG", no_record[] = " and no record";

static enum tb_sample_status with_last_words(const struct tb_process *process, struct tb_text *why)
{
    if (process->errors_len > 0) {
        tb_text_add(why, ": ");
        tb_process_last_words(process, why);
    }
    return TB_SAMPLE_FAILED;
}

/* No crash sends these to its own process.  A library that makes the kernel kill its workers loses too many rounds for
 * a figure. */
static bool is_from_outside(int signal_number)
{
    return signal_number == SIGKILL || signal_number == SIGTERM || signal_number == SIGINT || signal_number == SIGHUP;
}

static enum tb_sample_status judge_crash(const struct tb_process *process, struct tb_text *why)
{
    int signal_number = WTERMSIG(process->wait_status);
    const char *name = sigabbrev_np(signal_number);
    if (is_from_outside(signal_number)) {
        tb_text_printf(why, "killed with SIG%s by somebody else, or by the kernel for lack of memory", name);
        return TB_SAMPLE_DISTURBED;
    }
    tb_text_printf(why, "%s%s (%s)", crashed, name ? name : "?", strsignal(signal_number));
    return with_last_words(process, why);
}

/* The record is the last line. */
static const char *last_line(const struct tb_text *output, size_t *len)
{
    const char *start = output->data, *end = start + output->len;
    while (end > start && end[-1] == '\n')
        end--;
    const char *line = end;
    while (line > start && line[-1] != '\n')
        line--;
    *len = (size_t)(end - line);
    return line;
}

enum tb_sample_status tb_process_judge(const struct tb_process *process, uint64_t timeout_s, struct tb_record *record,
                                       struct tb_text *why)
{
    size_t len;
    const char *line = last_line(&process->output, &len);
    if (process->killed) {
        record->run_delay_ns = process->run_delay_ns;
        tb_text_printf(why, "killed, because it had not ended within %llu s", (unsigned long long)timeout_s);
        return TB_SAMPLE_TIMEOUT;
    }
    if (WIFSIGNALED(process->wait_status))
        return judge_crash(process, why);
    int code = WEXITSTATUS(process->wait_status);
    if (process->output.truncated) {
        tb_text_printf(why, "wrote more than %d bytes", TB_OUTPUT_LIMIT);
        return TB_SAMPLE_FAILED;
    }
    if (len == 0) {
        tb_text_printf(why, "exit code %d%s", code, no_record);
        return with_last_words(process, why);
    }
    if (!tb_record_decode(record, line, len, why))
        return TB_SAMPLE_FAILED;
    if (record->status == TB_SAMPLE_OK && code != 0) {
        tb_text_printf(why, "exit code %d after a record with status ok", code);
        return with_last_words(process, why);
    }
    if (record->status != TB_SAMPLE_OK)
        tb_text_add(why, *record->reason ? record->reason : "no reason given");
    return record->status;
}

bool tb_process_tells_death(const char *reason)
{
    static const char *const sides[] = {"client: ", "server: "};
    int length = 0;
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++)
        if (strncmp(reason, sides[i], strlen(sides[i])) == 0) {
            reason += strlen(sides[i]);
            break;
        }
    if (strncmp(reason, crashed, strlen(crashed)) == 0)
        return true;
    return sscanf(reason, "exit code %*d%n", &length) == 0 && length > 0 &&
           strncmp(reason + length, no_record, strlen(no_record)) == 0;
}
