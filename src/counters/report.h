/* report.h - what the tallies say, as metrics of a record.
 *
 * client_allocations, server_bytes, ...: the names in core/counters.h behind the side.  Kinds of system calls:
 * client_system_call_read.
 */
#pragma once
#include "core/record.h"
#include "counters/measure.h"

/* `operations` between the two looks.  false: out of memory. */
bool tb_report_counters(struct tb_record *record, const struct tb_looks *looks, uint64_t operations,
                        const struct tb_job *job);
bool tb_report_idle(struct tb_record *record, const double held_bytes[2]);
