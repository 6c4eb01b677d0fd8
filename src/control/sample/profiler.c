#include "control/sample/profiler.h"
#include "control/base/signals.h"
#include "control/sample/process.h"
#include "control/sample/sample_worker.h"
#include "control/sample/worker_line.h"
#include "core/text.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

static void name_file(char path[PATH_MAX], const struct tb_profiler *profiler, enum tb_profiled side, const char *kind)
{
    snprintf(path, PATH_MAX, "%s/%s.%s", profiler->folder, side == TB_PROFILED_SERVER ? "server" : "client", kind);
}

/* Whatever settings of perf the user has are left aside. */
static void begin_perf(struct tb_worker_line *line, const struct tb_profiler *profiler, const char *command)
{
    tb_worker_line_add(line, "/usr/bin/env");
    tb_worker_line_add(line, "PERF_CONFIG=/dev/null");
    tb_worker_line_add(line, "%s", profiler->perf);
    tb_worker_line_add(line, "%s", command);
}

void tb_profiler_wrap(struct tb_worker_line *line, const struct tb_profiler *profiler, enum tb_profiled side)
{
    struct tb_worker_line worker = *line;
    const char *word = worker.bytes; /* where its words stand in a row; its argv points into the original */
    char data[PATH_MAX];
    name_file(data, profiler, side, "data");
    *line = (struct tb_worker_line){.env_pad = worker.env_pad};
    begin_perf(line, profiler, "record");
    tb_worker_line_add(line, "--quiet");
    tb_worker_line_add(line, "--no-buildid");
    tb_worker_line_add(line, "--no-buildid-cache");
    tb_worker_line_add(line, "--clockid=CLOCK_MONOTONIC");
    tb_worker_line_add(line, "--event=" TB_PROFILE_EVENT "%s", profiler->kernel ? "" : ":u");
    tb_worker_line_add(line, "--freq=%d", TB_PROFILE_HZ);
    tb_worker_line_add(line, "--call-graph=dwarf,%d", TB_PROFILE_STACK);
    tb_worker_line_add(line, "--output=%s", data);
    tb_worker_line_add(line, "--");
    for (size_t i = 0; i < worker.num; i++, word += strlen(word) + 1)
        tb_worker_line_add(line, "%s", word);
    tb_worker_line_add(line, "--regions");
}

/* perf script has no option for a file to write to. */
static void make_script(struct tb_worker_line *line, const struct tb_profiler *profiler, const char *data,
                        const char *text)
{
    *line = (struct tb_worker_line){.num = 0};
    tb_worker_line_add(line, "/bin/sh");
    tb_worker_line_add(line, "-c");
    tb_worker_line_add(line, "exec \"$@\" >\"$0\"");
    tb_worker_line_add(line, "%s", text);
    begin_perf(line, profiler, "script");
    tb_worker_line_add(line, "--input=%s", data);
    tb_worker_line_add(line, "--ns");
    tb_worker_line_add(line, "--no-inline");
    tb_worker_line_add(line, "--show-lost-events");
    tb_worker_line_add(line, "--fields=tid,time,ip,sym,dso");
}

bool tb_profiler_tell(char path[PATH_MAX], const struct tb_lab *lab, enum tb_profiled side, struct tb_text *why)
{
    char data[PATH_MAX];
    struct tb_worker_line line;
    struct tb_process process = {.out = -1, .err = -1};
    name_file(data, lab->profiler, side, "data");
    name_file(path, lab->profiler, side, "txt");
    make_script(&line, lab->profiler, data, path);
    bool started = tb_sample_start(&process, lab, &line);
    enum tb_wait wait = TB_WAIT_DONE;
    if (started)
        wait = tb_process_wait(&process, NULL, NULL, tb_deadline_in(TB_PROFILE_LONGEST_S), lab->signals);
    else
        tb_text_printf(why, "cannot start %s: %s", lab->profiler->perf, strerror(errno));
    tb_process_kill(&process);
    bool good =
        started && wait == TB_WAIT_DONE && WIFEXITED(process.wait_status) && WEXITSTATUS(process.wait_status) == 0;
    if (started && wait == TB_WAIT_DEADLINE) {
        tb_text_printf(why, "perf script did not end within %d s", TB_PROFILE_LONGEST_S);
    } else if (started && !good) {
        tb_text_add(why, "perf script failed: ");
        tb_process_last_words(&process, why);
    }
    tb_process_end(&process);
    return good;
}
