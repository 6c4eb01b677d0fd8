/* vectors.h - what a library's code leaves behind in the vector registers.
 *
 * Code that used the wide registers (AVX, AVX-512) is to clear their upper parts before it returns, by VZEROUPPER.
 * Where it does not, the registers stay dirty, and on some processors each SSE instruction that follows pays for it,
 * until somebody clears them: Intel 64 and IA-32 Architectures Optimization Reference Manual, "Mixing AVX code with SSE
 * code". So an operation that is called again and again pays for the one before, which in a handshake it may not; and
 * one that leaves them clean pays, in a handshake, for another that did not.
 *
 * XGETBV with ECX = 1 tells which parts are in use (Intel SDM vol. 1, 13.1 and 13.6; AMD64 APM vol. 4).  Zero in all
 * registers is clean, whoever made it so.
 */
#pragma once
#include <stdbool.h>

bool tb_vectors_told(void);  /* the processor tells; else nothing here says anything.  Slow at the first call */
bool tb_vectors_dirty(void); /* of this thread, now; false where it is not told */
void tb_vectors_clean(void); /* clears the upper parts; nothing where there are none */
void tb_vectors_soil(void);  /* leaves them dirty, as code without VZEROUPPER; nothing where there are none */

/* What the worker's --vectors tells of an operation: whether it leaves them dirty, 0 or 1, and the ns of one when they
 * are called in a row, when the registers are cleaned before each, and when they are made dirty before each: the least
 * of many. */
enum { TB_VECTORS_DIRTY, TB_VECTORS_IN_A_ROW, TB_VECTORS_CLEANED, TB_VECTORS_SOILED, TB_VECTORS_NUM };
