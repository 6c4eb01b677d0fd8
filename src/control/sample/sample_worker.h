/* sample_worker.h - one worker of a sample: started with a command line, awaited or killed, and its record compared
 * with the request.
 */
#pragma once
#include "control/sample/sample.h"

struct tb_library;
struct tb_process;
struct tb_worker_line;

enum { TB_REASON_LIMIT = 1000 }; /* bytes of a sample's reason */

void tb_sample_forget(struct tb_sample *sample); /* as after tb_sample_init */

/* The reason is "<who><why>". */
void tb_sample_set(struct tb_sample *sample, enum tb_sample_status status, const char *who, const char *why);

/* false: errno says why. */
bool tb_sample_start(struct tb_process *process, const struct tb_lab *lab, const struct tb_worker_line *line);

uint64_t tb_deadline_in(uint64_t seconds); /* on the clock of tb_now_ns */

/* `record` came from a worker in `role`; what is wrong with it becomes the sample's status. */
void tb_sample_accept(struct tb_sample *sample, const struct tb_record *record, const struct tb_subject *subject,
                      const char *role, const struct tb_library *library);

/* Of a worker that failed, and that we did not kill. */
bool tb_process_has_died(const struct tb_process *process);

/* One worker without a partner, by that line: its record, and whether it is of what was asked for. */
bool tb_sample_run(struct tb_sample *sample, const struct tb_lab *lab, const struct tb_subject *subject,
                   const struct tb_worker_line *line, uint64_t timeout_s);

/* The same of one side of a pair, alone. */
bool tb_sample_run_as(struct tb_sample *sample, const struct tb_lab *lab, const struct tb_subject *subject,
                      const struct tb_worker_line *line, const char *role, const struct tb_library *library,
                      uint64_t timeout_s);
