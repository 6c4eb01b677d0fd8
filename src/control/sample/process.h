/* process.h - a worker as a child process, which never outlives tlsbench.
 *
 * Its records come over a separate descriptor.  Its stdout goes to its stderr, so a library that prints does no harm.
 * A worker has its own process group, so that killing it also kills everything that it started, and a Ctrl-C on the
 * terminal reaches only the controller.  The kernel kills it when the controller dies.
 */
#pragma once
#include "core/text.h"
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct tb_signals;

enum { TB_OUTPUT_LIMIT = 4 << 20, TB_ERRORS_KEPT = 2048, TB_RECORD_FD = 3 /* in the worker */ };

struct tb_process {
    pid_t pid;                       /* 0: not running */
    int out, err;                    /* the controller's ends of its pipes; -1: closed */
    struct tb_text output;           /* its output on TB_RECORD_FD, up to TB_OUTPUT_LIMIT; truncated: there was more */
    char errors[TB_ERRORS_KEPT + 1]; /* the end of its output on stderr and stdout */
    size_t errors_len;
    int wait_status; /* from waitpid, once pid is 0 again */
    bool killed;     /* by tlsbench */
    uint64_t
        run_delay_ns; /* if it was killed: time its first thread waited for a core, as the kernel tells; 0: unknown */
};

/* If it cannot be started, errno is set.  Must be ended with tb_process_end whatever the result. */
bool tb_process_start(struct tb_process *process, char *const argv[], char *const envp[],
                      const struct tb_signals *signals);

enum tb_wait {
    TB_WAIT_DONE,     /* the condition holds */
    TB_WAIT_DEADLINE, /* deadline_ns on CLOCK_MONOTONIC has passed */
    TB_WAIT_SIGNAL    /* a signal that ends the run was caught */
};

/* Collects output until `done` is true for `process`, or it has ended.  Output of `beside`, which may be NULL, is
 * collected as well. */
enum tb_wait tb_process_wait(struct tb_process *process, struct tb_process *beside,
                             bool (*done)(const struct tb_process *process), uint64_t deadline_ns,
                             struct tb_signals *signals);

void tb_process_kill(struct tb_process *process); /* SIGKILL to its group, then waits for it; no effect if it is not
                                                   * running */
void tb_process_end(struct tb_process *process);  /* kills it if it is running, closes and frees */

/* Appends the last non-empty line on stderr. */
void tb_process_last_words(const struct tb_process *process, struct tb_text *text);
