/* channel.h - the descriptor for lines to the controller: a record, and the address of a server.
 *
 * It is separate from standard output, so a library that prints does not disturb it: from tb_channel_open on, standard
 * output is standard error.  The controller names a descriptor (--record-fd).  A worker that is run by hand writes the
 * lines to its original standard output.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TB_NO_RECORD_FD UINT64_MAX

/* `fd` as the command line has it; TB_NO_RECORD_FD: none was named.  false: errno. */
bool tb_channel_open(uint64_t fd);
bool tb_channel_write(const char *data, size_t len); /* all of it; false: errno */
