/* streams.h - the standard streams: open from the first line of main to the last, and written to the end. */
#pragma once

/* A stream that the caller closed is replaced, so that no file of ours takes its number and gets what is printed.  What
 * is written to a closed standard output fails, as it should. */
void tb_streams_open(void);

/* Flushes standard output.  What could not be written is said on standard error, but for a pipe whose reader has left,
 * and makes a good exit code TB_EXIT_NOTHING: what is in files is kept all the same. */
int tb_streams_close(int exit_code);
