/* pretend_time.h - another clock for validity checks.
 *
 * wolfSSL has one hook for the whole process (wc_SetTimeCb) where others have a setting of the context.  The hook reads
 * a time that each thread sets around its own call, so that contexts with different times stand side by side.  It is
 * installed when first needed, and a process that never pretends never has it.
 */
#pragma once
#include <stdint.h>

/* Unix seconds; 0: the real clock. */
void tb_pretend_prepare(int64_t now); /* before the first verification at that time */
void tb_pretend_begin(int64_t now);   /* until tb_pretend_end, this thread's certificates are checked at that time */
void tb_pretend_end(void);
