/* pretend_time.h - another clock for validity checks.
 *
 * wolfSSL has one hook for the whole process (wc_SetTimeCb) where others have a setting of the context.  The hook reads
 * a time that each thread sets around its own call, so that contexts with different times stand side by side.  It is
 * installed when first needed, and a process that never pretends never has it.
 */
#pragma once
#include "tls.h"

void tb_pretend_prepare(const tb_ctx *ctx);
void tb_pretend_begin(const tb_ctx *ctx); /* until tb_pretend_end, this thread's certificates are checked at ctx->now */
void tb_pretend_end(void);
