/* judge.h - what a worker that ended left behind. */
#pragma once
#include "core/record.h"
#include <stdint.h>

struct tb_process;
struct tb_text;

/* What a worker that ended, or was killed for want of time, left: its record and its status.  `why` is "" for
 * TB_SAMPLE_OK. */
enum tb_sample_status tb_process_judge(const struct tb_process *process, uint64_t timeout_s, struct tb_record *record,
                                       struct tb_text *why);
