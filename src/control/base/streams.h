/* streams.h - keeps the standard streams open, sanitized, and flushed at the end.
 *
 * All output is sanitized for a terminal (core/utf8.h), because some of it comes from libraries, from crashed workers
 * and from imported files.
 */
#pragma once
#include <stdio.h>

/* Replaces a stream that the caller closed, so that no file of tlsbench gets its descriptor and with it the output.
 * Writing to a closed standard output still fails.  Other open descriptors do not reach the programs that tlsbench
 * starts. */
void tb_streams_open(void);

/* Writes a control sequence of tlsbench's own, which must reach the terminal, between two prints. */
void tb_streams_control(FILE *stream, const char *sequence);

/* Flushes standard output.  Reports a failed write on standard error, unless the pipe has no reader, and turns exit
 * code 0 into TB_EXIT_NOTHING.  Files are kept in any case. */
int tb_streams_close(int exit_code);
