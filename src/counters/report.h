/* report.h - converts the tallies to metrics of a record.
 *
 * The names are those in core/counters.h, prefixed with the side: client_allocations, server_bytes, ...; those of local
 * cases have no prefix.  Kinds of system calls: client_system_call_read.
 */
#pragma once
#include "core/record.h"
#include "counters/measure.h"

/* `operations` were done between the two readings.  Fails only if memory runs out. */
bool tb_report_counters(struct tb_record *record, const struct tb_looks *looks, uint64_t operations,
                        const struct tb_job *job);
bool tb_report_idle(struct tb_record *record, const double held_bytes[2]);
