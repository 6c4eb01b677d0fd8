/* judge.h - determines the result of a worker that has ended. */
#pragma once
#include "core/record.h"
#include <stdbool.h>
#include <stdint.h>

struct tb_process;
struct tb_text;

/* The record and the status of a worker that exited, or was killed at its time limit.  `why` is "" for TB_SAMPLE_OK. */
enum tb_sample_status tb_process_judge(const struct tb_process *process, uint64_t timeout_s, struct tb_record *record,
                                       struct tb_text *why);

/* Does the stored reason of a failed sample say that a worker crashed, or left no record?  It may begin with the side,
 * "server: ". */
bool tb_process_tells_death(const char *reason);
