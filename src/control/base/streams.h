/* streams.h - the standard streams: open from the first line of main to the last, written to the end, and clean.
 *
 * All output is cleaned for a terminal (core/utf8.h), because some of it comes from libraries, from crashed workers and
 * from imported files.
 */
#pragma once
#include <stdio.h>

/* Replaces a stream that the caller closed, so that no file of ours gets its number and with it the output.  A write to
 * a closed standard output fails, as it should. */
void tb_streams_open(void);

/* A sequence of our own that a terminal obeys, between two prints. */
void tb_streams_control(FILE *stream, const char *sequence);

/* Flushes standard output.  Reports a failed write on standard error, except for a pipe without a reader, and turns a
 * good exit code into TB_EXIT_NOTHING.  Files are kept in any case. */
int tb_streams_close(int exit_code);
