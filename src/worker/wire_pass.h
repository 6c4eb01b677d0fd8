/* wire_pass.h - one handshake of a memory case as it goes over the wire, in a pass of its own: nothing is timed.
 *
 * Where the case resumes, it is a resumed one.  Into the record go series whose name begins with the number of the
 * flight, from 1; the client makes the odd ones.  A turn that sends nothing is a flight of no bytes.
 *
 *   flight1_bytes     of all records, headers included
 *   flight1_records
 *   flight1_contents  type of the record's content, one an item: wire.h
 *   flight1_messages  type of the message, one an item
 *   flight1_lengths   bytes, one an item
 */
#pragma once
#include "harness/driver.h"

/* TB_UNSUPPORTED: the case is no handshake over memory, or the library is none of TLS. */
enum tb_status tb_wire_pass(const struct tb_job *job);
