/* channel.h - where the lines for the controller go: a record, and where a server listens.
 *
 * It is a descriptor of its own, so that nothing that a library prints gets among them: from tb_channel_open on
 * standard output is standard error.  The controller names a descriptor (--record-fd); a worker that is run by hand
 * writes its lines to the standard output that it was given.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TB_NO_RECORD_FD UINT64_MAX

/* `fd` as the command line has it; TB_NO_RECORD_FD: none was named.  false: errno. */
bool tb_channel_open(uint64_t fd);
bool tb_channel_write(const char *data, size_t len); /* all of it; false: errno */
