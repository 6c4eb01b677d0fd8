/* streams.h - the standard streams: open from the first line of main to the last, written to the end, and clean.
 *
 * All that is printed is made fit for a terminal on its way out (core/utf8.h), whoever said it first: a library, a
 * worker that crashed, a file that was imported.
 */
#pragma once
#include <stdio.h>

/* A stream that the caller closed is replaced, so that no file of ours takes its number and gets what is printed.  What
 * is written to a closed standard output fails, as it should. */
void tb_streams_open(void);

/* A sequence of our own that a terminal obeys, between two prints. */
void tb_streams_control(FILE *stream, const char *sequence);

/* Flushes standard output.  What could not be written is said on standard error, but for a pipe whose reader has left,
 * and makes a good exit code TB_EXIT_NOTHING: what is in files is kept all the same. */
int tb_streams_close(int exit_code);
