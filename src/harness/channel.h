/* channel.h - the descriptor for lines to the controller: a record, and the address of a server.
 *
 * It is separate from standard output, so that a library that prints does not disturb it: after tb_channel_open,
 * standard output goes to standard error.  The controller passes a descriptor (--record-fd).  A worker that is run by
 * hand writes the lines to its original standard output.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TB_NO_RECORD_FD UINT64_MAX

/* `fd` is the value of --record-fd, or TB_NO_RECORD_FD.  On failure errno is set. */
bool tb_channel_open(uint64_t fd);
bool tb_channel_write(const char *data, size_t len); /* writes all bytes; on failure errno is set */
