/* pretend_time.h - another clock for validity checks.
 *
 * wolfSSL has one hook for the whole process (wc_SetTimeCb), other libraries a setting of the context.  The hook reads
 * a time that each thread sets around its own calls, so that contexts with different times can coexist.  It is
 * installed when first needed; a process that never sets a time never has it.
 */
#pragma once
#include <stdint.h>

/* Unix seconds; 0: the real clock. */
void tb_pretend_prepare(int64_t now); /* call before the first verification at that time */
void tb_pretend_begin(int64_t now);   /* until tb_pretend_end, this thread checks certificates at that time */
void tb_pretend_end(void);
