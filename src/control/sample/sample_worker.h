/* sample_worker.h - one worker of a sample: starts it with a command line, awaits or kills it, and compares its record
 * with the request.
 */
#pragma once
#include "control/sample/sample.h"

struct tb_library;
struct tb_process;
struct tb_worker_line;

enum { TB_REASON_LIMIT = 1000 }; /* maximum length of a sample's reason */

void tb_sample_forget(struct tb_sample *sample); /* resets it to the state after tb_sample_init */

/* Sets the status, and the reason "<who><why>". */
void tb_sample_set(struct tb_sample *sample, enum tb_sample_status status, const char *who, const char *why);

/* On failure errno is set. */
bool tb_sample_start(struct tb_process *process, const struct tb_lab *lab, const struct tb_worker_line *line);

uint64_t tb_deadline_in(uint64_t seconds); /* on the clock of tb_now_ns */

/* Checks the record of a worker in `role`; an error becomes the sample's status. */
void tb_sample_accept(struct tb_sample *sample, const struct tb_record *record, const struct tb_subject *subject,
                      const char *role, const struct tb_library *library);

/* Did a worker that failed die by itself, without being killed by tlsbench? */
bool tb_process_has_died(const struct tb_process *process);

/* Runs one worker without a partner, stores its record, and checks that it matches the request. */
bool tb_sample_run(struct tb_sample *sample, const struct tb_lab *lab, const struct tb_subject *subject,
                   const struct tb_worker_line *line, uint64_t timeout_s);

/* The same for one side of a pair, alone. */
bool tb_sample_run_as(struct tb_sample *sample, const struct tb_lab *lab, const struct tb_subject *subject,
                      const struct tb_worker_line *line, const char *role, const struct tb_library *library,
                      uint64_t timeout_s);
