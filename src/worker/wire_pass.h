/* wire_pass.h - one handshake of a memory case as it goes over the wire, in a separate pass: nothing is timed.
 *
 * If the case resumes, the handshake is a resumed one.  The record gets series whose names begin with the number of the
 * flight, from 1; the client makes the odd ones.  A turn that sends nothing is an empty flight.
 *
 *   flight1_bytes     of all records, headers included
 *   flight1_records
 *   flight1_contents  content type of the record, one per item: wire.h
 *   flight1_messages  type of the message, one per item
 *   flight1_lengths   bytes, one per item
 */
#pragma once
#include "harness/driver.h"

/* TB_UNSUPPORTED: the case is not a handshake over memory, or the backend has no TLS. */
enum tb_status tb_wire_pass(const struct tb_job *job);
